/** Configurations that plan and yet are not what was asked for. */
import { type ErrorMode, pick } from './error-mode.ts';
import {
  changeArgument,
  isBoolean,
  isNumber,
  isQuoted,
  nestedBlocksIn,
  resourcesIn,
  withLine,
  withoutLines,
} from './lines.ts';

export const INTENT_ERRORS: readonly ErrorMode[] = [
  {
    name: 'wrong-text',
    weight: 400,
    stage: 'policy',
    inject: (text, random) =>
      changeArgument(text, random, isQuoted, ({ name, value }) => {
        const word = value.slice(1, -1);
        const parts = word.split(/(?=[-_/.])/);
        const wrong = pick(
          [`my${word[0] === '/' ? '' : '-'}${word}`, parts.slice(0, -1).join('') || 'main', 'example', `${word}-1`],
          random,
        );
        return wrong === word ? undefined : `${name} = "${wrong}"`;
      }),
  },
  {
    name: 'wrong-number',
    weight: 200,
    stage: 'policy',
    inject: (text, random) =>
      changeArgument(text, random, isNumber, ({ name, value }) => {
        const wrong = pick([Number(value) + 1, Math.max(1, Math.round(Number(value) / 2)), Number(value) * 2], random);
        return String(wrong) === value ? undefined : `${name} = ${wrong}`;
      }),
  },
  {
    name: 'flipped-switch',
    weight: 150,
    stage: 'policy',
    inject: (text, random) =>
      changeArgument(text, random, isBoolean, ({ name, value }) => `${name} = ${value === 'true' ? 'false' : 'true'}`),
  },
  {
    name: 'forgotten-setting',
    weight: 300,
    stage: 'policy',
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        () => true,
        () => [],
      ),
  },
  {
    name: 'forgotten-block',
    weight: 150,
    stage: 'policy',
    inject: (text, random) => {
      const block = pick(nestedBlocksIn(text), random);
      return block === undefined ? undefined : withoutLines(text, block.start, block.end);
    },
  },
  {
    name: 'forgotten-resource',
    weight: 250,
    stage: 'policy',
    inject: (text, random) => {
      const resources = resourcesIn(text);
      const free = resources.filter(({ labels }) => text.split(labels.join('.')).length === 1);
      const resource = resources.length < 2 ? undefined : pick(free, random);
      return resource === undefined ? undefined : withoutLines(text, resource.start, resource.end);
    },
  },
  {
    name: 'made-for-nobody',
    weight: 30,
    stage: 'policy',
    inject: (text, random) => {
      const free = resourcesIn(text).filter(({ labels }) => !text.includes(`${labels.join('.')}.`));
      const resource = pick(free, random);
      if (resource === undefined) return undefined;
      const header = `resource "${resource.labels[0]}" "${resource.labels[1]}" {`;
      return withLine(text, resource.start, header, '  count = 0', '');
    },
  },
];
