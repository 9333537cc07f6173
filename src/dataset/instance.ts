/**
 * An Instance is one task of a benchmark: what is asked for, and what tells a good answer from a bad one. The field
 * names are those of terraform-llm, so that its files load unchanged; `policy`, `base_files`, `cleanup_script` and `split` are ours.
 */
import { z } from 'zod';

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const files = z.record(z.string().min(1), z.string());
const stringList = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);

const instanceSchema = z.object({
  format: optional(z.literal('instance/1')),
  instance_id: z.string().min(1),
  problem_statement: z.string().min(1),
  difficulty: optional(z.enum(['easy', 'medium', 'hard'])),
  tags: stringList,
  provider: optional(z.string()),
  region: optional(z.string()),
  expected_resources: optional(z.record(z.string().min(1), z.int().min(0))),
  required_outputs: stringList,
  validation_script: optional(z.string()),
  setup_script: optional(z.string()),
  cleanup_script: optional(z.string()),
  metadata: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? {}),
  gold_solution: optional(files),
  hints: stringList,
  policy: optional(z.string()),
  base_files: optional(files),
  split: optional(z.string()),
});

export type Difficulty = 'easy' | 'medium' | 'hard';
export const DIFFICULTIES: readonly Difficulty[] = ['easy', 'medium', 'hard'];

export interface Instance {
  readonly instance_id: string;
  readonly problem_statement: string;
  readonly difficulty?: Difficulty;
  readonly tags: readonly string[];
  readonly provider?: string;
  readonly region?: string;
  /** Number of planned instances by resource type. */
  readonly expected_resources?: Readonly<Record<string, number>>;
  readonly required_outputs: readonly string[];
  /** Judges what was applied: the path of a `.sh`, `.py` or `.js`, or its text. */
  readonly validation_script?: string;
  /** Prepares the working folder, likewise. */
  readonly setup_script?: string;
  /** Tidies up after the setup script, likewise; default: the `cleanup` beside it. */
  readonly cleanup_script?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Reference files by path. */
  readonly gold_solution?: Readonly<Record<string, string>>;
  readonly hints: readonly string[];
  /** Rego over the plan that an answer must satisfy. */
  readonly policy?: string;
  /** The configuration to be changed: makes this a mutation instance. */
  readonly base_files?: Readonly<Record<string, string>>;
  readonly split?: string;
}

/** Why a row was refused: the field and what was expected there. */
export interface RowProblem {
  readonly file: string;
  /** 1-based line of the row's start; absent for data sets that are folders. */
  readonly line?: number;
  /** Path inside the row such as `expected_resources.aws_vpc`; empty for the row as a whole. */
  readonly field: string;
  readonly expected: string;
}

export type Row = { readonly instance: Instance } | { readonly problems: readonly RowProblem[] };
export interface RowPlace {
  readonly file: string;
  readonly line?: number;
}

/** Checks one row of foreign data. Unknown fields are ignored, `null` means absent. */
export function parseInstance(row: unknown, place: RowPlace): Row {
  const checked = instanceSchema.safeParse(row);
  if (checked.success) return { instance: withoutUndefined(checked.data) as unknown as Instance };
  return {
    problems: checked.error.issues.map((issue) => ({
      ...place,
      field: issue.path.join('.'),
      expected: expectation(issue, row),
    })),
  };
}

/** `tasks.jsonl:3: difficulty: expected one of easy, medium, hard, found "extreme"` */
export function formatRowProblem({ file, line, field, expected }: RowProblem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${field === '' ? '' : `${field}: `}${expected}`;
}

function expectation(issue: z.core.$ZodIssue, row: unknown): string {
  const found = valueAt(row, issue.path);
  const but = found === undefined ? 'but it is missing' : `found ${abbreviate(found)}`;
  switch (issue.code) {
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}, ${but}`;
    case 'invalid_type':
      return `expected ${article(issue.expected)}, ${but}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `expected a text that is not empty, ${but}`
        : `expected a number of at least ${issue.minimum}, ${but}`;
    default:
      return `${issue.message}, ${but}`;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
};
const article = (type: string) => TYPE_NAMES[type] ?? type;

function valueAt(row: unknown, path: readonly PropertyKey[]): unknown {
  let value = row;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

function abbreviate(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function withoutUndefined(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}
