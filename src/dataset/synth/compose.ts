/**
 * Makes an intent out of parts: a root, what it needs, and what may be attached to it, until the task is as large as
 * wanted. The graph grows by the parts' own words; nothing here knows a service.
 */
import type { Body, Intent, IntentNode, Level, Scalar, Setting, Statement, Value } from './intent.ts';
import type { Library } from './library.ts';
import type { Arguments, Attachment, Facet, Part, Spec, Special } from './part.ts';
import type { Random } from './random.ts';
import { fill, makeSetting, type TaskSetting } from './setting.ts';
import { inWords } from './value-words.ts';

export interface Size {
  /** Resources wanted, needs included; needs may exceed it. */
  readonly resources: number;
  readonly level: Level;
}

interface Draft {
  readonly library: Library;
  readonly setting: TaskSetting;
  readonly random: Random;
  readonly size: Size;
  readonly nodes: Map<string, MutableNode>;
  readonly labels: Set<string>;
}

type MutableNode = { -readonly [Field in keyof IntentNode]: IntentNode[Field] } & { readonly attachments: Set<string> };

export function composeIntent(library: Library, random: Random, size: Size): Intent {
  const setting = makeSetting(random, library.places);
  const draft: Draft = { library, setting, random, size, nodes: new Map(), labels: new Set() };
  addNode(draft, library.root(random), { role: 'root' });
  while (draft.nodes.size < size.resources && grow(draft)) {}
  return {
    provider: library.provider,
    region: setting.region,
    regionMatters: random.chance(0.3),
    level: size.level,
    nodes: [...draft.nodes.values()].map(({ attachments: _, ...node }) => node),
  };
}

/** Attaches something to what is there; else begins a second subject. */
function grow(draft: Draft): boolean {
  const { library, random, nodes } = draft;
  const places = [...nodes.values()].flatMap((node) =>
    library
      .attachments(node.part)
      .filter(([part, { repeat }]) => repeat === true || !node.attachments.has(part))
      .map(([part, attachment]) => ({ node, part, attachment })),
  );
  if (places.length === 0 || (draft.size.resources > 4 && random.chance(0.12))) {
    if ([...nodes.values()].filter(({ role }) => role === 'root').length >= 3) return false;
    addNode(draft, library.root(random), { role: 'root' });
    return true;
  }
  const { node, part, attachment } = random.weighted(places, (place) => place.attachment.weight ?? 1);
  node.attachments.add(part);
  addNode(draft, part, { role: 'attached', owner: node, attachment });
  return true;
}

interface Origin {
  readonly role: IntentNode['role'];
  readonly owner?: MutableNode;
  readonly attachment?: Attachment;
  readonly announced?: boolean;
}

function addNode(draft: Draft, partName: string, origin: Origin): MutableNode {
  const { library, random, setting } = draft;
  const part = library.part(partName);
  const name = part.name === undefined ? undefined : nameOf(part.name.slice(1), draft, origin.owner);
  const key = freeKey(draft, partName);
  const node: MutableNode = {
    key,
    type: part.type,
    part: partName,
    noun: part.noun,
    plural: part.plural ?? `${part.noun}s`,
    plain: part.plain ?? [],
    ...(part.name === undefined || name === undefined ? {} : { nameArgument: part.name[0], name }),
    label: freeLabel(draft, part, name, origin),
    body: {},
    statements: [],
    role: origin.role,
    ...(origin.owner === undefined ? {} : { owner: origin.owner.key }),
    intro: origin.attachment?.say ?? part.needed ?? [],
    ...(origin.announced === true ? { announced: true as const } : {}),
    plainIntro: origin.attachment?.plain ?? [],
    attachments: new Set(),
  };
  draft.nodes.set(key, node);
  const context: Context = { draft, node, owner: origin.owner, own: new Map() };
  const announced = origin.attachment !== undefined;
  if (name !== undefined && part.name !== undefined) node.body = { [part.name[0]]: { kind: 'scalar', value: name } };
  node.body = {
    ...node.body,
    ...argumentsOf(origin.attachment?.set ?? {}, { ...context, announced }),
    ...argumentsOf(part.always ?? {}, context),
  };
  addInstances(node, part, setting, random);
  for (const chosen of chooseFacets(part, draft)) addFacet(chosen, context);
  return node;
}

