/** The recorded configurations beside the project, where they are there: measurements need real ones. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../shared/oracle/', import.meta.url));

export const ORACLE_MISSING = 'needs ../shared/oracle, which is not here';

export interface OracleRow {
  readonly id: string;
  readonly task: number;
  readonly files: Readonly<Record<string, string>>;
  readonly policy: string;
  readonly recorded: {
    readonly validate: boolean;
    readonly plan: boolean;
    readonly policy: string | null;
    readonly error: string | null;
  };
}

/** Undefined where the rows are not on this machine. */
export function oracleRows(): readonly OracleRow[] | undefined {
  if (!existsSync(join(FOLDER, 'verdicts.jsonl'))) return undefined;
  const lines = (name: string) =>
    readFileSync(join(FOLDER, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const policies = new Map(
    lines('tasks.jsonl').map((line) => {
      const { task, rego } = JSON.parse(line) as { task: number; rego: string };
      return [task, rego];
    }),
  );
  return lines('verdicts.jsonl').map((line) => {
    const row = JSON.parse(line) as Omit<OracleRow, 'policy'>;
    return { ...row, policy: policies.get(row.task) as string };
  });
}

/** Writes rows as a batch file in a temporary folder and gives its path. */
export function writeBatch(rows: readonly OracleRow[], withPolicy: boolean): string {
  const path = join(mkdtempSync(join(tmpdir(), 'terrasmith-perf-')), 'rows.jsonl');
  const line = ({ id, files, policy }: OracleRow) => JSON.stringify(withPolicy ? { id, files, policy } : { id, files });
  writeFileSync(path, `${rows.map(line).join('\n')}\n`);
  return path;
}
