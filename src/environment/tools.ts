/** What agents may use besides the verifier: what the packs know, solved tasks, and the syntax of configurations. */
import type { BlockShape, Constraint, Environment, Example, TypeCard } from '../agent/index.ts';
import { typeName } from '../cty/index.ts';
import { loadDataset } from '../dataset/index.ts';
import { format } from '../hcl/index.ts';
import { type BlockSchema, findType, retrieveTypes, typeCard } from '../provider/index.ts';
import { blocksOf } from './blocks.ts';
import { grammarFor } from './constraint.ts';

export type Tools = Omit<Environment, 'verify'>;

export interface ToolOptions {
  /** The data set of solved tasks; `bundled` by default. */
  readonly examples?: string | undefined;
  readonly packsDirs?: readonly string[] | undefined;
  /** What answers are held to, of models that can be: local ones and some servers; none by default. */
  readonly constrain?: Constraint | undefined;
}

export function createTools({ examples = 'bundled', packsDirs, constrain = 'none' }: ToolOptions = {}): Tools {
  let solved: Promise<readonly Example[]> | undefined;
  return {
    retrieve: async (query, options) => cardsFor(query, { ...options, packsDirs }),
    examples: () => {
      solved ??= solvedTasks(examples);
      return solved;
    },
    shapeOf: (mode, type) => {
      const found = findType(mode, type, packsDirs);
      return found === undefined ? undefined : shapeOf(found.schema.block);
    },
    blocksOf,
    format,
    grammar: (assignment, asked = constrain) => grammarFor(asked, assignment, packsDirs),
  };
}

interface CardOptions {
  readonly provider?: string;
  readonly limit: number;
  readonly longest?: number;
  readonly packsDirs: readonly string[] | undefined;
}

function cardsFor(query: string, { provider, limit, longest, packsDirs }: CardOptions): TypeCard[] {
  return retrieveTypes(query, { provider, limit, packsDirs }).flatMap(({ mode, type, provider: address }) => {
    const text = typeCard(address, mode, type, { longest, packsDirs });
    return text === undefined ? [] : [{ mode, type, text }];
  });
}

/** Tasks that change a configuration are no examples of how to write one. */
async function solvedTasks(name: string): Promise<readonly Example[]> {
  const { instances } = await loadDataset(name);
  return instances.flatMap(
    ({ instance_id: id, problem_statement: prompt, provider, gold_solution: files, base_files }) =>
      files === undefined || base_files !== undefined
        ? []
        : [{ id, prompt, files, ...(provider === undefined ? {} : { provider }) }],
  );
}

/** Deep schemas name themselves again; nobody writes that deep. */
const DEEPEST = 12;

function shapeOf(block: BlockSchema, depth = 0): BlockShape {
  const nested = depth >= DEEPEST ? [] : [...block.blocks];
  return {
    attributes: new Map([...block.attributes].map(([name, { type }]) => [name, typeName(type)])),
    blocks: new Map(nested.map(([name, each]) => [name, shapeOf(each.block, depth + 1)])),
  };
}
