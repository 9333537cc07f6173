/**
 * References that must be readable without evaluation (`depends_on`, `ignore_changes`, `provider`), with the quoted forms
 * of Terraform 0.11 still understood and warned about.
 */
import {
  type Attribute,
  type Expression,
  evaluate,
  keywordOf,
  listOfExpressions,
  parseTraversal,
  type Traversal,
  traversalOf,
} from '../../hcl/index.ts';
import { type Diagnostic, hasErrors, type Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import type { ProviderReference } from './model.ts';
import { caution, mistake } from './problem.ts';
import { parseProviderPart } from './provider-address.ts';

/** A quoted string of the native syntax; JSON strings are another thing. */
export function isQuotedString(expression: Expression): boolean {
  return expression.kind === 'Template';
}

/** The text of a quoted string, or undefined where it is none or is not constant. */
export function quotedText(expression: Expression): string | undefined {
  if (!isQuotedString(expression)) return undefined;
  const ignored: Diagnostic[] = [];
  const value = evaluate(expression, undefined, ignored);
  if (hasErrors(ignored) || value.state !== 'known' || value.type.kind !== 'string') return undefined;
  return value.data as string;
}

/** `"aws_vpc.main"` read as `aws_vpc.main`, with a warning; other expressions come back as they are, and nothing where it
 * cannot be read (which is then reported). */
export function unquoteReference(
  expression: Expression,
  expected: 'reference' | 'keyword',
  problems: Diagnostic[],
): Expression | undefined {
  const inner = expression.kind === 'ObjectKey' ? expression.wrapped : expression;
  const text = quotedText(inner);
  if (text === undefined) return inner;
  const { span } = inner;
  const source = { name: span.source.name, text };
  const parsed = parseTraversal(source);
  const traversal = parsed.value === undefined ? undefined : moved(parsed.value, span);
  for (const problem of parsed.diagnostics) {
    problems.push(
      problem.span === undefined ? problem : { ...problem, span: shifted(problem.span, span), context: span },
    );
  }
  problems.push(
    caution(
      expected === 'keyword' ? 'Quoted keywords are deprecated' : 'Quoted references are deprecated',
      `Here a ${expected} is expected without quotes; Terraform 0.11 and earlier required them.`,
      span,
    ),
  );
  // A name to begin with makes a reference of sorts, about which nothing more is said.
  if (traversal === undefined || hasErrors(parsed.diagnostics)) {
    return /^[\p{ID_Start}_]/u.test(text) ? undefined : { kind: 'Invalid', span };
  }
  return { kind: 'Traversal', traversal, span };
}

/** Where a piece of the quoted text stands in the file; escape sequences are not accounted for. */
function shifted(piece: Span, quoted: Span): Span {
  const start = quoted.start + 1;
  const limit = (offset: number) => Math.min(start + offset, quoted.end);
  return { source: quoted.source, start: limit(piece.start), end: limit(piece.end) };
}

function moved(traversal: Traversal, quoted: Span): Traversal {
  return {
    root: traversal.root,
    rootSpan: shifted(traversal.rootSpan, quoted),
    steps: traversal.steps.map((step) => ({ ...step, span: shifted(step.span, quoted) })),
    span: shifted(traversal.span, quoted),
  };
}

/** `depends_on = [aws_vpc.main, module.network]`. */
export function dependsOn(attribute: Attribute | undefined, problems: Diagnostic[]): readonly Traversal[] {
  if (attribute === undefined) return [];
  const { value: elements, diagnostics } = listOfExpressions(attribute.expression);
  append(problems, diagnostics);
  const traversals: Traversal[] = [];
  for (const element of elements ?? []) {
    const unquoted = unquoteReference(element, 'reference', problems);
    if (unquoted === undefined) continue;
    const read = traversalOf(unquoted);
    append(problems, read.diagnostics);
    if (read.value !== undefined) traversals.push(read.value);
  }
  return traversals;
}

/** A bare word, quoted or not: `when = destroy`. */
export function keyword(expression: Expression, problems: Diagnostic[]): string | undefined {
  const unquoted = unquoteReference(expression, 'keyword', problems);
  return unquoted && keywordOf(unquoted);
}

const INVALID_PROVIDER_REFERENCE = 'Invalid provider configuration reference';

/** `aws` or `aws.east`. `argument` names the meta-argument for messages. */
export function providerReference(
  written: Expression,
  argument: string,
  problems: Diagnostic[],
): ProviderReference | undefined {
  const own: Diagnostic[] = [];
  const expression = unquoteReference(written, 'reference', own);
  append(problems, own);
  if (expression === undefined) return undefined;
  const { value: traversal } = traversalOf(expression);
  if (traversal === undefined || traversal.steps.length > 1) {
    const quoted = isQuotedString(written);
    problems.push(
      mistake(
        INVALID_PROVIDER_REFERENCE,
        quoted
          ? 'A provider configuration is referred to without quotes.'
          : `"${argument}" takes a provider name, or a name and an alias: aws or aws.east.`,
        expression.span,
      ),
    );
    return undefined;
  }
  if (hasErrors(own)) return undefined;
  if (!checkProviderName(traversal.root, traversal.rootSpan, problems)) return undefined;
  const step = traversal.steps[0];
  if (step !== undefined && step.kind !== 'attribute') {
    problems.push(
      mistake(INVALID_PROVIDER_REFERENCE, 'After the provider name only a dot and an alias may follow.', step.span),
    );
    return undefined;
  }
  return { localName: traversal.root, alias: step?.name, span: traversal.rootSpan };
}

/** Local names of providers must already be in the form that addresses use: lower case, dashes, no underscores. */
export function checkProviderName(name: string, span: Span, problems: Diagnostic[]): boolean {
  const normal = parseProviderPart(name);
  if ('part' in normal && normal.part === name) return true;
  const reason = 'part' in normal ? `write it as ${normal.part}` : normal.error;
  problems.push(
    mistake('Invalid provider local name', `"${name}" is not a valid local name of a provider: ${reason}.`, span),
  );
  return false;
}
