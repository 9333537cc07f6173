/** try and can, whose arguments the evaluator handles itself; their signatures are here so that they are in the table. */
import type { FunctionSpec } from '../function.ts';
import { BOOL, DYNAMIC } from '../type.ts';
import { TRUE, type Value } from '../value.ts';
import { any, declare, fail } from './define.ts';

const FREE = { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true };

export const evaluationFunctions: readonly FunctionSpec[] = [
  declare('try', {
    parameters: [],
    variadic: any('expressions', FREE),
    mayReturnNull: true,
    lazy: 'try',
    returns: ([first]) => first?.type ?? DYNAMIC,
    call: ([first]) => first ?? fail('at least one argument is required'),
  }),
  declare('can', {
    parameters: [any('expression', FREE)],
    lazy: 'can',
    returns: BOOL,
    call: (): Value => TRUE,
  }),
  declare('list', removed('list', 'tolist([ ... ])')),
  declare('map', removed('map', 'tomap({ ... })')),
];

function removed(name: string, instead: string): Parameters<typeof declare>[1] {
  const failure = fail(`the function "${name}" no longer exists; write ${instead}`);
  return { parameters: [], variadic: any('vals', FREE), returns: () => failure, call: () => failure };
}
