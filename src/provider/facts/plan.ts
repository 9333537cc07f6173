/**
 * Plans the creation of a resource from its schema and facts: what is unset and computed is unknown, defaults are filled
 * in, texts are normalised. Works on whole configurations of the schema's implied type and copies only what changes.
 */
import {
  BOOL,
  elementsOf,
  entriesOf,
  type KnownValue,
  known,
  NUMBER,
  nullOf,
  STRING,
  setValue,
  type Type,
  tupleValue,
  unknownOf,
  type Value,
} from '../../cty/index.ts';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from '../schema.ts';
import type { Condition, Normalisation, PlanFacts, Scalar } from './format.ts';
import { normalise } from './normalise.ts';

type Default = NonNullable<PlanFacts['defaults']>[number];

export interface PlanNode {
  readonly children: Map<string, PlanNode>;
  defaults: Default[];
  unset: 'unknown' | 'null' | 'empty' | undefined;
  normalise: Normalisation | undefined;
  suppressed: NonNullable<PlanFacts['suppressed']>[number] | undefined;
}

function emptyNode(): PlanNode {
  return { children: new Map(), defaults: [], unset: undefined, normalise: undefined, suppressed: undefined };
}

export function compilePlan(facts: PlanFacts | undefined): PlanNode | undefined {
  if (facts === undefined) return undefined;
  const root = emptyNode();
  const at = (path: string): PlanNode => {
    let node = root;
    for (const name of path.split('.')) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = emptyNode();
        node.children.set(name, child);
      }
      node = child;
    }
    return node;
  };
  for (const fact of facts.defaults ?? []) at(fact.path).defaults.push(fact);
  for (const path of facts.nulls ?? []) at(path).unset = 'null';
  for (const path of facts.empties ?? []) at(path).unset = 'empty';
  for (const path of facts.unknowns ?? []) at(path).unset = 'unknown';
  for (const { path, as } of facts.normalise ?? []) at(path).normalise = as;
  for (const fact of facts.suppressed ?? []) at(fact.path).suppressed = fact;
  return root;
}

/** The Go library that a resource was written with; the plugin framework plans sets as they are configured. */
export type PlanStyle = 'sdk' | 'framework';

/** Where in a resource a value stands. SDKv2 rebuilds the elements of sets from their texts, which loses nulls. */
interface Place {
  readonly style: PlanStyle;
  readonly inSet: boolean;
}

/** The planned value of a new instance (or, for a data source whose answer is not known, its object). */
export function planCreate(block: BlockSchema, config: Value, facts: PlanNode | undefined, style: PlanStyle): Value {
  return planBlock(block, config, facts, { style, inSet: false });
}

function planBlock(block: BlockSchema, value: Value, facts: PlanNode | undefined, place: Place): Value {
  if (value.state !== 'known') return value;
  const planned = new Map<string, Value>();
  let changed = false;
  const members = entriesOf(value);
  for (const [name, given] of members) {
    const node = facts?.children.get(name);
    const attribute = block.attributes.get(name);
    let result = given;
    if (attribute !== undefined) result = planAttribute(attribute, given, node, members, place);
    else {
      const nested = block.blocks.get(name);
      if (nested !== undefined) result = planNested(nested, given, node, place);
    }
    planned.set(name, result);
    if (result !== given) changed = true;
  }
  return changed ? known(value.type, planned, value.marks) : value;
}

function planAttribute(
  attribute: AttributeSchema,
  given: Value,
  node: PlanNode | undefined,
  siblings: ReadonlyMap<string, Value>,
  place: Place,
): Value {
  if (attribute.writeOnly) return nullOf(attribute.type);
  if (given.state === 'null') {
    for (const fallback of node?.defaults ?? []) {
      if ((fallback.when ?? []).every((condition) => holdsBeside(condition, siblings))) {
        return factValue(fallback.value, attribute.type);
      }
    }
    if (node?.unset === 'null') return given;
    if (node?.unset === 'empty') return emptyOf(attribute.type);
    if (attribute.computed || node?.unset === 'unknown') return unknownOf(attribute.type);
    return place.inSet ? unsetInSet(given) : given;
  }
  if (given.state === 'unknown') return given;
  if (node?.suppressed !== undefined && isSuppressed(node.suppressed, given, siblings)) return nullOf(attribute.type);
  if (attribute.nested !== undefined) {
    const { nesting, attributes } = attribute.nested;
    return planElements(nesting, given, (element) => planMembers(attributes, element, node, place));
  }
  if (place.style === 'sdk') {
    if (isEmpty(given) && emptyMeansUnset(given.type, attribute, place)) {
      return attribute.computed ? unknownOf(attribute.type) : nullOf(attribute.type);
    }
    if (given.type.kind === 'set') return planSdkSet(given, node);
  }
  const planned =
    node?.normalise !== undefined && typeof given.data === 'string'
      ? known(given.type, normalise(given.data, node.normalise), given.marks)
      : given;
  // SDKv2 takes an empty text, where it may choose one itself, for none; in sets it keeps it.
  const chosen = place.style === 'sdk' && attribute.computed && !place.inSet && planned.data === '';
  return chosen ? unknownOf(attribute.type) : planned;
}

