/** `terrasmith diff`: the same configurations judged by two engines, and where they differ, worst first. */
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { EngineName } from '../../verify/index.ts';
import type { Register } from '../commands.ts';
import { CliError } from '../errors.ts';
import { progressOn } from '../progress.ts';
import { addVerifyOptions, type VerifyFlags, verifyOptionsFrom } from '../verify-options.ts';

interface Flags extends VerifyFlags {
  readonly engines: string;
  readonly most: string;
  readonly json?: boolean;
}

interface Cause {
  readonly cause: string;
  readonly rows: readonly string[];
  readonly example: string;
}

const NAMES: readonly string[] = ['static', 'attached', 'simulated', 'real'];

export const registerDiff: Register = (program: Command, report) => {
  const command = program
    .command('diff')
    .description('Judge the same configurations by two engines and list where they differ, by cause, worst first.')
    .argument('<rows>', 'JSONL of {id, files}, or of benchmark instances with gold_solution')
    .option('--engines <two>', 'the two engines', 'static,attached')
    .option('--most <n>', 'causes that are listed', '40')
    .option('--json', 'print JSON');
  addVerifyOptions(command).action(async (rows: string, flags: Flags) => report(await diff(rows, flags)));
};

async function diff(input: string, flags: Flags): Promise<number> {
  const engines = flags.engines.split(',');
  if (engines.length !== 2 || engines.some((name) => !NAMES.includes(name)))
    throw new CliError(`--engines takes two of ${NAMES.join(', ')}, not ${flags.engines}`);
  if (!(await stat(input).catch(() => undefined))?.isFile())
    throw new CliError(`there is no file ${input}; diff takes JSONL of {id, files: {path: text}}`);
  const { createVerifier, differencesOf } = await import('../../verify/index.ts');
  const { linesOf } = await import('../../util/lines.ts');
  const options = { ...verifyOptionsFrom(flags), planJson: true };
  const [left, right] = await Promise.all(
    engines.map((engine) => createVerifier({ ...options, engine: engine as EngineName })),
  );
  if (left === undefined || right === undefined) return 3;
  const causes = new Map<string, { rows: Set<string>; example: string }>();
  const progress = progressOn(process.stderr, 'compared');
  let count = 0;
  let same = 0;
  try {
    for await (const { text } of linesOf(input)) {
      const row = rowOf(text);
      if (row === undefined) continue;
      const [mine, theirs] = [await left.verify(row), await right.verify(row)];
      const found = differencesOf(mine, theirs);
      count++;
      if (found.length === 0) same++;
      for (const { cause, detail } of found) {
        const known = causes.get(cause) ?? { rows: new Set(), example: detail };
        known.rows.add(row.id);
        causes.set(cause, known);
      }
      progress.step();
    }
  } finally {
    await left.close();
    await right.close();
  }
  progress.end(`${same} of ${count} alike`);
  const sorted: Cause[] = [...causes]
    .map(([cause, { rows, example }]) => ({ cause, rows: [...rows], example }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.cause < b.cause ? -1 : 1))
    .slice(0, Number(flags.most));
  if (flags.json) process.stdout.write(`${JSON.stringify({ engines, rows: count, alike: same, causes: sorted })}\n`);
  else {
    process.stdout.write(`${engines.join(' against ')}: ${same} of ${count} rows alike\n`);
    for (const { cause, rows, example } of sorted)
      process.stdout.write(`${String(rows.length).padStart(5)}  ${cause}\n       ${rows[0]}  ${example}\n`);
  }
  return same === count ? 0 : 1;
}

function rowOf(text: string): { id: string; files: Record<string, string> } | undefined {
  if (text.trim() === '') return undefined;
  let row: Readonly<Record<string, unknown>>;
  try {
    row = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw new CliError(`a row is not JSON: ${text.slice(0, 60)}`);
  }
  const files = (row.files ?? row.gold_solution) as Record<string, string> | undefined;
  if (files === undefined) throw new CliError('a row has neither files nor gold_solution');
  return { id: String(row.id ?? row.instance_id ?? ''), files };
}
