/** Configurations of one block that are wrong as models write them, or look so and are right. */
import { blockValue, type Tree, UNKNOWN } from '../../scripts/configurations/tree.ts';
import { nullOf } from '../../src/cty/index.ts';
import { impliedType, type Provider, type ProviderDiagnostic, planCreate } from '../../src/provider/index.ts';

export interface Titles {
  readonly validate: readonly string[];
  /** Of what validates. */
  readonly plan: readonly string[];
}
export interface Mistake extends Partial<Titles> {
  readonly type: string;
  readonly tree: Tree;
}

export function mistakesIn(text: string): readonly Mistake[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, (_, value: unknown) => (value === '?' ? UNKNOWN : value)) as Mistake);
}

/** The titles of the errors that a configured provider finds. */
export async function titlesFor(provider: Provider, { type, tree }: Mistake): Promise<Titles> {
  const schema = await provider.resourceSchema('managed', type);
  if (schema === undefined) throw new Error(`no schema of ${type}`);
  const config = blockValue(schema.block, tree);
  const validate = titlesOf(await provider.validateResource('managed', type, config));
  if (validate.length > 0) return { validate, plan: [] };
  const proposed = planCreate(schema.block, config, undefined, 'framework');
  const prior = nullOf(impliedType(schema.block));
  const { diagnostics } = await provider.planResource({ type, prior, proposed, config });
  return { validate, plan: titlesOf(diagnostics) };
}

function titlesOf(found: readonly ProviderDiagnostic[]): readonly string[] {
  const errors = found.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ summary }) => summary))].sort();
}
