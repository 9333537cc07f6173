/** `terrasmith data synth`: verified tasks by composition. */
import type { Command } from 'commander';
import { addRowOptions } from './make-rows.ts';

const EXAMPLES = `
Examples:
  $ terrasmith data synth --seed 1 --count 1000 -o train.jsonl
  $ terrasmith data synth --seed 1 --count 100000 --jobs 2 --exclude bundled --exclude tasks.jsonl -o train.jsonl
  $ terrasmith data synth --seed 1 --count 100000 --shard 2/4 -o train.2.jsonl
  $ terrasmith data synth --seed 1 --count 100000 --queue postgres://data@db.example/data -o train.jsonl
  $ terrasmith data synth --seed 1 --count 100000 --resume -o train.jsonl
  $ terrasmith data synth --count 500 --providers aws=4,kubernetes=1 -o mixed.jsonl

Every row has a prompt, a reference configuration and a policy; the configuration passes init, validate, plan and the
policy, and so does a second one, metadata.clone; the policy refuses variants of it with something changed or missing.`;

export function registerSynth(data: Command): void {
  const command = data
    .command('synth')
    .description('Make verified tasks (prompt, configuration, policy) by composition.')
    .addHelpText('after', EXAMPLES);
  addRowOptions(command, 'synth');
}
