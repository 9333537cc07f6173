/** One row of `policy eval --batch`. A bad row is an error row; the others are evaluated all the same. */
import {
  type CompiledPolicy,
  compilePolicy,
  type Dialect,
  evaluateQuery,
  jsonText,
  parseJson,
  type RegoError,
  type Value,
} from '../rego/index.ts';

interface Row {
  readonly id: unknown;
  readonly modules?: readonly string[];
  readonly query: string;
  readonly data?: unknown;
  readonly input?: unknown;
  /** The input as a Rego term, for what JSON cannot say. */
  readonly input_term?: string;
  readonly strict_error?: boolean;
}

const REMEMBERED = 256;
const remembered = new Map<string, ReturnType<typeof compilePolicy>>();

export function evaluateRow(text: string, line: number, dialect: Dialect | undefined): string {
  let row: Row;
  try {
    row = parseJson(text) as unknown as Row;
  } catch {
    return errorRow(line, { code: 'bad_row', message: `line ${line}: not JSON`, row: 0, col: 0 });
  }
  if (typeof row !== 'object' || row === null || typeof row.query !== 'string') {
    const message = `line ${line}: query: expected a string`;
    return errorRow((row as Row | null)?.id ?? line, { code: 'bad_row', message, row: 0, col: 0 });
  }
  const { policy, errors } = compiled(row.modules ?? [], dialect);
  if (policy === undefined) return errorRow(row.id, errors[0] as RegoError);
  const answer = evaluateQuery(policy, row.query, inputOf(row, policy), {
    strict: row.strict_error === true,
    data: row.data ?? {},
  });
  if (answer.bindings === undefined) return errorRow(row.id, answer.errors[0] as RegoError);
  // Integers of any size are printed as they are, which JSON.stringify cannot do.
  return `{"id":${jsonText(row.id as Value)},"result":${jsonText(answer.bindings as unknown as Value)}}`;
}

function inputOf(row: Row, policy: CompiledPolicy): Value | undefined {
  if (row.input_term === undefined) return row.input as Value | undefined;
  return evaluateQuery(policy, `x = ${row.input_term}`).bindings?.[0]?.x;
}

function compiled(modules: readonly string[], dialect: Dialect | undefined): ReturnType<typeof compilePolicy> {
  const key = `${dialect} ${JSON.stringify(modules)}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const sources = modules.map((text, index) => ({ name: `test-${index}.rego`, text }));
  const made = compilePolicy(sources, dialect === undefined ? {} : { dialect });
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, made);
  return made;
}

function errorRow(
  id: unknown,
  { code, message, row, col }: Pick<RegoError, 'message' | 'row' | 'col'> & { code: string },
): string {
  return `{"id":${jsonText(id as Value)},"error":${JSON.stringify({ code, message, row, col })}}`;
}
