/** `dynamic` blocks: their own arguments, decided from the text alone. Generated blocks come from `expand.ts`. */
import {
  type Block,
  type BodySchema,
  bodyContent,
  type Expression,
  listOfExpressions,
  traversalOf,
} from '../../hcl/index.ts';
import type { BlockSchema } from '../../provider/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { type CompiledBody, compileBody } from './compile.ts';
import {
  dynamicLabelCount,
  extraneousContentBlock,
  invalidIteratorName,
  missingContentBlock,
  unsupportedDynamicType,
} from './diagnostics.ts';

export interface CompiledDynamic {
  readonly kind: 'dynamic';
  /** Type of the blocks to generate. */
  readonly type: string;
  readonly forEach: Expression;
  readonly iterator: string;
  readonly labels: readonly Expression[];
  /** The `content` block's body, read with the generated block's schema. */
  readonly body: CompiledBody;
  readonly headerSpan: Span;
}

const CONTENT = [{ type: 'content', labels: [] }] as const;
const OWN_ARGUMENTS = [
  { name: 'for_each', required: true },
  { name: 'iterator', required: false },
] as const;
const WITHOUT_LABELS: BodySchema = { attributes: OWN_ARGUMENTS, blocks: CONTENT };
const WITH_LABELS: BodySchema = { attributes: [...OWN_ARGUMENTS, { name: 'labels', required: true }], blocks: CONTENT };

/** Undefined, with a problem, where the block cannot generate anything. */
export function compileDynamic(
  block: Block,
  schemaOf: (type: string) => { readonly block: BlockSchema; readonly labels: number } | undefined,
  problems: Diagnostic[],
): CompiledDynamic | undefined {
  const label = block.labels[0];
  if (label === undefined) return undefined;
  const generated = schemaOf(label.value);
  if (generated === undefined) {
    problems.push(unsupportedDynamicType(label.value, label.span));
    return undefined;
  }
  const before = problems.length;
  const content = bodyContent(block.body, generated.labels > 0 ? WITH_LABELS : WITHOUT_LABELS, problems);
  if (problems.length > before) return undefined;
  const iterator = iteratorName(content.attributes.get('iterator')?.expression, label.value, problems);
  const labels = labelExpressions(
    content.attributes.get('labels')?.expression,
    label.value,
    generated.labels,
    problems,
  );
  const [first, second] = content.blocks;
  if (first === undefined) problems.push(missingContentBlock(content.missingItemSpan));
  else if (second !== undefined) problems.push(extraneousContentBlock(second.headerSpan));
  const forEach = content.attributes.get('for_each')?.expression;
  if (problems.length > before || first === undefined || forEach === undefined || iterator === undefined) {
    return undefined;
  }
  return {
    kind: 'dynamic',
    type: label.value,
    forEach,
    iterator,
    labels,
    body: compileBody(first.body, generated.block),
    headerSpan: first.headerSpan,
  };
}

function iteratorName(expression: Expression | undefined, type: string, problems: Diagnostic[]): string | undefined {
  if (expression === undefined) return type;
  const { value: traversal, diagnostics } = traversalOf(expression);
  append(problems, diagnostics);
  if (traversal === undefined) return undefined;
  if (traversal.steps.length > 0) problems.push(invalidIteratorName(traversal.span));
  return traversal.root;
}

function labelExpressions(
  expression: Expression | undefined,
  type: string,
  wanted: number,
  problems: Diagnostic[],
): readonly Expression[] {
  if (expression === undefined) return [];
  const { value: labels, diagnostics } = listOfExpressions(expression);
  append(problems, diagnostics);
  if (diagnostics.length > 0 || labels === undefined) return [];
  if (labels.length !== wanted) {
    const place = labels.length > wanted ? labels[wanted]?.span : expression.span;
    problems.push(dynamicLabelCount(type, wanted, labels.length > wanted, place ?? expression.span));
  }
  return labels;
}
