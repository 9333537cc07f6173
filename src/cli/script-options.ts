/** The scripts of a task's author, as commands that apply take them. */
import type { Command } from 'commander';
import type { Scripts } from '../verify/index.ts';

export interface ScriptFlags {
  readonly setup?: string;
  readonly check?: string;
  readonly cleanup?: string;
  readonly region?: string;
}

export function addScriptOptions(command: Command): Command {
  return command
    .option('--setup <script>', 'simulated, real: a .sh, .py or .js that runs in the folder before init')
    .option('--check <script>', 'real: a .sh, .py or .js that judges what was applied')
    .option('--cleanup <script>', 'simulated, real: runs after everything else; default: cleanup beside the setup')
    .option('--region <region>', 'where resources are made if the configuration does not say; default: us-east-1');
}

export function scriptsFrom({ setup, check, cleanup }: ScriptFlags): Scripts {
  return { setup, check, cleanup };
}
