/** Moves the resources into a module of their own; the infrastructure stays as it is. */
import { asLabel } from '../../synth/render/index.ts';
import type { Change, Scene } from '../change.ts';

const WORDS = [
  'split the configuration: all resources go into a local module under modules/{name}, which the root module calls',
  'move every resource into a module in modules/{name} and call it from the root module; nothing else changes',
  'this file has grown too long: put all resources into a module of their own (modules/{name})',
];

export function split({ base, random }: Scene): Change | undefined {
  if (base.nodes.length < 2) return undefined;
  const name = asLabel(base.nodes[0]?.label ?? 'main').replaceAll('_', '-');
  return {
    request: [random.pick(WORDS).replace('{name}', () => name)],
    style: { module: true },
    rules: [
      {
        name: 'is_in_module',
        lines: [
          'outside := [1 | some change in input.resource_changes; change.mode == "managed"; not startswith(change.address, "module.")]',
          'count(outside) == 0',
          'count(input.resource_changes) > 0',
        ],
      },
    ],
  };
}
