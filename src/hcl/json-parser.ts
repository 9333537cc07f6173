/** JSON with places, and with HCL's messages for its mistakes: the syntax of `.tf.json` files. */
import { numberValue, parseNumeric } from '../cty/index.ts';
import { type Diagnostic, limits, type Source, type Span, type WithDiagnostics } from '../source/index.ts';
import type { JsonBody, JsonMember, JsonNode } from './ast.ts';
import { nestingTooDeep } from './diagnostics.ts';
import { nameSuggestion } from './suggestion.ts';

type Kind = '{' | '}' | '[' | ']' | ',' | ':' | '=' | 'string' | 'number' | 'keyword' | 'invalid' | 'end';
interface JsonToken {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** A whole file: the root is an object, or an array of objects. */
export function parseJsonBody(source: Source): WithDiagnostics<JsonBody> {
  const { value: root, diagnostics } = parseJson(source);
  if (root.kind === 'JsonObject' || root.kind === 'JsonArray') {
    return { value: jsonBodyOf(root), diagnostics };
  }
  const fake = { source, start: 0, end: 0 };
  const value = jsonBodyOf({ kind: 'JsonObject', members: [], span: fake, openSpan: fake, closeSpan: fake });
  const span = startOf(root);
  const detail = 'The file must hold a JSON object, or an array of objects.';
  return { value, diagnostics: [...diagnostics, problem('root-value', 'Root value must be object', detail, span)] };
}

export function jsonBodyOf(value: JsonNode): JsonBody {
  const missingItemSpan =
    value.kind === 'JsonObject' ? value.closeSpan : value.kind === 'JsonArray' ? value.openSpan : value.span;
  return { kind: 'JsonBody', value, hiddenNames: NO_NAMES, missingItemSpan };
}

/** Where HCL points for a whole value: at the opening bracket of objects and arrays. */
export function startOf(node: JsonNode): Span {
  return node.kind === 'JsonObject' || node.kind === 'JsonArray' ? node.openSpan : node.span;
}

function problem(code: string, summary: string, detail: string, span: Span): Diagnostic {
  return { severity: 'error', code: `hcl/json-${code}`, summary, detail, span };
}

const VALUE_STARTS = 'A value is an object, an array, a number, a string, true, false or null.';

export function parseJson(source: Source): WithDiagnostics<JsonNode> {
  const { text } = source;
  const diagnostics: Diagnostic[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;
  let gaveUp = false;
  let token = scan();

  function scan(): JsonToken {
    while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at++;
    const start = at;
    if (at >= text.length) return { kind: 'end', start, end: start };
    const c = text[at] as string;
    if ('{}[],:='.includes(c)) at++;
    else if (c === '"') return scanString(start);
    else if (/[-0-9]/.test(c)) {
      while (at < text.length && /[-+.0-9eE]/.test(text[at] as string)) at++;
      return { kind: 'number', start, end: at };
    } else if (/[A-Za-z]/.test(c)) {
      while (at < text.length && /[A-Za-z]/.test(text[at] as string)) at++;
      return { kind: 'keyword', start, end: at };
    } else {
      at++;
      return { kind: 'invalid', start, end: at };
    }
    return { kind: c as Kind, start, end: at };
  }
  function scanString(start: number): JsonToken {
    let escaping = false;
    for (at++; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 34 && !escaping) {
        at++;
        break;
      }
      if (c < 32) break;
      escaping = c === 92 && !escaping;
    }
    return { kind: 'string', start, end: at };
  }
  function read(): JsonToken {
    const result = token;
    token = scan();
    return result;
  }
  function kind(): Kind {
    return token.kind;
  }
  function spanOf(part: JsonToken): Span {
    return { source, start: part.start, end: part.end };
  }
  function report(code: string, summary: string, detail: string, span: Span): undefined {
    if (!gaveUp) diagnostics.push(problem(code, summary, detail, span));
    return undefined;
  }
  /** Skips to the bracket that closes what is open. */
  function recover(from: JsonToken, open: Kind, close: Kind): void {
    let nest = 1;
    for (let current = from; ; current = read()) {
      if (current.kind === open) nest++;
      else if (current.kind === close && --nest <= 1) return;
      else if (current.kind === 'end') return;
    }
  }

  function value(): JsonNode {
    const first = token;
    if (depth >= limits.maxNesting) {
      if (!gaveUp) diagnostics.push(nestingTooDeep(spanOf(first), limits.maxNesting));
      gaveUp = true;
      at = text.length;
      token = scan();
      return { kind: 'JsonInvalid', span: spanOf(first) };
    }
    depth++;
    const node = valueOrNothing(first);
    depth--;
    return node ?? { kind: 'JsonInvalid', span: spanOf(first) };
  }
  function valueOrNothing(first: JsonToken): JsonNode | undefined {
    switch (first.kind) {
      case '{':
        return object();
      case '[':
        return array();
      case 'number':
        return number(read());
      case 'string':
        return string(read());
      case 'keyword':
        return keyword(read());
      case '}':
        return report('missing-value', 'Missing JSON value', VALUE_STARTS, spanOf(first));
      case ']':
        return report('missing-element', 'Missing array element value', VALUE_STARTS, spanOf(first));
      case 'end':
        return report('missing-end', 'Missing value', 'The text ends where a value should stand.', spanOf(first));
      default:
        return report('invalid-start', 'Invalid start of value', VALUE_STARTS, spanOf(first));
    }
  }

  function object(): JsonNode | undefined {
    const open = read();
    const members: JsonMember[] = [];
    while (token.kind !== '}') {
      const key = value();
      if (key.kind !== 'JsonString') {
        return report('property-name', 'Invalid object property name', 'A name stands in quotes.', startOf(key));
      }
      const colon = read();
      if (colon.kind !== ':') {
        recover(colon, '{', '}');
        if (colon.kind === '}' || colon.kind === ',') {
          return report('no-value', 'Missing object value', 'A colon and a value must follow the name.', spanOf(colon));
        }
        return report(
          'no-colon',
          'Missing property value colon',
          'A colon stands between name and value.',
          spanOf(colon),
        );
      }
      members.push({ name: key.value, nameSpan: key.span, value: value() });
      const next = token;
      if (next.kind === '}') break;
      if (next.kind === ',') {
        const comma = read();
        if (kind() === '}') {
          return report('comma', 'Trailing comma in object', 'No comma may follow the last property.', spanOf(comma));
        }
        continue;
      }
      if (next.kind === 'end') {
        return report('unclosed', 'Unclosed object', 'The closing brace of this object is missing.', spanOf(open));
      }
      if (next.kind === ']') {
        read();
        return report('braces', 'Mismatched braces', 'An object closes with a brace.', spanOf(token));
      }
      recover(read(), '{', '}');
      return report(
        'separator',
        'Missing attribute seperator comma',
        'Properties are separated by commas.',
        spanOf(token),
      );
    }
    const close = read();
    return {
      kind: 'JsonObject',
      members,
      span: { source, start: open.start, end: close.end },
      openSpan: spanOf(open),
      closeSpan: spanOf(close),
    };
  }

  function array(): JsonNode | undefined {
    const open = read();
    const elements: JsonNode[] = [];
    while (token.kind !== ']') {
      elements.push(value());
      const next = token;
      if (next.kind === ']') break;
      if (next.kind === ',') {
        const comma = read();
        if (kind() === ']') {
          return report('comma', 'Trailing comma in array', 'No comma may follow the last element.', spanOf(comma));
        }
        continue;
      }
      recover(read(), '[', ']');
      switch (next.kind) {
        case ':':
          return report('colon', 'Invalid array value', 'Elements of an array have no names.', spanOf(token));
        case 'end':
          return report('unclosed', 'Unclosed object', 'The closing bracket of this array is missing.', spanOf(open));
        case '}':
          return report('brackets', 'Mismatched brackets', 'An array closes with a bracket.', spanOf(token));
        default:
          return report(
            'separator',
            'Missing attribute seperator comma',
            'Elements are separated by commas.',
            spanOf(token),
          );
      }
    }
    const close = read();
    return {
      kind: 'JsonArray',
      elements,
      span: { source, start: open.start, end: close.end },
      openSpan: spanOf(open),
    };
  }

  function number(part: JsonToken): JsonNode | undefined {
    const digits = text.slice(part.start, part.end);
    const numeric = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(digits) ? parseNumeric(digits) : undefined;
    if (numeric !== undefined) return { kind: 'JsonNumber', value: numberValue(numeric), span: spanOf(part) };
    return report('number', 'Invalid JSON number', 'This is not a number as JSON writes them.', spanOf(part));
  }
  function string(part: JsonToken): JsonNode | undefined {
    try {
      return { kind: 'JsonString', value: JSON.parse(text.slice(part.start, part.end)) as string, span: spanOf(part) };
    } catch {
      return report(
        'string',
        'Invalid JSON string',
        'An escape is wrong, or the closing quote is missing.',
        spanOf(part),
      );
    }
  }
  function keyword(part: JsonToken): JsonNode | undefined {
    const word = text.slice(part.start, part.end);
    const span = spanOf(part);
    switch (word) {
      case 'true':
        return { kind: 'JsonBool', value: true, span };
      case 'false':
        return { kind: 'JsonBool', value: false, span };
      case 'null':
        return { kind: 'JsonNull', span };
      default: {
        const suggestion = nameSuggestion(word, ['true', 'false', 'null']);
        const hint = suggestion === '' ? '' : ` Did you mean "${suggestion}"?`;
        return report('keyword', 'Invalid JSON keyword', `"${word}" is no word of JSON.${hint}`, span);
      }
    }
  }

  const root = value();
  if (diagnostics.length === 0 && token.kind !== 'end') {
    report('extra', 'Extraneous data after value', 'Nothing may follow the value.', spanOf(token));
  }
  return { value: root, diagnostics };
}
