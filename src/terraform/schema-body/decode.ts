/**
 * The value of a body by its provider schema: arguments converted to their types, nested blocks gathered by their nesting.
 * A problem leaves an unknown of the right type in its place, so that one mistake does not hide the others.
 */
import {
  convert,
  hasDynamic,
  known,
  listOf,
  listValue,
  mapOf,
  mapValue,
  nullOf,
  type ObjectType,
  objectValue,
  setValue,
  type Type,
  tupleValue,
  unify,
  unknownOf,
  type Value,
  withMarks,
} from '../../cty/index.ts';
import { evaluate, type Scope } from '../../hcl/index.ts';
import {
  type AttributeSchema,
  type BlockSchema,
  impliedType,
  impliedTypeOfNested,
  type NestedBlockSchema,
  typeOfNestedAttribute,
} from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { sideTable } from '../../util/side-table.ts';
import type { CompiledAttribute } from './compile.ts';
import * as problem from './diagnostics.ts';
import { type ExpandedBlock, type ExpandedBody, scopeWith } from './expand.ts';

export function decodeBody(body: ExpandedBody, scope: Scope | undefined, problems: Diagnostic[]): Value {
  const { compiled } = body;
  for (const found of compiled.problems) problems.push(found);
  for (const found of body.problems) problems.push(found);
  const inside = scopeWith(body.iteration, scope);
  const template = templateOf(compiled.schema);
  const data = new Map(template.empty);
  for (const attribute of compiled.attributes) {
    data.set(attribute.name, decodeAttribute(attribute, body, inside, problems));
  }
  if (compiled.schema.blocks.size > 0 || compiled.attributesAsBlocks.size > 0) {
    decodeBlocks(body, scope, data, problems);
  }
  return template.varies ? objectValue(data) : known(template.type, data);
}

/** What a body without any content decodes to. */
interface Template {
  readonly type: ObjectType;
  /** In the order of the type's attributes. */
  readonly empty: ReadonlyMap<string, Value>;
  /** The type depends on the content. */
  readonly varies: boolean;
}
const templates = sideTable<BlockSchema, Template>();

function templateOf(schema: BlockSchema): Template {
  let template = templates.get(schema);
  if (template === undefined) {
    const type = impliedType(schema);
    const empty = new Map<string, Value>();
    for (const [name, attributeType] of type.attributes) {
      const nested = schema.blocks.get(name);
      empty.set(name, nested === undefined ? nullOf(attributeType) : emptyBlocks(nested));
    }
    template = { type, empty, varies: hasDynamic(type) };
    templates.set(schema, template);
  }
  return template;
}

/** The value of a block type of which none is written. */
function emptyBlocks(nested: NestedBlockSchema): Value {
  const type = impliedType(nested.block);
  switch (nested.nesting) {
    case 'single':
      return nullOf(type);
    case 'group': {
      const template = templateOf(nested.block);
      return template.varies ? objectValue(template.empty) : known(type, template.empty);
    }
    case 'list':
      return hasDynamic(type) ? tupleValue([]) : listValue(type, []);
    case 'map':
      return hasDynamic(type) ? objectValue([]) : mapValue(type, []);
    case 'set':
      return setValue(type, []);
  }
}

const writtenTypes = sideTable<AttributeSchema, Type>();

/** The type that an argument's expression is converted to: members of nested attributes may be left out. */
function writtenType(schema: AttributeSchema): Type {
  if (schema.nested === undefined) return schema.type;
  let type = writtenTypes.get(schema);
  if (type === undefined) {
    type = typeOfNestedAttribute(schema.nested.attributes, schema.nested.nesting, true);
    writtenTypes.set(schema, type);
  }
  return type;
}

function decodeAttribute(
  { name, schema, attribute }: CompiledAttribute,
  body: ExpandedBody,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  if (body.unknown) return withMarks(unknownOf(schema.type), body.marks);
  const { expression } = attribute;
  const value = evaluate(expression, scope, problems);
  const converted = convert(value, writtenType(schema));
  if ('error' in converted) {
    const context = { source: attribute.nameSpan.source, start: attribute.nameSpan.start, end: expression.span.end };
    problems.push(problem.incorrectAttributeType(name, converted.error, expression.span, context));
    return unknownOf(schema.type);
  }
  return withMarks(converted.value, body.marks);
}