function addInstances(node: MutableNode, part: Part, setting: TaskSetting, random: Random): void {
  if (part.times === undefined) return;
  const count = random.pick(part.times.counts);
  if (count < 2) {
    const values = Object.entries(part.times.each).map(([argument, text]): [string, Value] => [
      argument,
      { kind: 'scalar', value: fill(text, setting) },
    ]);
    node.body = { ...node.body, ...Object.fromEntries(values) };
    return;
  }
  const each = Object.entries(part.times.each);
  node.instances = Array.from({ length: count }, (_, index) => ({
    key: String.fromCharCode(97 + index),
    values: Object.fromEntries(each.map(([argument, text]) => [argument, fill(text, setting)])),
  }));
}

interface Context {
  readonly draft: Draft;
  readonly node: MutableNode;
  readonly owner: MutableNode | undefined;
  /** What was made for this resource, by part. */
  readonly own: Map<string, MutableNode>;
  readonly value?: Scalar;
  /** Whether the words say what is made. */
  readonly announced?: boolean;
}

function chooseFacets(part: Part, { random, size }: Draft): readonly Facet[] {
  const chosen: Facet[] = [];
  const taken = new Set<string>();
  const paths = new Set<string>();
  const take = (facet: Facet) => {
    chosen.push(facet);
    if (facet.group !== undefined) taken.add(facet.group);
    for (const path of Object.keys(facet.set)) paths.add(path);
  };
  const free = ({ group, set }: Facet) =>
    (group === undefined || !taken.has(group)) && !Object.keys(set).some((path) => paths.has(path));
  const every = part.facets ?? [];
  for (const facet of random.shuffled(every.filter(({ required }) => required))) if (free(facet)) take(facet);
  const optional = every.filter(({ required }) => !required);
  const most = Math.min(part.most ?? 5, size.resources === 1 ? 6 : 4);
  let wanted = Math.min(random.integer(size.resources === 1 && optional.length > 0 ? 1 : 0, most), optional.length);
  for (let tries = 0; wanted > 0 && tries < 12; tries++) {
    const facet = random.weighted(optional, ({ weight }) => weight);
    if (chosen.includes(facet) || !free(facet)) continue;
    if (size.level === 'abstract' && facet.plain === undefined) continue;
    take(facet);
    wanted--;
  }
  // In the order of the pattern, which is how people write the resource.
  return chosen.sort((a, b) => every.indexOf(a) - every.indexOf(b));
}

function addFacet(facet: Facet, context: Context): void {
  const { draft, node } = context;
  const value = facet.values.length === 0 ? true : draft.random.pick(facet.values);
  const filled = typeof value === 'string' ? fill(value, draft.setting, namesOf(context)) : value;
  const settings = Object.entries(facet.set).map(
    ([path, spec]): Setting => ({
      path: path.split('.'),
      value: valueFor(spec, { ...context, value: filled, announced: !facet.silent }),
    }),
  );
  for (const { path, value: each } of settings) node.body = withSetting(node.body, path, each);
  if (facet.silent) return;
  const say = (phrases: readonly string[] = []) =>
    phrases.map((phrase) => fill(inWords(phrase, filled), draft.setting, namesOf(context)));
  const statement: Statement = {
    with: say(facet.with),
    it: say(facet.it),
    plain: say(facet.plain),
    arguments: settings,
    always: false,
  };
  node.statements = [...node.statements, statement];
}

function namesOf({ node, owner }: Context): Record<string, string> {
  return { name: node.name ?? node.label, owner: owner?.name ?? owner?.label ?? node.label };
}

/** Sets an argument inside nested blocks, which are made on the way. */
export function withSetting(body: Body, [first, ...rest]: readonly string[], value: Value): Body {
  if (first === undefined) return body;
  if (rest.length === 0) return { ...body, [first]: value };
  const there = body[first];
  const [inner = {}, ...others] = there?.kind === 'blocks' ? there.bodies : [];
  return { ...body, [first]: { kind: 'blocks', bodies: [withSetting(inner, rest, value), ...others] } };
}

function argumentsOf(specs: Arguments, context: Context): Body {
  let body: Body = {};
  for (const [path, spec] of Object.entries(specs)) body = withSetting(body, path.split('.'), valueFor(spec, context));
  return body;
}

