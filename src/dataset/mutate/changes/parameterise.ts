/** Makes a value an input variable with what it is now as its default. */
import type { Scalar, Value } from '../../synth/intent.ts';
import { asLabel } from '../../synth/render/index.ts';
import type { Change, Scene } from '../change.ts';

const WORDS = [
  'make {argument} of {it} an input variable "{variable}" with the present value as its default',
  '{argument} of {it} should come from a variable called "{variable}"; keep the present value as the default',
  'introduce a variable "{variable}" for {argument} of {it}, by default what it is now',
];

export function parameterise({ draft, random, mention }: Scene): Change | undefined {
  const choices = [...draft.nodes.values()]
    .filter(({ instances }) => instances === undefined)
    .flatMap((node) =>
      Object.entries(node.body).flatMap(([argument, value]) =>
        value.kind === 'scalar' ? [{ node, argument, value, scalar: value.value }] : [],
      ),
    );
  if (choices.length === 0) return undefined;
  const { node, argument, value, scalar } = random.pick(choices);
  const thing = node.type.split('_').at(-1) ?? 'resource';
  const variable = random.pick([`${thing}_${argument}`, `${asLabel(node.label)}_${argument}`]);
  const words = argument.replaceAll('_', ' ');
  const description = `${words.charAt(0).toUpperCase()}${words.slice(1)} of the ${node.noun}`;
  const request = random
    .pick(WORDS)
    .replace('{argument}', argument)
    .replace('{it}', () => mention(node))
    .replace('{variable}', variable);
  return {
    request: [request],
    parameters: new Map<Value, { name: string; value: Scalar; kind: 'variable'; description: string }>([
      [value, { name: variable, value: scalar, kind: 'variable', description }],
    ]),
    rules: [
      {
        name: `is_parameter_${variable}`,
        lines: [
          `input.variables["${variable}"].value == ${JSON.stringify(scalar)}`,
          'walk(input.configuration, [_, block])',
          `block.type == "${node.type}"`,
          `"var.${variable}" in block.expressions["${argument}"].references`,
        ],
      },
    ],
  };
}
