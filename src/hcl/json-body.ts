/** A JSON object read as a body: the schema says which properties are arguments and which hold blocks. */
import { type Diagnostic, type Span, spanBetween } from '../source/index.ts';
import { append } from '../util/append.ts';
import type { Attribute, Block, JsonBody, JsonMember, JsonNode, Label } from './ast.ts';
import { type BlockSchema, type BodyContent, type BodySchema, schemaNames } from './body.ts';
import * as problem from './body-diagnostics.ts';
import { jsonBodyOf, startOf } from './json-parser.ts';
import { nameSuggestion } from './suggestion.ts';

/** Properties of this name are comments. */
const COMMENT = '//';

export function jsonContent(body: JsonBody, schema: BodySchema, problems: Diagnostic[], partial: boolean): BodyContent {
  const members = bodyMembers(body.value, undefined, problems);
  const names = schemaNames(schema);
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  const unknown: JsonMember[] = [];
  for (const member of members) {
    const { name } = member;
    if (body.hiddenNames.has(name)) continue;
    if (names.attributes.has(name)) {
      const existing = attributes.get(name);
      if (existing === undefined) attributes.set(name, attributeOf(member));
      else problems.push(problem.duplicateArgument(member.nameSpan, name, existing.nameSpan));
      continue;
    }
    const block = names.blocks.get(name);
    if (block !== undefined) unpackBlock(member.value, block, member.nameSpan, [], blocks, problems);
    else if (name !== COMMENT) unknown.push(member);
  }
  for (const { name, required } of schema.attributes) {
    if (required && !attributes.has(name)) problems.push(problem.missingRequiredArgument(body.missingItemSpan, name));
  }
  if (!partial && unknown.length > 0) {
    const known = [...names.attributes].filter((name) => !attributes.has(name));
    append(known, names.blocks.keys());
    for (const { name, nameSpan } of unknown) {
      problems.push(problem.extraneousJsonProperty(nameSpan, name, nameSuggestion(name, known)));
    }
  }
  return { attributes, blocks, missingItemSpan: body.missingItemSpan };
}

export function jsonJustAttributes(body: JsonBody, problems: Diagnostic[]): ReadonlyMap<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  if (body.value.kind !== 'JsonObject') {
    const detail = 'A JSON object with the arguments is required here.';
    problems.push(problem.incorrectJsonType(startOf(body.value), detail));
    return attributes;
  }
  for (const member of body.value.members) {
    const { name } = member;
    if (name === COMMENT || body.hiddenNames.has(name)) continue;
    const existing = attributes.get(name);
    if (existing === undefined) attributes.set(name, attributeOf(member));
    else problems.push(problem.duplicateAttributeDefinition(member.nameSpan, name, existing.nameSpan));
  }
  return attributes;
}

function attributeOf({ name, nameSpan, value }: JsonMember): Attribute {
  return {
    kind: 'Attribute',
    name,
    nameSpan,
    equalsSpan: nameSpan,
    expression: { kind: 'Json', node: value, span: value.span },
    span: spanBetween(nameSpan, value.span),
  };
}

/** The properties of an object, or of all objects of an array. `label`: what the property names stand for, if not for arguments. */
function bodyMembers(node: JsonNode, label: string | undefined, problems: Diagnostic[]): readonly JsonMember[] {
  const purpose = label === undefined ? 'with arguments and blocks' : `whose property names are the ${label}`;
  switch (node.kind) {
    case 'JsonNull':
      return [];
    case 'JsonObject':
      return node.members;
    case 'JsonArray': {
      const members: JsonMember[] = [];
      for (const element of node.elements) {
        if (element.kind === 'JsonObject') append(members, element.members);
        else problems.push(problem.incorrectJsonType(startOf(element), `A JSON object is required here, ${purpose}.`));
      }
      return members;
    }
    default:
      problems.push(
        problem.incorrectJsonType(startOf(node), `A JSON object or an array of objects is required here, ${purpose}.`),
      );
      return [];
  }
}

function unpackBlock(
  node: JsonNode,
  schema: BlockSchema,
  typeSpan: Span,
  labels: readonly Label[],
  blocks: Block[],
  problems: Diagnostic[],
): void {
  const wanted = schema.labels[labels.length];
  if (wanted !== undefined) {
    const members = bodyMembers(node, wanted, problems);
    if (members.length === 0) {
      problems.push(problem.missingBlockLabel(startOf(node), schema.type, wanted));
    }
    for (const { name, nameSpan, value } of members) {
      unpackBlock(value, schema, typeSpan, [...labels, { value: name, span: nameSpan }], blocks, problems);
    }
    return;
  }
  const add = (value: JsonNode, openSpan: Span): void => {
    const body = jsonBodyOf(value);
    blocks.push({
      kind: 'Block',
      type: schema.type,
      typeSpan,
      labels,
      body,
      headerSpan: openSpan,
      openBraceSpan: openSpan,
      closeBraceSpan: body.missingItemSpan,
    });
  };
  switch (node.kind) {
    case 'JsonNull':
      return;
    case 'JsonObject':
      add(node, node.openSpan);
      return;
    case 'JsonArray':
      for (const element of node.elements) add(element, node.openSpan);
      return;
    default: {
      const detail = `A JSON object or an array is required here: the content of "${schema.type}" blocks.`;
      problems.push(problem.incorrectJsonType(startOf(node), detail));
    }
  }
}