function planMembers(
  attributes: ReadonlyMap<string, AttributeSchema>,
  value: Value,
  facts: PlanNode | undefined,
  place: Place,
): Value {
  if (value.state !== 'known') return value;
  const members = entriesOf(value);
  const planned = new Map<string, Value>();
  let changed = false;
  for (const [name, given] of members) {
    const attribute = attributes.get(name);
    const result =
      attribute === undefined ? given : planAttribute(attribute, given, facts?.children.get(name), members, place);
    planned.set(name, result);
    if (result !== given) changed = true;
  }
  return changed ? known(value.type, planned, value.marks) : value;
}

/** SDKv2 cannot tell an empty set or map from one that is not set; inside of a set it can, but for computed maps. */
function emptyMeansUnset(type: Type, { computed }: AttributeSchema, { inSet }: Place): boolean {
  if (type.kind === 'map') return computed || !inSet;
  return type.kind === 'set' && type.element.kind !== 'object' && !inSet;
}

/** An attribute that is a set: unknown as a whole with one unknown element; objects as in sets of blocks. */
function planSdkSet(given: KnownValue, node: PlanNode | undefined): Value {
  const elements = elementsOf(given);
  if (elements.some(({ state }) => state === 'unknown')) return unknownOf(given.type);
  if (given.type.kind !== 'set' || given.type.element.kind !== 'object') return given;
  const { element: type } = given.type;
  const planned = elements.map((element) => {
    if (element.state !== 'known') return element;
    const members = [...entriesOf(element)].map(([name, member]): [string, Value] => {
      if (member.state !== 'null') return [name, member];
      const fallback = node?.children.get(name)?.defaults[0];
      return [name, fallback === undefined ? unsetInSet(member) : factValue(fallback.value, member.type)];
    });
    return known(element.type, new Map(members), element.marks);
  });
  return setValue(type, planned);
}

/** Null as SDKv2 gives it back inside of a set: texts and sequences come back empty, the rest stays null. */
function unsetInSet(unset: Value): Value {
  return unset.type.kind === 'string' || unset.type.kind === 'list' || unset.type.kind === 'set'
    ? emptyOf(unset.type)
    : unset;
}

function isSuppressed(
  { values, when = [] }: NonNullable<PlanNode['suppressed']>,
  given: Value,
  siblings: ReadonlyMap<string, Value>,
): boolean {
  return values.includes(given.data as Scalar) && when.every((condition) => holdsBeside(condition, siblings));
}

function planNested(
  nested: NestedBlockSchema,
  given: Value,
  node: PlanNode | undefined,
  { style, inSet }: Place,
): Value {
  if (node?.unset === 'unknown' && (given.state === 'null' || isEmpty(given))) return unknownOf(given.type);
  const place: Place = { style, inSet: inSet || (style === 'sdk' && nested.nesting === 'set') };
  return planElements(nested.nesting, given, (element) => planBlock(nested.block, element, node, place));
}

function isEmpty(value: Value): boolean {
  if (value.state !== 'known') return false;
  return Array.isArray(value.data) ? value.data.length === 0 : value.data instanceof Map && value.data.size === 0;
}

function planElements(nesting: NestedBlockSchema['nesting'], given: Value, plan: (element: Value) => Value): Value {
  if (given.state !== 'known') return given;
  if (nesting === 'single' || nesting === 'group') return plan(given);
  if (nesting === 'map') {
    const entries = entriesOf(given);
    const planned = new Map([...entries].map(([key, element]) => [key, plan(element)]));
    return known(given.type, planned, given.marks);
  }
  const elements = elementsOf(given);
  let changed = false;
  const planned = elements.map((element) => {
    const result = plan(element);
    if (result !== element) changed = true;
    return result;
  });
  if (!changed) return given;
  if (given.type.kind === 'set') return setValue(given.type.element, planned);
  return given.type.kind === 'tuple' ? tupleValue(planned) : known(given.type, planned, given.marks);
}

function holdsBeside(condition: Condition, siblings: ReadonlyMap<string, Value>): boolean {
  const value = siblings.get(condition.path);
  if (value?.state === 'unknown') return false;
  if ('set' in condition) return (value?.state === 'known' && !isEmpty(value)) === condition.set;
  const data = value?.state === 'known' ? (value.data as Scalar) : undefined;
  if ('equals' in condition) return data !== undefined && condition.equals.includes(data);
  return data === undefined || !condition.differs.includes(data);
}

/** A fact's JSON as a value of the attribute's type. */
export function factValue(json: Default['value'], type: Type): Value {
  if (json === null) return nullOf(type);
  switch (type.kind) {
    case 'string':
      return known(STRING, String(json));
    case 'number':
      return known(NUMBER, Number(json));
    case 'bool':
      return known(BOOL, json === true || json === 'true');
    case 'list':
      return known(
        type,
        (json as readonly Scalar[]).map((element) => factValue(element, type.element)),
      );
    case 'set':
      return setValue(
        type.element,
        (json as readonly Scalar[]).map((element) => factValue(element, type.element)),
      );
    case 'map':
      return known(
        type,
        new Map(
          Object.entries(json as Readonly<Record<string, Scalar>>)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, element]) => [key, factValue(element, type.element)]),
        ),
      );
    default:
      return nullOf(type);
  }
}

function emptyOf(type: Type): Value {
  switch (type.kind) {
    case 'list':
    case 'set':
      return known(type, []);
    case 'map':
      return known(type, new Map());
    case 'string':
      return known(type, '');
    default:
      return nullOf(type);
  }
}
