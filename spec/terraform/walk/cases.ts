/** The cases of this suite: small configurations in `cases/*.cases`, `=== name` before each and `--- path` before its further files. */
import { readdirSync, readFileSync } from 'node:fs';

export interface WalkCase {
  /** Such as `modules/count`. */
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

export interface RecordedDiagnostic {
  readonly severity: string;
  readonly summary: string;
  /** `main.tf:3`, or '-' where the problem has no place. */
  readonly place: string;
}

export interface Recorded {
  readonly validate: readonly RecordedDiagnostic[];
  /** Absent where validate fails: plan then reports the same. */
  readonly plan?: readonly RecordedDiagnostic[];
  /** Parts of `terraform show -json`, where the plan succeeds. */
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** What of a plan's JSON is compared: the rest does not come from the walk. */
export const SHOWN_PARTS = [
  'variables',
  'planned_values',
  'resource_changes',
  'output_changes',
  'prior_state',
  'checks',
] as const;

const folder = new URL('./cases/', import.meta.url);

export function walkCases(): readonly WalkCase[] {
  return casesIn(folder);
}

/** All cases of the `.cases` files in a folder. */
export function casesIn(folder: URL): readonly WalkCase[] {
  const cases: WalkCase[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.cases')) continue;
    const topic = file.slice(0, -'.cases'.length);
    for (const text of readFileSync(new URL(file, folder), 'utf8').split(/^=== /m).slice(1)) {
      const end = text.indexOf('\n');
      const [main, ...others] = text.slice(end + 1).split(/^--- /m);
      const files = new Map([['main.tf', main as string]]);
      for (const other of others) {
        const nameEnd = other.indexOf('\n');
        files.set(other.slice(0, nameEnd).trim(), other.slice(nameEnd + 1));
      }
      cases.push({ name: `${topic}/${text.slice(0, end).trim()}`, files });
    }
  }
  return cases;
}
