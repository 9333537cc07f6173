/** The parts of a template as expressions: an `if` becomes a conditional, a `for` a join of a for-expression. */
import { DYNAMIC_UNKNOWN, stringValue } from '../../cty/index.ts';
import { limits, lineAt, type Span } from '../../source/index.ts';
import type { Expression } from '../ast.ts';
import * as problem from '../diagnostics.ts';
import { normalizeText } from '../string-literal.ts';
import type { Cursor } from './cursor.ts';
import type { Part } from './template-parts.ts';

interface Tree {
  readonly cursor: Cursor;
  readonly parts: readonly Part[];
  next: number;
  depth: number;
}

/** `parts` ends in the part `end`. */
export function buildTree(cursor: Cursor, parts: readonly Part[]): Expression[] {
  const tree: Tree = { cursor, parts, next: 0, depth: 0 };
  const result: Expression[] = [];
  while ((parts[tree.next] as Part).kind !== 'end') result.push(readPart(tree));
  return result;
}

function readPart(tree: Tree): Expression {
  const part = tree.parts[tree.next] as Part;
  switch (part.kind) {
    case 'text':
      tree.next++;
      return { kind: 'Literal', value: stringValue(normalizeText(part.text)), span: part.span };
    case 'interpolation':
      tree.next++;
      return part.expression;
    case 'if':
    case 'for':
      return readNested(tree, part);
    case 'end':
      return invalid(part.span);
    default:
      tree.next++;
      return unexpected(tree, part, 'There is no open directive that it belongs to.');
  }
}

function readNested(tree: Tree, part: Part & { kind: 'if' | 'for' }): Expression {
  if (++tree.depth > limits.maxNesting) {
    const last = tree.parts.length - 1;
    if (tree.next < last) tree.cursor.report(problem.nestingTooDeep(part.span, limits.maxNesting));
    tree.next = last;
    return invalid(part.span);
  }
  tree.next++;
  const result = part.kind === 'if' ? readIf(tree, part) : readFor(tree, part);
  tree.depth--;
  return result;
}

type Closer = Part & { kind: 'else' | 'endif' | 'endfor' | 'end' };

/** The parts up to one that closes a directive or the template; the latter is not read over. */
function readContent(tree: Tree, content: Expression[]): Closer {
  for (;;) {
    const part = tree.parts[tree.next] as Part;
    switch (part.kind) {
      case 'end':
        return part;
      case 'else':
      case 'endif':
      case 'endfor':
        tree.next++;
        return part;
      default:
        content.push(readPart(tree));
    }
  }
}

function readIf(tree: Tree, open: Part & { kind: 'if' }): Expression {
  const whenTrue: Expression[] = [];
  const whenFalse: Expression[] = [];
  let close = readContent(tree, whenTrue);
  const hasElse = close.kind === 'else';
  if (hasElse) close = readContent(tree, whenFalse);
  if (close.kind !== 'endif') {
    const line = lineOf(tree, open);
    if (close.kind === 'else') return unexpected(tree, close, `The "if" of line ${line} has its "else" already.`);
    return notClosed(tree, open, close, 'endif');
  }
  const { source, start } = open.span;
  return {
    kind: 'Conditional',
    condition: open.condition,
    whenTrue: template(whenTrue, open.span, open.span.end),
    whenFalse: template(whenFalse, close.span, close.span.start),
    span: { source, start, end: close.span.end },
  };
}

function readFor(tree: Tree, open: Part & { kind: 'for' }): Expression {
  const content: Expression[] = [];
  const close = readContent(tree, content);
  if (close.kind === 'else') return unexpected(tree, close, 'A "for" has no "else".');
  if (close.kind !== 'endfor') return notClosed(tree, open, close, 'endfor');
  const span = { source: open.span.source, start: open.span.start, end: close.span.end };
  const tuple: Expression = {
    kind: 'For',
    keyName: open.keyName,
    valueName: open.valueName,
    collection: open.collection,
    key: undefined,
    value: template(content, open.span, open.span.end),
    condition: undefined,
    group: false,
    openSpan: open.span,
    closeSpan: close.span,
    span,
  };
  return { kind: 'TemplateJoin', tuple, span };
}

/** An empty text at `at` where there is no content. */
function template(content: readonly Expression[], beside: Span, at: number): Expression {
  const { source } = beside;
  const parts = content.length > 0 ? content : [emptyText({ source, start: at, end: at })];
  const first = parts[0] as Expression;
  const last = parts[parts.length - 1] as Expression;
  return { kind: 'Template', parts, span: { source: first.span.source, start: first.span.start, end: last.span.end } };
}

function emptyText(span: Span): Expression {
  return { kind: 'Literal', value: stringValue(''), span };
}

function invalid(span: Span): Expression {
  return { kind: 'Literal', value: DYNAMIC_UNKNOWN, span };
}

/** At the end of the template, or at what closes another directive. */
function notClosed(tree: Tree, open: Part & { kind: 'if' | 'for' }, found: Closer, closer: string): Expression {
  const line = lineOf(tree, open);
  if (found.kind !== 'end') {
    return unexpected(tree, found, `The "${open.kind}" of line ${line} must first end with "${closer}".`);
  }
  const detail = `The "${open.kind}" of line ${line} is not closed by "${closer}".`;
  tree.cursor.report(problem.unexpectedEndOfTemplate(found.span, detail));
  return invalid(found.span);
}

function unexpected(tree: Tree, part: Part, detail: string): Expression {
  tree.cursor.report(problem.unexpectedDirective(part.span, part.kind, detail));
  return invalid(part.span);
}

function lineOf({ cursor }: Tree, part: Part): number {
  return lineAt(cursor.source, part.span.start);
}
