/** An intent while it is made: nodes that may still change, and how one is added with all that it needs. */

import { pluralOf } from '../english.ts';
import type { IntentNode, Level, Statement, Value } from '../intent.ts';
import type { Library } from '../library.ts';
import type { Attachment, Facet, Part } from '../part.ts';
import type { Random } from '../random.ts';
import { fill, type TaskSetting } from '../setting.ts';
import { addFacet, chooseFacets } from './facets.ts';
import { freeKey, freeLabel, nameOf, severalNames } from './naming.ts';
import { type Context, withArguments, withSetting } from './values.ts';

export interface Size {
  /** Resources wanted, needs included; needs may exceed it. */
  readonly resources: number;
  readonly level: Level;
}

export interface Draft {
  readonly library: Library;
  readonly setting: TaskSetting;
  readonly random: Random;
  readonly size: Size;
  readonly nodes: Map<string, DraftNode>;
  readonly labels: Set<string>;
}

export type DraftNode = { -readonly [Field in keyof IntentNode]: IntentNode[Field] } & {
  /** Parts that were attached to it. */
  readonly attachments: Set<string>;
  /** What was made for this resource, by part. */
  readonly needs: Map<string, DraftNode>;
  readonly chosen: Chosen[];
};

/** A facet that the task asks for, with what is said of it. */
export interface Chosen {
  readonly facet: Facet;
  readonly statement: Statement;
}

export interface Origin {
  readonly role: IntentNode['role'];
  readonly owner?: DraftNode;
  readonly attachment?: Attachment;
  readonly announced?: boolean;
}

export function addNode(draft: Draft, partName: string, origin: Origin): DraftNode {
  const { library, random, setting } = draft;
  const part = library.part(partName);
  const several = origin.role === 'root' ? severalNames(part, draft) : undefined;
  const name =
    part.name === undefined || several !== undefined ? undefined : nameOf(part.name.slice(1), draft, origin.owner);
  const key = freeKey(draft, partName);
  const node: DraftNode = {
    key,
    type: part.type,
    part: partName,
    noun: part.noun,
    plural: part.plural ?? pluralOf(part.noun),
    plain: part.plain ?? [],
    ...(part.name === undefined ? {} : { nameArgument: part.name[0] }),
    ...(name === undefined ? {} : { name }),
    ...(several === undefined ? {} : { instances: several }),
    label: freeLabel(draft, part, name, origin),
    body: {},
    statements: [],
    role: origin.role,
    ...(origin.owner === undefined ? {} : { owner: origin.owner.key }),
    intro: (origin.attachment?.say ?? part.needed ?? []).map((text) => fill(text, setting)),
    ...(origin.announced === true ? { announced: true as const } : {}),
    plainIntro: (origin.attachment?.plain ?? []).map((text) => fill(text, setting)),
    attachments: new Set(),
    needs: new Map(),
    chosen: [],
  };
  draft.nodes.set(key, node);
  const context: Context = { draft, node, owner: origin.owner };
  const announced = origin.attachment !== undefined;
  if (name !== undefined && part.name !== undefined)
    node.body = withSetting({}, part.name[0].split('.'), { kind: 'scalar', value: name });
  node.body = withArguments(node.body, origin.attachment?.set ?? {}, { ...context, announced });
  node.body = withArguments(node.body, part.always ?? {}, context);
  addInstances(node, part, setting, random);
  for (const chosen of chooseFacets(part, draft)) addFacet(chosen, context);
  return node;
}

function addInstances(node: DraftNode, part: Part, setting: TaskSetting, random: Random): void {
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

/** The resource of a part that another refers to: the shared one, its own, or a new one. */
export function needed(partName: string, context: Context): DraftNode {
  const { draft, node } = context;
  const part = draft.library.part(partName);
  const known = part.shared === true ? sharedNode(draft, partName) : nearby(node, partName, draft.nodes);
  if (known !== undefined) return known;
  const made = addNode(draft, partName, { role: 'need', owner: node, announced: context.announced === true });
  node.needs.set(partName, made);
  return made;
}

function sharedNode({ nodes }: Draft, part: string): DraftNode | undefined {
  return [...nodes.values()].find((node) => node.part === part);
}

/** What was attached to a role, say, does not need another role; nor what belongs to something that has one. */
function nearby(node: DraftNode, part: string, nodes: Draft['nodes']): DraftNode | undefined {
  const known = node.needs.get(part);
  if (known !== undefined) return known;
  const owner = node.owner === undefined ? undefined : nodes.get(node.owner);
  return owner === undefined || owner.part === part ? owner : nearby(owner, part, nodes);
}
