/**
 * Reads bodies by a schema: which arguments and blocks it may hold. One set of functions over native, JSON and merged
 * bodies, with HCL's messages.
 */
import type { Diagnostic, Span } from '../source/index.ts';
import { spanStart } from '../source/index.ts';
import { append } from '../util/append.ts';
import { sideTable } from '../util/side-table.ts';
import type { Attribute, Block, Body, MergedBody, NativeBody } from './ast.ts';
import * as problem from './body-diagnostics.ts';
import { jsonContent, jsonJustAttributes } from './json-body.ts';
import { nameSuggestion } from './suggestion.ts';

export interface AttributeSchema {
  readonly name: string;
  readonly required: boolean;
}
export interface BlockSchema {
  readonly type: string;
  /** What the labels are, in messages: `["type", "name"]`. */
  readonly labels: readonly string[];
}
export interface BodySchema {
  readonly attributes: readonly AttributeSchema[];
  readonly blocks: readonly BlockSchema[];
}
export interface BodyContent {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly missingItemSpan: Span;
}

/** A schema's names, looked up once per schema. */
const namesOf = sideTable<
  BodySchema,
  { readonly attributes: ReadonlySet<string>; readonly blocks: ReadonlyMap<string, BlockSchema> }
>();

export function schemaNames(schema: BodySchema): {
  readonly attributes: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, BlockSchema>;
} {
  let names = namesOf.get(schema);
  if (names === undefined) {
    names = {
      attributes: new Set(schema.attributes.map(({ name }) => name)),
      blocks: new Map(schema.blocks.map((block) => [block.type, block])),
    };
    namesOf.set(schema, names);
  }
  return names;
}

/** What partial readings have taken of a native body: the rest of it shows nothing that their schemas name. */
interface Taken {
  readonly names: ReturnType<typeof schemaNames>;
  readonly earlier: Taken | undefined;
}
const takenFrom = sideTable<NativeBody, Taken>();

function tookAttribute(taken: Taken | undefined, name: string): boolean {
  for (let one = taken; one !== undefined; one = one.earlier) if (one.names.attributes.has(name)) return true;
  return false;
}
function tookBlock(taken: Taken | undefined, type: string): boolean {
  for (let one = taken; one !== undefined; one = one.earlier) if (one.names.blocks.has(type)) return true;
  return false;
}

/** The body without what a partial reading has taken: for those who combine bodies themselves. */
export function visibleBody(body: NativeBody): NativeBody {
  const taken = takenFrom.get(body);
  if (taken === undefined) return body;
  return {
    ...body,
    attributes: new Map([...body.attributes].filter(([name]) => !tookAttribute(taken, name))),
    blocks: body.blocks.filter(({ type }) => !tookBlock(taken, type)),
  };
}

/** Everything in the body must be in the schema. */
export function bodyContent(body: Body, schema: BodySchema, problems: Diagnostic[]): BodyContent {
  return read(body, schema, problems, false);
}

/** Takes what is in the schema; the rest stays in `remain`. */
export function bodyPartialContent(
  body: Body,
  schema: BodySchema,
  problems: Diagnostic[],
): { content: BodyContent; remain: Body } {
  return { content: read(body, schema, problems, true), remain: remainOf(body, schema) };
}

/** All arguments, where there must be no blocks. */
export function justAttributes(body: Body, problems: Diagnostic[]): ReadonlyMap<string, Attribute> {
  switch (body.kind) {
    case 'JsonBody':
      return jsonJustAttributes(body, problems);
    case 'MergedBody': {
      const all = new Map<string, Attribute>();
      for (const part of body.bodies) addAttributes(all, justAttributes(part, problems), problems);
      return all;
    }
    default:
      return nativeJustAttributes(body, problems);
  }
}

/** Where a message about something missing from the body points. */
export function missingItemSpan(body: Body): Span {
  switch (body.kind) {
    case 'NativeBody':
    case 'JsonBody':
      return body.missingItemSpan;
    case 'MergedBody': {
      const first = body.bodies[0];
      if (first === undefined) return { source: { name: '<empty>', text: '' }, start: 0, end: 0 };
      return missingItemSpan(first);
    }
  }
}

/** Bodies as one: an argument may stand in only one of them, blocks follow each other. */
export function mergeBodies(bodies: readonly Body[]): Body {
  return bodies.length === 1 ? (bodies[0] as Body) : { kind: 'MergedBody', bodies };
}

function read(body: Body, schema: BodySchema, problems: Diagnostic[], partial: boolean): BodyContent {
  switch (body.kind) {
    case 'JsonBody':
      return jsonContent(body, schema, problems, partial);
    case 'MergedBody':
      return mergedContent(body, schema, problems, partial);
    case 'NativeBody':
      return nativeContent(body, schema, problems, partial);
  }
}

