/**
 * Where in the text a provider's message belongs. A provider knows only a path into the value; the argument of that path is
 * looked for in the body as it is written (blocks that `dynamic` generates are not found), else its block's header stands for it.
 */
import {
  type Attribute,
  type Body,
  bodyPartialContent,
  evaluate,
  listOfExpressions,
  mapOfExpressions,
  missingItemSpan,
} from '../../hcl/index.ts';
import type { Path, PathStep, ProviderDiagnostic } from '../../provider/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';

export function locateDiagnostic(
  { path, placeless, ...diagnostic }: ProviderDiagnostic,
  body: Body,
  address: string,
): Diagnostic {
  if (placeless) return { ...diagnostic, address };
  return { ...diagnostic, span: spanOfPath(body, path ?? []), address };
}

export function spanOfPath(body: Body, wholePath: Path): Span {
  const path = beforeElement(wholePath);
  const steps = [...path];
  let last = steps.pop();
  if (last === undefined || (steps.length > 0 && steps[0]?.kind === 'index')) return missingItemSpan(body);
  let key: PathStep | undefined;
  if (last.kind === 'index') {
    key = last;
    last = steps.pop();
  }
  const inner = deepestBody(body, steps);
  if (last?.kind !== 'attribute') return missingItemSpan(inner);
  const attribute = attributeOf(inner, last.name);
  // A lone block at the end of a longer path is entered, one of several is not; nor is a block at the top.
  if (attribute === undefined)
    return missingItemSpan(key === undefined && steps.length > 0 ? deepestBody(inner, [last]) : inner);
  return key?.kind === 'index' ? elementSpan(attribute, key.key) : attribute.expression.span;
}

/** Elements of sets have no keys: a path ends where one begins. */
function beforeElement(path: Path): Path {
  const end = path.findIndex(({ kind }) => kind === 'element');
  return end === -1 ? path : path.slice(0, end);
}

function attributeOf(body: Body, name: string): Attribute | undefined {
  if (body.kind === 'NativeBody') return body.attributes.get(name);
  const schema = { attributes: [{ name, required: true }], blocks: [] };
  return bodyPartialContent(body, schema, []).content.attributes.get(name);
}

/** The body of the nested block that the steps lead to, or of the last one on the way that exists. */
function deepestBody(outer: Body, steps: readonly PathStep[]): Body {
  let body = outer;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as PathStep;
    if (step.kind !== 'attribute') return body;
    const next = steps[i + 1];
    const key = next?.kind === 'index' ? next.key : undefined;
    if (key !== undefined) i++;
    const labels = typeof key === 'string' ? ['key'] : [];
    const problems: Diagnostic[] = [];
    const schema = { attributes: [], blocks: [{ type: step.name, labels }] };
    const { blocks } = bodyPartialContent(body, schema, problems).content;
    if (problems.length > 0) return body;
    const block =
      key === undefined
        ? blocks.length === 1
          ? blocks[0]
          : undefined
        : typeof key === 'number'
          ? blocks[key]
          : blocks.find(({ labels: [label] }) => label?.value === key);
    if (block === undefined) return body;
    body = block.body;
  }
  return body;
}

function elementSpan({ expression, nameSpan }: Attribute, key: number | string): Span {
  if (typeof key === 'number') {
    const { value: items, diagnostics } = listOfExpressions(expression);
    if (diagnostics.length > 0 || items === undefined) return expression.span;
    return items[key]?.span ?? nameSpan;
  }
  const { value: pairs, diagnostics } = mapOfExpressions(expression);
  if (diagnostics.length > 0 || pairs === undefined) return expression.span;
  for (const pair of pairs) {
    const problems: Diagnostic[] = [];
    const name = evaluate(pair.key, undefined, problems);
    if (problems.length > 0) return expression.span;
    if (name.state === 'known' && name.data === key) return pair.value.span;
  }
  return nameSpan;
}
