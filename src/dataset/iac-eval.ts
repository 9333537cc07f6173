/**
 * IaC-Eval (458 AWS tasks) in both forms it travels in: the CSV as published, and JSONL with one task a line. The task
 * number is the position in the published file.
 */
import { type CsvRow, parseCsv } from './csv.ts';
import { type Difficulty, parseInstance, type Row, type RowPlace } from './instance.ts';

const COLUMNS = ['Resource', 'Prompt', 'Rego intent', 'Difficulty', 'Reference output', 'Intent'] as const;

interface Task {
  readonly task: number;
  readonly resources: string;
  readonly prompt: unknown;
  readonly rego: unknown;
  readonly difficulty: unknown;
  readonly reference: unknown;
  readonly intent: unknown;
}

/** Whether a CSV text has the columns of IaC-Eval. */
export function parseIacEvalCsv(text: string, file: string): Row[] {
  const [header, ...rows] = parseCsv(text);
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  const missing = COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const expected = `expected the columns ${COLUMNS.join(', ')}; missing: ${missing.join(', ')}`;
    return [{ problems: [{ file, line: 1, field: '', expected }] }];
  }
  return rows.map((row, task) => csvRow(row, task, columns, file));
}

function csvRow({ line, cells }: CsvRow, task: number, columns: readonly string[], file: string): Row {
  if (cells.length !== columns.length) {
    const expected = `expected ${columns.length} cells as in the header, found ${cells.length}`;
    return { problems: [{ file, line, field: '', expected }] };
  }
  const cell = (name: (typeof COLUMNS)[number]) => cells[columns.indexOf(name)] ?? '';
  return taskToRow(
    {
      task,
      resources: cell('Resource'),
      prompt: cell('Prompt'),
      rego: cell('Rego intent'),
      difficulty: Number(cell('Difficulty')),
      reference: cell('Reference output'),
      intent: cell('Intent'),
    },
    { file, line },
  );
}

/** Whether a JSONL row is a task of IaC-Eval and not an instance of ours. */
export function isIacEvalTask(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && 'task' in row && 'prompt' in row && !('instance_id' in row);
}

export function parseIacEvalTask(row: Record<string, unknown>, place: RowPlace): Row {
  if (typeof row.task !== 'number') {
    return {
      problems: [
        { ...place, field: 'task', expected: `expected the task's number, found ${JSON.stringify(row.task)}` },
      ],
    };
  }
  return taskToRow(
    {
      task: row.task,
      resources: typeof row.resources === 'string' ? row.resources : '',
      prompt: row.prompt,
      rego: row.rego,
      difficulty: row.difficulty,
      reference: row.reference,
      intent: row.intent,
    },
    place,
  );
}

function taskToRow(task: Task, place: RowPlace): Row {
  if (typeof task.prompt !== 'string' || task.prompt.trim() === '') {
    return { problems: [{ ...place, field: 'prompt', expected: 'expected the text of the task, but it is missing' }] };
  }
  const resources = task.resources.split(',').map((name) => name.trim());
  const level = typeof task.difficulty === 'number' && Number.isFinite(task.difficulty) ? task.difficulty : undefined;
  return parseInstance(
    {
      instance_id: `iac-eval/${task.task}`,
      problem_statement: task.prompt,
      difficulty: level === undefined ? undefined : difficultyOfLevel(level),
      tags: ['iac-eval', ...(level === undefined ? [] : [`level-${level}`])],
      provider: 'aws',
      region: 'us-east-1',
      policy: blankToAbsent(task.rego),
      gold_solution:
        typeof task.reference === 'string' && task.reference !== '' ? { 'main.tf': task.reference } : undefined,
      metadata: {
        task: task.task,
        resources: resources.filter((name) => name !== ''),
        ...(blankToAbsent(task.intent) === undefined ? {} : { intent: task.intent }),
      },
    },
    place,
  );
}

/** The six levels, two to each of ours. */
function difficultyOfLevel(level: number): Difficulty {
  if (level <= 2) return 'easy';
  return level <= 4 ? 'medium' : 'hard';
}

function blankToAbsent(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? undefined : value;
}
