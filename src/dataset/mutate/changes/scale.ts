/** Asks for more or fewer: of instances, replicas, shards, nodes. */
import type { DraftNode } from '../../synth/draft/index.ts';
import { enumeration } from '../../synth/english.ts';
import type { Instance } from '../../synth/intent.ts';
import { fill } from '../../synth/setting.ts';
import { inWords } from '../../synth/value-words.ts';
import { SUBJECTS } from '../../synth/words.ts';
import type { Change, Scene } from '../change.ts';
import { asked, restatable, restate } from './restate.ts';

const COUNT =
  /count|capacity|replicas|instances|nodes|shard|units|max_|min_|concurren|workers|partition|parallelism|desired|completions/;

export function scale(scene: Scene): Change | undefined {
  const { draft, random, mention } = scene;
  const several = [...draft.nodes.values()].filter(({ instances }) => instances !== undefined);
  const choices = restatable(draft, COUNT);
  if (several.length > 0 && (choices.length === 0 || random.chance(0.5))) return more(random.pick(several), scene);
  if (choices.length === 0) return undefined;
  const choice = random.pick(choices);
  const { fresh } = restate(draft, choice, random.pick(choice.others));
  return { request: [asked(mention(choice.node), fresh, random)] };
}

/** One or two instances more. */
function more(node: DraftNode, { draft, random }: Scene): Change | undefined {
  const old = node.instances ?? [];
  const fresh = Array.from({ length: random.integer(1, 2) }, (_, index) =>
    instanceOf(node, old.length + index, { draft, random }),
  );
  const added = fresh.filter((instance) => instance !== undefined);
  if (added.length < fresh.length) return undefined;
  node.instances = [...old, ...added];
  const keys = new Set(node.instances.map(({ key }) => key));
  if (keys.size < node.instances.length) return undefined;
  const words = added.map(({ values }) =>
    enumeration(Object.entries(values).map(([name, value]) => `${name} ${JSON.stringify(value)}`)),
  );
  const count = inWords('{v:number}', node.instances.length);
  return {
    request: [
      `there should be ${count} ${node.plural}, not ${inWords('{v:number}', old.length)}: add one with ${words.join(' and one with ')}`,
    ],
  };
}

function instanceOf(
  node: DraftNode,
  index: number,
  { draft, random }: Pick<Scene, 'draft' | 'random'>,
): Instance | undefined {
  const { times, name } = draft.library.part(node.part);
  if (times !== undefined) {
    const values = Object.entries(times.each).map(([argument, text]) => [argument, fill(text, draft.setting)]);
    return { key: String.fromCharCode(97 + index), values: Object.fromEntries(values) };
  }
  const [argument, ...forms] = name ?? [];
  const form = forms.find((each) => each.includes('{subject'));
  if (argument === undefined || form === undefined) return undefined;
  const subject = random.pick(SUBJECTS);
  return { key: subject.replaceAll('-', '_'), values: { [argument]: fill(form, draft.setting, { subject }) } };
}