function valueFor(spec: Spec, context: Context): Value {
  if (typeof spec === 'string') return textValue(spec, context);
  if (typeof spec !== 'object') return { kind: 'scalar', value: spec };
  if (Array.isArray(spec)) return { kind: 'list', items: spec.map((item: Spec) => valueFor(item, context)) };
  if ('$' in spec) return specialValue(spec as Special, context);
  const entries = Object.entries(spec as Readonly<Record<string, Spec>>).map(([key, item]): [string, Value] => [
    fill(key, context.draft.setting, namesOf(context)),
    valueFor(item, context),
  ]);
  return { kind: 'map', entries: Object.fromEntries(entries) };
}

function textValue(text: string, context: Context): Value {
  const { value, draft } = context;
  if (text === '{v}' && value !== undefined) return { kind: 'scalar', value };
  const names = { ...namesOf(context), ...(value === undefined ? {} : { v: String(value) }) };
  return { kind: 'scalar', value: fill(text, draft.setting, names) };
}

function specialValue(spec: Special, context: Context): Value {
  switch (spec.$) {
    case 'ref': {
      const node = needed(spec.part, context);
      const several = spec.all === true && node.instances !== undefined;
      const reference: Value = { kind: 'reference', node: node.key, attribute: spec.attribute };
      if (several) return { ...reference, all: true };
      return spec.all === true ? { kind: 'list', items: [reference] } : reference;
    }
    case 'owner':
      return { kind: 'reference', node: (context.owner ?? context.node).key, attribute: spec.attribute };
    case 'blocks':
      return { kind: 'blocks', bodies: spec.bodies.map((body) => argumentsOf(body, context)) };
    case 'json':
      return { kind: 'json', document: valueFor(spec.document, context) };
    case 'one':
      return valueFor(context.draft.random.pick(spec.of), context);
    case 'join':
      return { kind: 'template', parts: spec.parts.map((part) => valueFor(part, context)) };
  }
}

/** The resource of a part that another refers to: the shared one, its own, or a new one. */
function needed(partName: string, context: Context): MutableNode {
  const { draft, node, own } = context;
  const part = draft.library.part(partName);
  const known = own.get(partName) ?? (part.shared === true ? sharedNode(draft, partName) : ownerOf(context, partName));
  if (known !== undefined) return known;
  const made = addNode(draft, partName, { role: 'need', owner: node, announced: context.announced === true });
  own.set(partName, made);
  return made;
}

function sharedNode({ nodes }: Draft, part: string): MutableNode | undefined {
  return [...nodes.values()].find((node) => node.part === part);
}

/** A resource that was attached to a role, say, does not need another role. */
function ownerOf({ owner }: Context, part: string): MutableNode | undefined {
  return owner?.part === part ? owner : undefined;
}

function nameOf(forms: readonly string[], { random, setting, nodes }: Draft, owner: MutableNode | undefined): string {
  const taken = new Set([...nodes.values()].map(({ name }) => name));
  const names = { owner: owner?.name ?? owner?.label ?? setting.subject };
  const usable = random.shuffled(forms).filter((form) => owner !== undefined || !form.includes('{owner'));
  for (const form of usable) {
    const name = fill(form, setting, names);
    if (!taken.has(name)) return name;
  }
  for (let number = 2; ; number++) {
    const name = `${fill(usable[0] ?? '{subject}', setting, names)}${usable[0]?.includes('snake') ? '_' : '-'}${number}`;
    if (!taken.has(name)) return name;
  }
}

function freeKey({ nodes }: Draft, part: string): string {
  let key = part;
  for (let number = 2; nodes.has(key); number++) key = `${part}-${number}`;
  return key;
}

/** A block label that says what the resource is for; unique for its type. */
function freeLabel(draft: Draft, part: Part, name: string | undefined, { owner }: Origin): string {
  const { random, setting, labels } = draft;
  const base = random.weighted(
    [owner?.label ?? setting.subject, name ?? setting.subject, setting.subject, 'main', 'this', 'example'],
    (label) => (label === 'this' || label === 'example' ? 0.5 : label === 'main' ? 0.8 : 1.5),
  );
  const label = base
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(\d)/, '_$1')
    .replace(/_$/, '')
    .toLowerCase();
  let free = label;
  for (let number = 2; labels.has(`${part.type}.${free}`); number++) free = `${label}_${number}`;
  labels.add(`${part.type}.${free}`);
  return free;
}
