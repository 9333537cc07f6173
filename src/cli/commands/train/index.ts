/** `terrasmith train`: SFT, DPO and GRPO of small models, with the verifier as judge. */
import type { Command } from 'commander';
import type { Register } from '../../commands.ts';
import { registerMethod } from './method.ts';
import { registerResume } from './resume.ts';
import { registerSetup } from './setup.ts';

const EXAMPLES = `
Examples:
  $ terrasmith data synth --seed 1 --count 2000 -o train.jsonl
  $ terrasmith train sft --model smollm2 --data train.jsonl --recipe two-cores -o runs/sft
  $ terrasmith train grpo --model smollm2 --adapter runs/sft/adapter --data train.jsonl -o runs/grpo
  $ terrasmith train resume runs/grpo
  $ terrasmith bench run bundled --model local/smollm2+runs/grpo/adapter.gguf

A run directory holds run.json, metrics.jsonl, the curves as pictures, checkpoints, the adapter for PEFT and as GGUF,
and a model card (README.md). The first run makes a Python environment of its own: terrasmith train setup.`;

export const registerTrain: Register = (program: Command, report) => {
  const train = program
    .command('train')
    .description('Train small models: SFT, DPO, and GRPO with the verifier as reward.')
    .addHelpText('after', EXAMPLES);
  registerMethod(train, 'sft', 'Supervised fine-tuning on verified answers.', report);
  registerMethod(train, 'dpo', 'Preference optimisation on pairs of a better and a worse answer.', report);
  registerMethod(train, 'grpo', 'Reinforcement learning; every answer is rewarded by the verifier.', report);
  registerResume(train, report);
  registerSetup(train);
};
