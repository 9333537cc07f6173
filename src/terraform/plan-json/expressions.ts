/** How plan JSON shows expressions: a constant value, or the references in it from longest to shortest. */
import {
  convert,
  isWhollyKnown,
  listValue,
  type Numeric,
  nullOf,
  numericToNumber,
  type ObjectType,
  objectValue,
  type Value,
} from '../../cty/index.ts';
import {
  type Body,
  type BodyContent,
  bodyPartialContent,
  type Expression,
  evaluate,
  type Traversal,
  type TraversalStep,
  variablesOf,
} from '../../hcl/index.ts';
import type { BlockSchema } from '../../provider/index.ts';
import { formatInstanceKey } from '../instance-address.ts';
import { type Json, knownParts } from './values.ts';

type JsonObject = Record<string, Json>;

/** `{constant_value}`, `{references}`, seldom both, or neither for an expression made of function calls alone. */
export function expressionJson(expression: Expression): JsonObject {
  const references = referencesIn(variablesOf(expression));
  if (references.length === 0) return constantJson(evaluate(expression, undefined, []));
  // A value may be known although its text refers to something: in the branch that is not taken, for one.
  if (expression.kind === 'Traversal') return { references };
  return { ...constantJson(evaluate(expression, undefined, [])), references };
}

/** As `expressionJson`; undefined where that would be empty. */
export function shownExpression(expression: Expression | undefined): JsonObject | undefined {
  if (expression === undefined) return undefined;
  const json = expressionJson(expression);
  return Object.keys(json).length === 0 ? undefined : json;
}

function constantJson(value: Value): JsonObject {
  if (!isWhollyKnown(value)) return {};
  return { constant_value: knownParts(value) ?? null };
}

/** The arguments and nested blocks of a body by name; `dynamic` blocks are left out. Undefined where nothing is set. */
export function bodyExpressions(body: Body, schema: BlockSchema): Json | undefined {
  const content = contentOf(body, schema);
  const result: JsonObject = {};
  for (const [name, attribute] of content.attributes) result[name] = expressionJson(attribute.expression);
  for (const block of content.blocks) {
    const nested = schema.blocks.get(block.type);
    if (nested === undefined) continue;
    const inner = bodyExpressions(block.body, nested.block) ?? {};
    switch (nested.nesting) {
      case 'single':
      case 'group':
        result[block.type] = inner;
        break;
      case 'list':
      case 'set':
        result[block.type] = [...((result[block.type] as readonly Json[] | undefined) ?? []), inner];
        break;
      case 'map':
        result[block.type] = {
          ...(result[block.type] as JsonObject | undefined),
          [block.labels[0]?.value ?? '']: inner,
        };
        break;
    }
  }
  for (const [name, blocks] of blocksAsAttributes(content, schema))
    result[name] = blocksAsExpression(blocks, schema, name);
  return Object.keys(result).length === 0 ? undefined : result;
}

function contentOf(body: Body, schema: BlockSchema): BodyContent {
  const attributes = [...schema.attributes.keys()].map((name) => ({ name, required: false }));
  const blocks = [...schema.blocks].map(([type, { nesting }]) => ({ type, labels: nesting === 'map' ? ['key'] : [] }));
  for (const [name, { type, nested }] of schema.attributes) {
    if (nested === undefined && objectElement(type) !== undefined) blocks.push({ type: name, labels: [] });
  }
  return bodyPartialContent(body, { attributes, blocks }, []).content;
}

/** The object type that the elements of a list or set have, if they have one. */
function objectElement(type: Value['type']): ObjectType | undefined {
  if (type.kind !== 'list' && type.kind !== 'set') return undefined;
  return type.element.kind === 'object' ? type.element : undefined;
}

type ContentBlock = BodyContent['blocks'][number];

/** Blocks that are written for attributes of type list or set of objects, by attribute name. */
function blocksAsAttributes(content: BodyContent, schema: BlockSchema): ReadonlyMap<string, readonly ContentBlock[]> {
  const result = new Map<string, ContentBlock[]>();
  for (const block of content.blocks) {
    if (schema.blocks.has(block.type)) continue;
    const earlier = result.get(block.type);
    if (earlier === undefined) result.set(block.type, [block]);
    else earlier.push(block);
  }
  return result;
}

