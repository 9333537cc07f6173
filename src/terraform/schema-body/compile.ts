/**
 * A body read once with a provider's schema: which arguments and blocks it has, what is wrong with its structure and
 * what its expressions refer to. Depends on text and schema only, so it is kept per body and shared by all instances.
 */
import { isCollection, type ObjectType, type Type } from '../../cty/index.ts';
import {
  type Attribute,
  type Block,
  type Body,
  type BodyContent,
  type BodySchema,
  bodyContent,
  bodyPartialContent,
  type Expression,
  type Label,
} from '../../hcl/index.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../../provider/index.ts';
import type { Diagnostic, Span } from '../../source/index.ts';
import { append } from '../../util/append.ts';
import { sideTable } from '../../util/side-table.ts';
import { type CompiledDynamic, compileDynamic } from './dynamic.ts';

export interface CompiledBody {
  readonly schema: BlockSchema;
  /** Arguments that are written and in the schema. */
  readonly attributes: readonly CompiledAttribute[];
  /** Nested blocks and `dynamic` blocks, in source order. */
  readonly blocks: readonly (CompiledBlock | CompiledDynamic)[];
  /** Names of `list(object)` and `set(object)` attributes that are written as blocks. */
  readonly attributesAsBlocks: ReadonlyMap<string, AttributeSchema>;
  readonly missingItemSpan: Span;
  /** Structural mistakes at this level; those of nested bodies are with them. */
  readonly problems: readonly Diagnostic[];
  /** Whether a `dynamic` block occurs at any depth. */
  readonly hasDynamic: boolean;
}

export interface CompiledAttribute {
  readonly name: string;
  readonly schema: AttributeSchema;
  readonly attribute: Attribute;
}

export interface CompiledBlock {
  readonly kind: 'block';
  readonly type: string;
  readonly labels: readonly Label[];
  readonly headerSpan: Span;
  readonly body: CompiledBody;
}

const compiled = sideTable<Body, CompiledBody>();

export function compileBody(body: Body, schema: BlockSchema): CompiledBody {
  const cached = compiled.get(body);
  if (cached !== undefined && cached.schema === schema) return cached;
  const result = compile(body, schema);
  compiled.set(body, result);
  return result;
}

function compile(body: Body, schema: BlockSchema): CompiledBody {
  const problems: Diagnostic[] = [];
  const shape = shapeOf(schema);
  const attributesAsBlocks = findAttributesAsBlocks(body, shape);
  const content = bodyContent(body, contentSchema(shape, attributesAsBlocks), problems);
  const attributes: CompiledAttribute[] = [];
  for (const [name, attribute] of content.attributes) {
    const attributeSchema = schema.attributes.get(name);
    if (attributeSchema !== undefined) attributes.push({ name, schema: attributeSchema, attribute });
  }
  const blocks = compileBlocks(content, schema, attributesAsBlocks, problems);
  return {
    schema,
    attributes,
    blocks,
    attributesAsBlocks,
    missingItemSpan: content.missingItemSpan,
    problems,
    hasDynamic: blocks.some((block) => block.kind === 'dynamic' || block.body.hasDynamic),
  };
}

function compileBlocks(
  content: BodyContent,
  schema: BlockSchema,
  attributesAsBlocks: ReadonlyMap<string, AttributeSchema>,
  problems: Diagnostic[],
): (CompiledBlock | CompiledDynamic)[] {
  const innerSchema = (type: string): { block: BlockSchema; labels: number } | undefined => {
    const nested = schema.blocks.get(type);
    if (nested !== undefined) return { block: nested.block, labels: nested.nesting === 'map' ? 1 : 0 };
    const attribute = attributesAsBlocks.get(type);
    return attribute === undefined ? undefined : { block: schemaForObject(elementType(attribute.type)), labels: 0 };
  };
  const result: (CompiledBlock | CompiledDynamic)[] = [];
  for (const block of content.blocks) {
    const inner = innerSchema(block.type);
    if (inner !== undefined) {
      result.push(compileStatic(block, inner.block));
    } else if (block.type === 'dynamic') {
      const dynamic = compileDynamic(block, innerSchema, problems);
      if (dynamic !== undefined) result.push(dynamic);
    }
  }
  return result;
}

