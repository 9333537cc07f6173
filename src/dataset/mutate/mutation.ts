/**
 * One row: a configuration that is there, a change request, the configuration after it and the policy that tells whether
 * it was done. The base and what becomes of it are drafts from equal choices, of which one is changed.
 */
import type { Instance } from '../instance.ts';
import { composeDraft, intentOf } from '../synth/compose.ts';
import { addNode, type Draft } from '../synth/draft/index.ts';
import { sentence } from '../synth/english.ts';
import type { Intent } from '../synth/intent.ts';
import type { Library } from '../synth/library.ts';
import { policyOf } from '../synth/policy.ts';
import { type Random, randomOf } from '../synth/random.ts';
import { chooseStyle, type Files, labelsOf, type Style } from '../synth/render/index.ts';
import { chooseDialect, countsOf, difficultyOf, written } from '../synth/row.ts';
import { makeSetting } from '../synth/setting.ts';
import { structureOf } from '../synth/structure.ts';
import { CHANGE_KINDS, type Change, type ChangeKind } from './change.ts';
import { CHANGES, wiringsOf } from './changes/index.ts';
import { editClassOf, editDistance } from './edit-distance.ts';

const KINDS_TRIED = 4;

/** The row of a seed and a number; undefined where the bases offered nothing to change in the ways that were drawn. */
export function makeMutation(library: Library, seed: number, number: number): Instance | undefined {
  const draw = randomOf('mutate', seed, number, library.provider);
  for (const kind of draw.shuffled(CHANGE_KINDS).slice(0, KINDS_TRIED)) {
    const made = attempt(kind, library, { seed, number, draw });
    if (made !== undefined) return rowOf(made);
  }
  return undefined;
}

interface Numbered {
  readonly seed: number;
  readonly number: number;
  readonly draw: Random;
}

function attempt(kind: ChangeKind, library: Library, { seed, number, draw }: Numbered): Made | undefined {
  const size = draw.weighted([1, 2, 3, 4, 5, 6], (each) => 7 - each);
  const make = () => baseDraft(kind, library, randomOf('base', kind, seed, number, library.provider), size);
  const [draft, untouched] = [make(), make()];
  if (draft === undefined || untouched === undefined) return undefined;
  const regionMatters = library.places.said !== false && (kind === 'move-region' || draw.chance(0.3));
  const base = intentOf(untouched, regionMatters);
  const style = styleFor(kind, base, draw);
  const change = CHANGES[kind]({ draft, base, style, random: draw, mention: mentionsIn(base, style, draw) });
  return change === undefined ? undefined : { library, seed, number, kind, base, style, draft, change, draw };
}

/** To be wired together, two subjects must be there; everything else grows as it likes. */
function baseDraft(kind: ChangeKind, library: Library, random: Random, size: number): Draft | undefined {
  if (kind !== 'wire') return composeDraft(library, random, { resources: size, level: 'explicit' });
  const wirings = wiringsOf(library);
  if (wirings.length === 0) return undefined;
  const { from, to } = random.pick(wirings);
  const setting = makeSetting(random, library.places);
  const draft: Draft = {
    library,
    setting,
    random,
    size: { resources: 2, level: 'explicit' },
    nodes: new Map(),
    labels: new Set(),
  };
  addNode(draft, from, { role: 'root' });
  addNode(draft, to, { role: 'root' });
  return draft;
}

/** A style under which a change touches no more than it must. */
function styleFor(kind: ChangeKind, { nodes, regionMatters }: Intent, random: Random): Style {
  const style = chooseStyle(random, nodes.length, regionMatters);
  return {
    ...style,
    labels: 'purpose',
    module: false,
    order: style.order === 'shuffled' ? 'pattern' : style.order,
    resources: style.resources === 'shuffled' ? 'as-made' : style.resources,
    ...(kind === 'parameterise' ? { variables: 0, locals: 0 } : {}),
  };
}

function mentionsIn(base: Intent, style: Style, random: Random): (node: { readonly key: string }) => string {
  const labels = labelsOf(base, style);
  const nouns = base.nodes.map(({ noun }) => noun);
  return ({ key }) => {
    const node = base.nodes.find((each) => each.key === key);
    if (node === undefined) return 'it';
    const { noun, type, name } = node;
    if (random.chance(0.25)) return `${type}.${labels.get(key)}`;
    if (name !== undefined) return `the ${noun} "${name}"`;
    return nouns.filter((each) => each === noun).length > 1 ? `the ${noun} ${type}.${labels.get(key)}` : `the ${noun}`;
  };
}

interface Made {
  readonly library: Library;
  readonly seed: number;
  readonly number: number;
  readonly kind: ChangeKind;
  readonly base: Intent;
  readonly style: Style;
  readonly draft: Draft;
  readonly change: Change;
  readonly draw: Random;
}

function rowOf({ library, seed, number, kind, base, style, draft, change, draw }: Made): Instance {
  const intent = { ...intentOf(draft, base.regionMatters), region: change.region ?? base.region };
  const salt = draw.integer(0, 0x7fffffff);
  const before = written(base, style, randomOf(salt));
  const after = written(intent, { ...style, ...change.style }, randomOf(salt), change.parameters);
  const dialect = chooseDialect(draw);
  const distance = editDistance(textOf(before), textOf(after));
  return {
    instance_id: `mutate-${library.provider}-${seed}-${number}`,
    problem_statement: change.request.map(sentence).join(' '),
    difficulty: difficultyOf(intent),
    tags: ['mutate', library.provider, kind, editClassOf(distance), ...new Set(intent.nodes.map(({ type }) => type))],
    provider: library.provider,
    ...(library.provider === 'aws' ? { region: intent.region } : {}),
    expected_resources: countsOf(intent),
    required_outputs: [],
    metadata: {
      seed,
      number,
      change: kind,
      edit_distance: distance,
      edit_class: editClassOf(distance),
      structure: structureOf(intent),
      base_policy: policyOf(base, dialect),
    },
    base_files: before,
    gold_solution: after,
    hints: [],
    policy: policyOf(intent, dialect, change.rules),
  };
}

const textOf = (files: Files): string => Object.values(files).join('\n');
