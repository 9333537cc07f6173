/**
 * Strategies by name. A name is parts joined by `+`: hints (`few-shot`, `schema`), one form of draft (`direct`, `plan`,
 * `best-of-4`), `repair`, one of `constrain-syntax`, `constrain-schema` and `constrain-trained`, and at the end `controller` or
 * `controller:MODEL`. Each part is a strategy by itself.
 */
import { configurationForm } from './form.ts';
import { fewShot } from './hints/few-shot.ts';
import { schemaHint } from './hints/schema.ts';
import type { Recipe } from './loop.ts';
import { planForm } from './plan/form.ts';
import type { Strategy } from './solve.ts';

const DIRECT: Recipe = { form: configurationForm, hints: [], drafts: 1, repairs: false };
const SMALL_MODEL = 'smollm2';
const MOST_DRAFTS = 100;

export const STRATEGY_NAMES: readonly string[] = [
  'direct',
  'few-shot',
  'schema',
  'plan',
  'best-of-N',
  'repair',
  'constrain-syntax',
  'constrain-schema',
  'constrain-trained',
  'controller[:MODEL]',
];

export const direct: Strategy = { name: 'direct', recipe: DIRECT };

/** Throws RangeError where there is no such strategy. */
export function findStrategy(name: string): Strategy {
  const [, parts = '', controller] = /^(.*?)(?:(?:^|\+)(controller(?::.+)?))?$/s.exec(name) ?? [];
  let recipe = DIRECT;
  for (const part of parts === '' && controller !== undefined ? [] : parts.split('+'))
    recipe = withPart(recipe, part, name);
  if (controller !== undefined)
    recipe = { ...recipe, controller: controller.slice('controller:'.length) || SMALL_MODEL };
  return { name, recipe };
}

function withPart(recipe: Recipe, part: string, name: string): Recipe {
  const drafts = /^best-of-(\d+)$/.exec(part)?.[1];
  if (drafts !== undefined) return { ...recipe, drafts: draftsOf(Number(drafts), name) };
  switch (part) {
    case 'direct':
      return recipe;
    case 'few-shot':
      return { ...recipe, hints: [...recipe.hints, fewShot] };
    case 'schema':
      return { ...recipe, hints: [...recipe.hints, schemaHint] };
    case 'plan':
      return { ...recipe, form: planForm, whole: true };
    case 'repair':
      return { ...recipe, repairs: true };
    case 'constrain-syntax':
      return { ...recipe, constrain: 'syntax' };
    case 'constrain-schema':
      return { ...recipe, constrain: 'schema' };
    case 'constrain-trained':
      return { ...recipe, constrain: 'trained' };
    default:
      throw new RangeError(
        `there is no strategy "${name}": known are ${STRATEGY_NAMES.join(', ')}, and several joined by +, such as schema+repair`,
      );
  }
}

function draftsOf(count: number, name: string): number {
  if (count < 1 || count > MOST_DRAFTS) throw new RangeError(`${name}: expected 1 to ${MOST_DRAFTS} drafts`);
  return count;
}
