/** Tests in Rego: rules whose names begin with `test_`, and which lines of the policies they reach. */
import type { CoreBody, CoreRule } from './compile/core.ts';
import { errorText, positionAt, type RegoError } from './diagnostics.ts';
import { type CompileOptions, compilePolicy, evaluateQuery, tracedPolicy } from './policy.ts';
import type { ModuleSource } from './syntax/ast.ts';
import { quote } from './values/index.ts';

export interface PolicyTestResult {
  readonly name: string;
  readonly file: string;
  readonly status: 'passed' | 'failed' | 'error' | 'skipped';
  readonly message?: string;
}

export interface Coverage {
  readonly files: Readonly<
    Record<string, { readonly covered: number[]; readonly not_covered: number[]; readonly percent: number }>
  >;
  readonly percent: number;
}

export function runPolicyTests(
  sources: readonly ModuleSource[],
  options: CompileOptions = {},
): { results: PolicyTestResult[]; coverage: Coverage } | { errors: readonly RegoError[] } {
  const { policy: untraced, errors } = compilePolicy(sources, options);
  if (untraced === undefined) return { errors };
  const policy = tracedPolicy(untraced);
  const reached = new Map<ModuleSource, Set<number>>();
  const reach = (source: ModuleSource, at: number) => {
    const offsets = reached.get(source) ?? new Set();
    reached.set(source, offsets.add(at));
  };
  const results = testRules(policy.rules).map(({ rule, names }): PolicyTestResult => {
    const last = names.at(-1) as string;
    const name = `data.${names.join('.')}`;
    const base = { name, file: rule.source.name };
    if (last.startsWith('todo_')) return { ...base, status: 'skipped' };
    const query = `x = data${names.map((step) => `[${quote(step)}]`).join('')}`;
    const answer = evaluateQuery(policy, query, undefined, { trace: { succeeded: reach, entered: reach } });
    if (answer.bindings === undefined) {
      return { ...base, status: 'error', message: answer.errors.map(errorText).join('; ') };
    }
    const [binding] = answer.bindings;
    return binding === undefined || binding.x === false ? { ...base, status: 'failed' } : { ...base, status: 'passed' };
  });
  return { results, coverage: coverageOf(policy.rules, reached) };
}

function testRules(rules: readonly CoreRule[]): { rule: CoreRule; names: string[] }[] {
  const found = new Map<string, { rule: CoreRule; names: string[] }>();
  for (const rule of rules) {
    const names = rule.path.filter((step): step is string => typeof step === 'string');
    const last = names.at(-1) ?? '';
    if (names.length !== rule.path.length || rule.args !== undefined || rule.isDefault) continue;
    if (last.startsWith('test_') || last.startsWith('todo_test_')) {
      const key = names.join('.');
      if (!found.has(key)) found.set(key, { rule, names });
    }
  }
  return [...found.values()];
}

function coverageOf(rules: readonly CoreRule[], reached: ReadonlyMap<ModuleSource, ReadonlySet<number>>): Coverage {
  const lines = new Map<ModuleSource, Map<number, boolean>>();
  const note = (source: ModuleSource, at: number, covered: boolean) => {
    const { row } = positionAt(source.text, at);
    const own = lines.get(source) ?? new Map<number, boolean>();
    lines.set(source, own.set(row, (own.get(row) ?? false) || covered));
  };
  for (const first of rules) {
    for (let rule: CoreRule | undefined = first; rule !== undefined; rule = rule.otherwise) {
      const { source } = rule;
      const offsets = reached.get(source);
      const visit = (body: CoreBody): void => {
        for (const expr of body) {
          if (!expr.generated) note(source, expr.at, offsets?.has(expr.at) === true);
          if (expr.kind === 'every' || expr.kind === 'not-body') visit(expr.body);
        }
      };
      visit(rule.body);
    }
  }
  const files: Record<string, { covered: number[]; not_covered: number[]; percent: number }> = {};
  let all = 0;
  let hit = 0;
  for (const [source, own] of lines) {
    const covered = [...own].filter(([, reachedLine]) => reachedLine).map(([row]) => row);
    const missed = [...own].filter(([, reachedLine]) => !reachedLine).map(([row]) => row);
    all += own.size;
    hit += covered.length;
    const ascending = (a: number, b: number) => a - b;
    files[source.name] = {
      covered: covered.sort(ascending),
      not_covered: missed.sort(ascending),
      percent: percent(covered.length, own.size),
    };
  }
  return { files, percent: percent(hit, all) };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((part / whole) * 10_000) / 100;
}
