/** Templates: texts and values as one text. What an unknown part leaves certain is the beginning. */
import {
  convert,
  DYNAMIC_UNKNOWN,
  elementsOf,
  type Marks,
  NO_MARKS,
  STRING,
  stringValue,
  unionMarks,
  unknownOf,
  unmarked,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import { type Diagnostic, limits, type Span } from '../../source/index.ts';
import type { TemplateExpression, TemplateJoinExpression } from '../ast.ts';
import { invalidInTemplate, nullInTemplate } from '../evaluation-diagnostics.ts';
import type { Scope } from '../scope.ts';
import { normalizeText } from '../string-literal.ts';
import { admitsText } from './budget.ts';
import { run } from './run.ts';

export function evaluateTemplate(
  expression: TemplateExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const { parts } = expression;
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'Literal') return only.value;
  const before = problems.length;
  let text = '';
  let known = true;
  let marks: Marks = NO_MARKS;
  for (const part of parts) {
    const value = run(part, scope, problems);
    marks = unionMarks(marks, value.marks);
    if (value.state === 'unknown') {
      known = false;
      continue;
    }
    const piece = textOf(value, part.span, expression.span, problems);
    if (known && piece !== undefined) text += piece;
  }
  if (!admitsText(text.length, expression.span)) return DYNAMIC_UNKNOWN;
  if (known) return withMarks(stringValue(normalizeText(text)), marks);
  const prefix = problems.length > before ? '' : safePrefix(text);
  const result = unknownOf(STRING, prefix === '' ? { notNull: true } : { notNull: true, prefix });
  return withMarks(result, marks);
}

/** The text of a part that is not unknown; undefined where it has none, which is reported. */
function textOf(value: Value, span: Span, context: Span, problems: Diagnostic[]): string | undefined {
  if (value.state === 'null') {
    problems.push(nullInTemplate(span, context));
    return undefined;
  }
  if (value.type === STRING) return value.data as string;
  const converted = convert(unmarked(value), STRING);
  if (!('error' in converted)) return converted.value.data as string;
  problems.push(invalidInTemplate(span, context, converted.error));
  return undefined;
}

/** Ends of a text that no combining character that might follow can change. */
const DELIMITER = /[-_:;/\\,.(){}|?!~ \t@#$%^&*+"'[\]<>=`\n\r]$/;

/** As much of the text as is certain to begin the result, at most 128 bytes. */
function safePrefix(text: string): string {
  let prefix = text;
  if (Buffer.byteLength(prefix) > 128)
    prefix = Buffer.from(prefix)
      .subarray(0, 128)
      .toString()
      .replace(/\ufffd+$/, '');
  if (prefix === '' || DELIMITER.test(prefix)) return prefix;
  // A plain character after another is a cluster of its own.
  const last = prefix.length - 1;
  if (prefix.charCodeAt(last) < 128 && (last === 0 || prefix.charCodeAt(last - 1) < 128)) return prefix.slice(0, last);
  const clusters = [...new Intl.Segmenter().segment(prefix)];
  return prefix.slice(0, clusters[clusters.length - 1]?.index ?? 0);
}

/** The texts that a `for` directive makes, one after another. */
export function evaluateTemplateJoin(
  expression: TemplateJoinExpression,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const { span } = expression;
  const tuple = run(expression.tuple, scope, problems);
  if (tuple.state !== 'known') return withMarks(unknownOf(STRING), tuple.marks);
  let marks = tuple.marks;
  let text = '';
  for (const value of elementsOf(tuple)) {
    if (value.state === 'unknown') return withMarks(unknownOf(STRING), tuple.marks);
    const piece = textOf(value, span, span, problems);
    if (piece === undefined) continue;
    marks = unionMarks(marks, value.marks);
    text += piece;
    if (text.length > limits.maxStringLength) break;
  }
  if (!admitsText(text.length, span)) return DYNAMIC_UNKNOWN;
  return withMarks(stringValue(normalizeText(text)), marks);
}