function decodeBlocks(
  body: ExpandedBody,
  scope: Scope | undefined,
  data: Map<string, Value>,
  problems: Diagnostic[],
): void {
  const { compiled } = body;
  const byType = new Map<string, ExpandedBlock[]>();
  for (const block of body.blocks) {
    const same = byType.get(block.type);
    if (same === undefined) byType.set(block.type, [block]);
    else same.push(block);
  }
  for (const [name, nested] of compiled.schema.blocks) {
    const blocks = byType.get(name);
    if (blocks !== undefined || nested.minItems > 0) {
      data.set(name, decodeNested(name, nested, blocks ?? [], body, scope, problems));
    }
  }
  for (const [name, attribute] of compiled.attributesAsBlocks) {
    const blocks = byType.get(name);
    if (blocks !== undefined) data.set(name, decodeAttributeBlocks(name, attribute, blocks, scope, problems));
  }
}

function decodeAttributeBlocks(
  name: string,
  attribute: AttributeSchema,
  blocks: readonly ExpandedBlock[],
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const values = blocks.map((block) => decodeBody(block.body, scope, problems));
  if (blocks.some(({ body }) => body.unknown)) return unknownOf(attribute.type);
  const converted = convert(tupleValue(values), attribute.type);
  if ('value' in converted) return converted.value;
  const span = blocks[0]?.headerSpan;
  if (span !== undefined) problems.push(problem.incorrectAttributeType(name, converted.error, span, span));
  return unknownOf(attribute.type);
}

function decodeNested(
  name: string,
  nested: NestedBlockSchema,
  blocks: readonly ExpandedBlock[],
  around: ExpandedBody,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  if (nested.nesting === 'single' || nested.nesting === 'group') {
    return decodeSingle(name, nested, blocks, around, scope, problems);
  }
  const values = blocks.map((block) => decodeBody(block.body, scope, problems));
  if (blocks.some(({ body }) => body.unknown && !around.unknown)) return unknownOf(impliedTypeOfNested(nested));
  if (nested.nesting === 'map') return gatherMap(name, nested, blocks, values, problems);
  if (blocks.length < nested.minItems) {
    problems.push(problem.insufficientBlocks(name, nested.minItems, around.compiled.missingItemSpan));
  } else if (nested.maxItems > 0 && blocks.length > nested.maxItems) {
    const extra = blocks[nested.maxItems] as ExpandedBlock;
    problems.push(problem.tooManyBlocks(name, nested.maxItems, extra.body.compiled.missingItemSpan));
  }
  const type = impliedType(nested.block);
  if (!hasDynamic(type)) {
    return nested.nesting === 'list' ? known(listTypeOf(nested.block), values) : setValue(type, values);
  }
  if (nested.nesting === 'list') return tupleValue(values);
  const common = unify(values.map((value) => value.type));
  if (common !== undefined) {
    const converted = values.map((value) => convert(value, common));
    if (converted.every((result) => 'value' in result)) {
      return setValue(
        common,
        converted.map(({ value }) => value),
      );
    }
  }
  problems.push(problem.inconsistentBlocks(name, around.compiled.missingItemSpan));
  return unknownOf(impliedTypeOfNested(nested));
}

const listTypes = sideTable<BlockSchema, Type>();
function listTypeOf(block: BlockSchema): Type {
  let type = listTypes.get(block);
  if (type === undefined) {
    type = listOf(impliedType(block));
    listTypes.set(block, type);
  }
  return type;
}

function decodeSingle(
  name: string,
  nested: NestedBlockSchema,
  blocks: readonly ExpandedBlock[],
  around: ExpandedBody,
  scope: Scope | undefined,
  problems: Diagnostic[],
): Value {
  const [first, second] = blocks;
  if (second !== undefined) problems.push(problem.duplicateBlock(name, second.headerSpan));
  if (first === undefined) {
    if (nested.minItems > 0) problems.push(problem.missingBlock(name, around.compiled.missingItemSpan));
    return emptyBlocks(nested);
  }
  const value = decodeBody(first.body, scope, problems);
  return first.body.unknown && !around.unknown ? unknownOf(value.type) : value;
}

function gatherMap(
  name: string,
  nested: NestedBlockSchema,
  blocks: readonly ExpandedBlock[],
  values: readonly Value[],
  problems: Diagnostic[],
): Value {
  const entries = new Map<string, Value>();
  blocks.forEach((block, i) => {
    const key = block.key ?? '';
    if (entries.has(key)) problems.push(problem.duplicateBlock(name, block.headerSpan, key));
    else entries.set(key, values[i] as Value);
  });
  const type = impliedType(nested.block);
  if (hasDynamic(type)) return objectValue(entries);
  const { data } = mapValue(type, entries);
  return known(mapOf(type), data);
}