function compileStatic(block: Block, schema: BlockSchema): CompiledBlock {
  return {
    kind: 'block',
    type: block.type,
    labels: block.labels,
    headerSpan: block.headerSpan,
    body: compileBody(block.body, schema),
  };
}

/** What can be said of a schema before any text is seen. */
interface Shape {
  readonly schema: BlockSchema;
  readonly content: BodySchema;
  /** Attributes that may be written as blocks. */
  readonly ambiguous: readonly string[];
}
const shapes = sideTable<BlockSchema, Shape>();
const DYNAMIC_BLOCK = { type: 'dynamic', labels: ['type'] } as const;

function shapeOf(schema: BlockSchema): Shape {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    const ambiguous: string[] = [];
    const attributes: { name: string; required: boolean }[] = [];
    for (const [name, attribute] of schema.attributes) {
      attributes.push({ name, required: attribute.required });
      if (attribute.nested === undefined && isCollection(attribute.type) && attribute.type.kind !== 'map') {
        if (attribute.type.element.kind === 'object') ambiguous.push(name);
      }
    }
    const blocks: { type: string; labels: readonly string[] }[] = [];
    for (const [type, nested] of schema.blocks) blocks.push({ type, labels: labelsOf(nested) });
    // A real block type of that name hides the meta-block.
    if (!schema.blocks.has('dynamic')) blocks.push(DYNAMIC_BLOCK);
    shape = { schema, content: { attributes, blocks }, ambiguous };
    shapes.set(schema, shape);
  }
  return shape;
}

const NO_LABELS: readonly string[] = [];
const KEY_LABEL: readonly string[] = ['key'];
function labelsOf(nested: NestedBlockSchema): readonly string[] {
  return nested.nesting === 'map' ? KEY_LABEL : NO_LABELS;
}

const NONE: ReadonlyMap<string, AttributeSchema> = new Map();

/** An ambiguous attribute counts as blocks unless it is written as an argument. */
function findAttributesAsBlocks(body: Body, shape: Shape): ReadonlyMap<string, AttributeSchema> {
  if (shape.ambiguous.length === 0) return NONE;
  const result = new Map<string, AttributeSchema>();
  for (const name of shape.ambiguous) {
    if (!hasAttribute(body, name)) result.set(name, shape.schema.attributes.get(name) as AttributeSchema);
  }
  return result;
}

function hasAttribute(body: Body, name: string): boolean {
  if (body.kind === 'NativeBody') return body.attributes.has(name);
  const probe = { attributes: [{ name, required: false }], blocks: [] };
  return bodyPartialContent(body, probe, []).content.attributes.has(name);
}

function contentSchema({ content }: Shape, asBlocks: ReadonlyMap<string, AttributeSchema>): BodySchema {
  if (asBlocks.size === 0) return content;
  return {
    attributes: content.attributes.filter(({ name }) => !asBlocks.has(name)),
    blocks: [...content.blocks, ...[...asBlocks.keys()].map((type) => ({ type, labels: NO_LABELS }))],
  };
}

function elementType(type: Type): ObjectType {
  return (type as { readonly element: ObjectType }).element;
}

const objectSchemas = sideTable<ObjectType, BlockSchema>();

/** The schema by which an attribute's object is read where it is written as a block: every member may be left out. */
export function schemaForObject(type: ObjectType): BlockSchema {
  let schema = objectSchemas.get(type);
  if (schema === undefined) {
    const attributes = new Map<string, AttributeSchema>();
    for (const [name, member] of type.attributes) attributes.set(name, optionalAttribute(member));
    schema = { attributes, blocks: new Map(), deprecated: false };
    objectSchemas.set(type, schema);
  }
  return schema;
}

function optionalAttribute(type: Type): AttributeSchema {
  return {
    type,
    required: false,
    optional: true,
    computed: false,
    sensitive: false,
    writeOnly: false,
    deprecated: false,
  };
}

/** All expressions of a body and its nested bodies that the schema knows, dynamic blocks included: for the graph. */
export function expressionsOf(body: CompiledBody, found: Expression[] = []): Expression[] {
  for (const { attribute } of body.attributes) found.push(attribute.expression);
  for (const block of body.blocks) {
    if (block.kind === 'dynamic') {
      found.push(block.forEach);
      append(found, block.labels);
    }
    expressionsOf(block.body, found);
  }
  return found;
}
