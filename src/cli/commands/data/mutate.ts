/** `terrasmith data mutate`: verified changes of configurations that are there. */
import type { Command } from 'commander';
import { addRowOptions } from './make-rows.ts';

const EXAMPLES = `
Examples:
  $ terrasmith data mutate --seed 1 --count 1000 -o changes.jsonl
  $ terrasmith data mutate --seed 1 --count 50000 --jobs 2 --exclude bundled -o changes.jsonl
  $ terrasmith data mutate --seed 1 --count 50000 --resume -o changes.jsonl

A row has a configuration (base_files), a change request (problem_statement), the configuration after it (gold_solution)
and the policy of what is wanted then. Changes: add, remove, resize, rename, secure, scale, split, parameterise, move-region
and wire (metadata.change). The new policy differs from the old one (metadata.base_policy), the old configuration fails it,
the new one passes it. metadata.edit_class sorts changes by their edit distance in characters: low < 160, high > 1200.`;

export function registerMutate(data: Command): void {
  const command = data
    .command('mutate')
    .description('Make verified changes (configuration, change request, changed configuration, changed policy).')
    .addHelpText('after', EXAMPLES);
  addRowOptions(command, 'mutate');
}