function remainOf(body: Body, schema: BodySchema): Body {
  switch (body.kind) {
    case 'JsonBody': {
      const names = new Set(body.hiddenNames);
      for (const { name } of schema.attributes) names.add(name);
      for (const { type } of schema.blocks) names.add(type);
      return { ...body, hiddenNames: names };
    }
    case 'MergedBody':
      return { kind: 'MergedBody', bodies: body.bodies.map((part) => remainOf(part, schema)) };
    case 'NativeBody': {
      const remain = { ...body };
      takenFrom.set(remain, { names: schemaNames(schema), earlier: takenFrom.get(body) });
      return remain;
    }
  }
}

function nativeContent(body: NativeBody, schema: BodySchema, problems: Diagnostic[], partial: boolean): BodyContent {
  const taken = takenFrom.get(body);
  const attributes = new Map<string, Attribute>();
  for (const { name, required } of schema.attributes) {
    const attribute = tookAttribute(taken, name) ? undefined : body.attributes.get(name);
    if (attribute !== undefined) attributes.set(name, attribute);
    else if (required) problems.push(problem.missingRequiredArgument(body.missingItemSpan, name));
  }
  const blocks: Block[] = [];
  if (body.blocks.length > 0) {
    const names = schemaNames(schema);
    for (const block of body.blocks) {
      if (tookBlock(taken, block.type)) continue;
      const wanted = names.blocks.get(block.type);
      if (wanted !== undefined && labelsFit(block, wanted, problems)) blocks.push(block);
    }
  }
  if (!partial) reportUnsupported(body, schema, taken, problems);
  return { attributes, blocks, missingItemSpan: body.missingItemSpan };
}

function labelsFit(block: Block, wanted: BlockSchema, problems: Diagnostic[]): boolean {
  const count = wanted.labels.length;
  if (block.labels.length > count) {
    const span = block.labels[count]?.span as Span;
    problems.push(problem.extraneousLabel(span, block, wanted.labels));
    return false;
  }
  if (block.labels.length < count) {
    problems.push(problem.missingLabel(block.openBraceSpan, block, wanted.labels));
    return false;
  }
  return true;
}

function reportUnsupported(
  body: NativeBody,
  schema: BodySchema,
  taken: Taken | undefined,
  problems: Diagnostic[],
): void {
  const names = schemaNames(schema);
  for (const [name, attribute] of body.attributes) {
    if (names.attributes.has(name) || tookAttribute(taken, name)) continue;
    const free = schema.attributes.map((known) => known.name).filter((known) => !body.attributes.has(known));
    let suggestion = nameSuggestion(name, free);
    let isBlock = false;
    if (suggestion === '') {
      suggestion = names.blocks.has(name) ? name : '';
      isBlock = suggestion !== '';
    }
    problems.push(problem.unsupportedArgument(attribute.nameSpan, name, suggestion, isBlock));
  }
  for (const block of body.blocks) {
    const { type } = block;
    if (names.blocks.has(type) || tookBlock(taken, type)) continue;
    const isArgument = names.attributes.has(type);
    const suggestion = nameSuggestion(
      type,
      schema.blocks.map((known) => known.type),
    );
    problems.push(problem.unsupportedBlockType(block.typeSpan, type, suggestion, isArgument && suggestion === ''));
  }
}

function nativeJustAttributes(body: NativeBody, problems: Diagnostic[]): ReadonlyMap<string, Attribute> {
  const taken = takenFrom.get(body);
  const unexpected = body.blocks[0];
  if (unexpected !== undefined) {
    problems.push(problem.unexpectedBlock(unexpected.typeSpan, unexpected.type));
  }
  if (taken === undefined) return body.attributes;
  return new Map([...body.attributes].filter(([name]) => !tookAttribute(taken, name)));
}

function mergedContent(body: MergedBody, schema: BodySchema, problems: Diagnostic[], partial: boolean): BodyContent {
  // What is required may stand in any of the bodies, so none of them is asked for it.
  const relaxed = {
    attributes: schema.attributes.map(({ name }) => ({ name, required: false })),
    blocks: schema.blocks,
  };
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const part of body.bodies) {
    const content = read(part, relaxed, problems, partial);
    addAttributes(attributes, content.attributes, problems);
    append(blocks, content.blocks);
  }
  const missing = missingItemSpan(body);
  for (const { name, required } of schema.attributes) {
    if (required && !attributes.has(name)) problems.push(problem.missingInAll(name));
  }
  return { attributes, blocks, missingItemSpan: missing };
}

function addAttributes(
  all: Map<string, Attribute>,
  more: ReadonlyMap<string, Attribute>,
  problems: Diagnostic[],
): void {
  for (const [name, attribute] of more) {
    const existing = all.get(name);
    if (existing === undefined) all.set(name, attribute);
    else problems.push(problem.duplicateArgument(attribute.nameSpan, name, spanStart(existing.nameSpan)));
  }
}
