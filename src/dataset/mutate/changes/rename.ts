/** Gives a resource another name. */
import { nameOf, withSetting } from '../../synth/draft/index.ts';
import { placeOf, type Rule, shortType } from '../../synth/policy.ts';
import type { Change, Scene } from '../change.ts';

const WORDS = ['rename {it} to "{name}"', 'call {it} "{name}" from now on', '{it} should be called "{name}"'];

export function rename({ draft, random, mention }: Scene): Change | undefined {
  const named = [...draft.nodes.values()].filter(({ name }) => name !== undefined);
  if (named.length === 0) return undefined;
  const node = random.pick(named);
  const [argument, ...forms] = draft.library.part(node.part).name ?? [];
  const old = node.name;
  const owner = node.owner === undefined ? undefined : draft.nodes.get(node.owner);
  const name = nameOf(forms, draft, owner);
  if (argument === undefined || old === undefined || name === old) return undefined;
  const request = random
    .pick(WORDS)
    .replace('{it}', () => mention(node))
    .replace('{name}', () => name);
  node.name = name;
  node.body = withSetting(node.body, argument.split('.'), { kind: 'scalar', value: name });
  return { request: [request], rules: [renamed(node.type, argument, old)] };
}

function renamed(type: string, argument: string, old: string): Rule {
  const short = shortType(type);
  const place = placeOf(short, argument.split('.'));
  const lines = [`count([1 | some ${short} in created("${type}"); ${place} == ${JSON.stringify(old)}]) == 0`];
  return { name: `is_renamed_${short}`, lines };
}
