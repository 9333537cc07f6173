/** The attacks on our rewards as files: a line of JSON that says what each must earn, `---`, and the model's words. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FOLDER = join(HERE, 'attacks');

export interface Attack {
  readonly name: string;
  readonly title: string;
  /** A key of tasks.json. */
  readonly task: string;
  /** The reward by name and version; null where no number is promised, but that it stays below the next tier. */
  readonly rewards: Readonly<Record<string, number | null>>;
  /** The gate that must say so. */
  readonly gate?: string;
  /** The real parser refuses the text; recorded in real.json. */
  readonly syntax?: boolean;
  readonly completion: string;
}

export interface Task {
  readonly problem_statement: string;
  readonly policy?: string;
}

export const TASKS = JSON.parse(readFileSync(join(HERE, 'tasks.json'), 'utf8')) as Readonly<Record<string, Task>>;

export function attacks(): readonly Attack[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      const cut = text.indexOf('\n---\n');
      const head = JSON.parse(text.slice(0, cut)) as Omit<Attack, 'name' | 'completion'>;
      return { ...head, name: basename(file, '.txt'), completion: expanded(text.slice(cut + '\n---\n'.length)) };
    });
}

/** `%repeat N` … `%end` stands for N copies, in each of which `%n` is its number. */
function expanded(text: string): string {
  return text.replaceAll(/^%repeat (\d+)\n([\s\S]*?)^%end\n?/gm, (_, times: string, body: string) =>
    Array.from({ length: Number(times) }, (__, index) => body.replaceAll('%n', String(index))).join(''),
  );
}
