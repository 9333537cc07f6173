/** Every command by name. Each is loaded only when it is named, which keeps the start of the others fast. */
import type { Command } from 'commander';

/** `report` raises the exit code of the whole command: 1 something failed, 2 bad input, 3 environment. */
export type Register = (program: Command, report: (exitCode: number) => void) => void;

export interface CommandEntry {
  readonly name: string;
  readonly load: () => Promise<Register>;
}

export const COMMANDS: readonly CommandEntry[] = [
  { name: 'verify', load: async () => (await import('./commands/verify.ts')).registerVerify },
  { name: 'plan', load: async () => (await import('./commands/plan.ts')).registerPlan },
  { name: 'apply', load: async () => (await import('./commands/apply.ts')).registerApply },
  { name: 'generate', load: async () => (await import('./commands/generate.ts')).registerGenerate },
  { name: 'mutate', load: async () => (await import('./commands/mutate.ts')).registerMutate },
  { name: 'repair', load: async () => (await import('./commands/repair.ts')).registerRepair },
  { name: 'bench', load: async () => (await import('./commands/bench/index.ts')).registerBench },
  { name: 'worker', load: async () => (await import('./commands/worker.ts')).registerWorker },
  { name: 'data', load: async () => (await import('./commands/data.ts')).registerData },
  { name: 'serve', load: async () => (await import('./commands/serve.ts')).registerServe },
  { name: 'mcp', load: async () => (await import('./commands/mcp.ts')).registerMcp },
  { name: 'model', load: async () => (await import('./commands/model.ts')).registerModel },
  { name: 'schema', load: async () => (await import('./commands/schema.ts')).registerSchema },
  { name: 'policy', load: async () => (await import('./commands/policy.ts')).registerPolicy },
  { name: 'fmt', load: async () => (await import('./commands/fmt.ts')).registerFmt },
  { name: 'console', load: async () => (await import('./commands/console.ts')).registerConsole },
  { name: 'provider', load: async () => (await import('./commands/provider.ts')).registerProvider },
  { name: 'diff', load: async () => (await import('./commands/diff.ts')).registerDiff },
  { name: 'train', load: async () => (await import('./commands/train/index.ts')).registerTrain },
];