function blocksAsExpression(blocks: readonly ContentBlock[], schema: BlockSchema, name: string): Json {
  const type = schema.attributes.get(name)?.type;
  const element = type === undefined ? undefined : objectElement(type);
  if (type === undefined || element === undefined) return {};
  const names = [...element.attributes.keys()];
  const bodySchema = { attributes: names.map((attribute) => ({ name: attribute, required: false })), blocks: [] };
  const contents = blocks.map((block) => bodyPartialContent(block.body, bodySchema, []).content);
  const references = contents.flatMap((content) =>
    names.flatMap((attribute) => {
      const expression = content.attributes.get(attribute)?.expression;
      return expression === undefined ? [] : referencesIn(variablesOf(expression));
    }),
  );
  if (references.length > 0) return { references };
  const objects = contents.map((content) => objectValue(constantAttributes(content, element)));
  // A list in the order of the blocks, whatever the attribute's type.
  return constantJson(listValue(element, objects));
}

function constantAttributes(content: BodyContent, element: ObjectType): [string, Value][] {
  return [...element.attributes].map(([name, type]) => {
    const expression = content.attributes.get(name)?.expression;
    if (expression === undefined) return [name, nullOf(type)];
    const converted = convert(evaluate(expression, undefined, []), type);
    return [name, 'value' in converted ? converted.value : nullOf(type)];
  });
}

/** Every traversal as its longest form, then one step shorter at a time, down to the object it refers to. */
export function referencesIn(traversals: readonly Traversal[]): readonly string[] {
  return traversals.flatMap(referenceForms);
}

function referenceForms(traversal: Traversal): readonly string[] {
  const subject = subjectOf(traversal);
  if (subject === undefined) return [];
  const remaining = traversal.steps.slice(subject.steps);
  const forms: string[] = [];
  for (let length = remaining.length; length > 0; length--) {
    forms.push(subject.text + remaining.slice(0, length).map(stepText).join(''));
  }
  forms.push(subject.text, ...subject.shorter);
  return forms;
}

/** The object that a traversal refers to, without what is read from it. */
export function subjectText(traversal: Traversal): string | undefined {
  return subjectOf(traversal)?.text;
}

interface Subject {
  readonly text: string;
  /** How many steps of the traversal belong to the subject. */
  readonly steps: number;
  /** Still shorter forms: the resource without its key, the module without the output. */
  readonly shorter: readonly string[];
}

const SINGLE_STEP_ROOTS = new Set(['var', 'local', 'path', 'terraform', 'each', 'count']);

function subjectOf({ root, steps }: Traversal): Subject | undefined {
  if (root === 'self') return { text: 'self', steps: 0, shorter: [] };
  if (SINGLE_STEP_ROOTS.has(root)) {
    const name = attributeName(steps[0]);
    return name === undefined ? undefined : { text: `${root}.${name}`, steps: 1, shorter: [] };
  }
  if (root === 'module') return moduleSubject(steps);
  if (root === 'data' || root === 'ephemeral') {
    return resourceSubject(`${root}.${attributeName(steps[0])}.${attributeName(steps[1])}`, steps, 2);
  }
  const inResource = root === 'resource';
  const text = inResource
    ? `${attributeName(steps[0])}.${attributeName(steps[1])}`
    : `${root}.${attributeName(steps[0])}`;
  return resourceSubject(text, steps, inResource ? 2 : 1);
}

function resourceSubject(resource: string, steps: readonly TraversalStep[], used: number): Subject {
  const key = literalKey(steps[used]);
  if (key === undefined) return { text: resource, steps: used, shorter: [] };
  return { text: resource + formatInstanceKey(key), steps: used + 1, shorter: [resource] };
}

function moduleSubject(steps: readonly TraversalStep[]): Subject | undefined {
  const name = attributeName(steps[0]);
  if (name === undefined) return undefined;
  const key = literalKey(steps[1]);
  const call = `module.${name}${formatInstanceKey(key)}`;
  const used = key === undefined ? 1 : 2;
  const output = attributeName(steps[used]);
  if (output !== undefined) return { text: `${call}.${output}`, steps: used + 1, shorter: [call] };
  return { text: call, steps: used, shorter: key === undefined ? [] : [`module.${name}`] };
}

function attributeName(step: TraversalStep | undefined): string | undefined {
  return step?.kind === 'attribute' ? step.name : undefined;
}

function literalKey(step: TraversalStep | undefined): string | number | undefined {
  if (step?.kind !== 'index' || step.key.state !== 'known') return undefined;
  return step.key.type.kind === 'string' ? (step.key.data as string) : numericToNumber(step.key.data as Numeric);
}

function stepText(step: TraversalStep): string {
  if (step.kind === 'attribute') return `.${step.name}`;
  const key = literalKey(step);
  if (key === undefined) return '';
  return typeof key === 'string' ? `[${JSON.stringify(key)}]` : `[${Number(key.toPrecision(10))}]`;
}
