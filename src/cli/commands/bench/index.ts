/** `terrasmith bench`: run models over data sets, look at what came out, compare. */
import type { Command } from 'commander';
import type { Register } from '../../commands.ts';
import { registerCompare } from './compare.ts';
import { registerInstances } from './instances.ts';
import { registerReport } from './report.ts';
import { registerResume } from './resume.ts';
import { registerRun } from './run.ts';

const EXAMPLES = `
Examples:
  $ terrasmith bench run bundled --model gold -o runs/gold
  $ terrasmith bench run bundled/aws --model replay/answers.jsonl --model gold -o runs/answers
  $ terrasmith bench resume runs/answers          go on where it was stopped
  $ terrasmith bench compare runs/a runs/b        what changed, and whether it means anything

A run that finishes exits with 0, whatever the scores are.`;

export const registerBench: Register = (program: Command, report) => {
  const bench = program
    .command('bench')
    .description('Benchmark models with graded scores.')
    .addHelpText('after', EXAMPLES);
  registerRun(bench, report);
  registerResume(bench, report);
  registerInstances(bench);
  registerReport(bench);
  registerCompare(bench);
};
