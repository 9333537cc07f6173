/** Modules to a policy that can be evaluated any number of times. */
import { builtinArity, builtinFunction, builtinRelation, isBuiltin } from './builtins/index.ts';
import type { CoreBody, CoreRule, CoreTerm } from './compile/core.ts';
import { metadataOf } from './compile/metadata.ts';
import { orderQuery, orderRule } from './compile/order.ts';
import { checkRecursion } from './compile/recursion.ts';
import { resolveQuery, resolveRule } from './compile/resolve/resolve.ts';
import type { Globals, ResolveContext } from './compile/resolve/resolver.ts';
import { buildTree, knownPath, type TreeNode, type VirtualDocument } from './compile/tree.ts';
import { checkFunctionsExist, checkTypes } from './compile/types.ts';
import { EvaluationFailure, type RegoError, regoError } from './diagnostics.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { planBody } from './plan/body.ts';
import type { Context, Evaluation, Frame, Trace } from './plan/context.ts';
import { type Documents, planDocuments } from './plan/documents.ts';
import { freshSlot, type Next, newPlanner, type Program, slotOf } from './plan/planner.ts';
import type { Module, ModuleSource } from './syntax/ast.ts';
import { type Dialect, parseModule, parseQuery } from './syntax/parse.ts';
import { fromPlainJson, type Value } from './values/index.ts';

export interface CompileOptions {
  /**
   * `v0`: OPA 0.61 (a module with `import rego.v1` is read as v1). `v1`: OPA 1.x. `auto`: v0, and v1 where the text only
   * parses as that; what old and new policies need when nobody says which they are.
   */
  readonly dialect?: Dialect | 'auto';
  /** The base document. */
  readonly data?: unknown;
}

export interface CompiledPolicy {
  readonly modules: readonly Module[];
  readonly rules: readonly CoreRule[];
  readonly root: TreeNode;
  readonly functions: ReadonlyMap<string, VirtualDocument>;
  readonly data: Value;
  readonly dialect: Dialect;
  readonly program: Program;
  readonly queries: Map<string, PlannedQuery | RegoError[]>;
}

export interface EvaluateOptions {
  /** Replaces the policy's own base document. */
  readonly data?: unknown;
  /** An error of a built-in function is the outcome, instead of making its call undefined. */
  readonly strict?: boolean;
  readonly limits?: Partial<Limits>;
  /** What `time.now_ns()` is; the system's clock unless told. */
  readonly now?: () => bigint;
  readonly print?: (text: string) => void;
  readonly trace?: Trace;
}

export type Binding = Readonly<Record<string, Value>>;

export function compilePolicy(
  sources: readonly ModuleSource[],
  options: CompileOptions = {},
): { policy?: CompiledPolicy; errors: readonly RegoError[] } {
  const problems: RegoError[] = [];
  const modules: Module[] = [];
  for (const source of sources) {
    const { module, error } = parseIn(source, options.dialect ?? 'auto');
    if (module !== undefined) modules.push(module);
    if (error !== undefined) problems.push(error);
  }
  if (problems.length > 0) return { errors: problems };
  const rules = resolveModules(modules, problems);
  if (problems.length > 0) return { errors: problems };
  const packages = modules.map((module) => module.package);
  const { root, functions } = buildTree(rules, packages, problems);
  const arity: Program['arity'] = (operator) => arityIn(functions, operator);
  if (problems.length > 0) return { errors: problems };
  checkFunctionsExist(rules, (path) => functions.has(path.join('\u0000')), problems);
  if (problems.length > 0) return { errors: problems };
  for (const rule of rules) orderRule(rule, problems, arity);
  if (problems.length > 0) return { errors: problems };
  checkRecursion(root, problems);
  if (problems.length > 0) return { errors: problems };
  checkTypes(rules, root, arity, problems);
  if (problems.length > 0) return { errors: problems };
  const dialect = options.dialect === 'v1' || modules.some((module) => module.dialect === 'v1') ? 'v1' : 'v0';
  const program = programOf(root, functions, false);
  const data = fromPlainJson(options.data ?? {});
  return { policy: { modules, rules, root, functions, data, dialect, program, queries: new Map() }, errors: [] };
}

/** The same policy, whose rules report what they evaluate to `EvaluateOptions.trace`. Slower to evaluate. */
export function tracedPolicy(policy: CompiledPolicy): CompiledPolicy {
  return { ...policy, program: programOf(policy.root, policy.functions, true), queries: new Map() };
}

function programOf(root: TreeNode, functions: CompiledPolicy['functions'], traced: boolean): Program {
  const functionAt = (path: readonly string[]) => functions.get(path.join('\u0000'));
  let comprehensions = 0;
  let documents: Documents | undefined;
  const program: Program = {
    root,
    builtin: builtinFunction,
    relation: builtinRelation,
    arity: (operator) => arityIn(functions, operator),
    document: (node, context, key) => (documents as Documents).result(node, context, key),
    extent: (node, context, base, replaced) => (documents as Documents).extent(node, context, base, replaced),
    callFunction: (context, path, args) => {
      const found = functionAt(path);
      return found === undefined ? undefined : (documents as Documents).call(found, context, args);
    },
    isFunction: (path) => functionAt(path) !== undefined,
    newComprehension: () => comprehensions++,
    traced,
  };
  documents = planDocuments(program);
  return program;
}

function arityIn(functions: CompiledPolicy['functions'], operator: string | readonly string[]): number | undefined {
  if (typeof operator === 'string') return builtinArity(operator);
  const { rules, fallback } = functions.get(operator.join('\u0000')) ?? {};
  return rules?.[0]?.args?.length ?? fallback?.args?.length;
}

function parseIn(source: ModuleSource, dialect: Dialect | 'auto'): { module?: Module; error?: RegoError } {
  if (dialect !== 'auto') return parseModule(source, dialect);
  const old = parseModule(source, 'v0');
  if (old.module !== undefined) return old;
  const modern = parseModule(source, 'v1');
  return modern.module !== undefined ? modern : old;
}

function resolveModules(modules: readonly Module[], problems: RegoError[]): CoreRule[] {
  const namesByPackage = new Map<string, Set<string>>();
  for (const module of modules) {
    const key = module.package.join('\u0000');
    const names = namesByPackage.get(key) ?? new Set();
    for (const { ref } of module.rules) if (ref[0]?.kind === 'var') names.add(ref[0].name);
    namesByPackage.set(key, names);
  }
  const metadata = metadataOf(modules);
  return modules.flatMap((module) => {
    const globals = new Map<string, readonly string[]>();
    for (const name of namesByPackage.get(module.package.join('\u0000')) ?? []) {
      globals.set(name, ['data', ...module.package, name]);
    }
    for (const { path, alias } of module.imports) {
      if (path[0] !== 'data' && path[0] !== 'input') continue;
      const name = alias ?? (path.at(-1) as string);
      if (alias === undefined && path.length === 1) continue;
      globals.set(name, path);
    }
    checkImports(module, problems);
    return resolveRules(module, globals, problems, metadata);
  });
}

function checkImports(module: Module, problems: RegoError[]): void {
  if (module.dialect !== 'v1') return;
  for (const { ref, at } of module.rules) {
    const [head] = ref;
    if (head?.kind !== 'var' || (head.name !== 'data' && head.name !== 'input')) continue;
    const message = `rules must not shadow ${head.name} (use a different rule name)`;
    problems.push(regoError('rego_compile_error', message, module.source, at));
  }
  for (const { args = [], at } of module.rules) {
    for (const arg of args) {
      if (arg.kind !== 'var' || (arg.name !== 'data' && arg.name !== 'input')) continue;
      const message = `args must not shadow ${arg.name} (use a different variable name)`;
      problems.push(regoError('rego_compile_error', message, module.source, at));
    }
  }
  const seen = new Map<string, true>();
  for (const { path, alias, at } of module.imports) {
    if (path[0] !== 'data' && path[0] !== 'input') continue;
    const name = alias ?? (path.at(-1) as string);
    if (seen.has(name)) {
      const shown = path.join('.');
      problems.push(regoError('rego_compile_error', `import must not shadow import ${shown}`, module.source, at));
    }
    seen.set(name, true);
  }
}

function resolveRules(
  module: Module,
  globals: Globals,
  problems: RegoError[],
  metadata: ReturnType<typeof metadataOf>,
): CoreRule[] {
  const context: ResolveContext = {
    source: module.source,
    globals,
    problems,
    isBuiltin,
    strict: module.dialect === 'v1',
    metadata: (name, at) => metadata(module, name, at),
  };
  return module.rules.map((rule) => resolveRule(context, rule, module.package));
}

export interface PlannedQuery {
  readonly run: Next;
  readonly size: () => number;
  /** Variables of the answer: name, slot. */
  readonly variables: readonly (readonly [string, number])[];
  readonly found: number;
}

function planQuery(policy: CompiledPolicy, text: string): PlannedQuery | RegoError[] {
  const known = policy.queries.get(text);
  if (known !== undefined) return known;
  const planned = planFreshQuery(policy, text);
  policy.queries.set(text, planned);
  return planned;
}

function planFreshQuery(policy: CompiledPolicy, text: string): PlannedQuery | RegoError[] {
  const source: ModuleSource = { name: 'query', text };
  const { body, error } = parseQuery(source);
  if (body === undefined) return error === undefined ? [] : [error];
  const problems: RegoError[] = [];
  const core = resolveQuery({ source, globals: new Map(), problems, isBuiltin, strict: false }, body);
  const { program } = policy;
  if (problems.length > 0) return problems;
  checkFunctionsExist([asRule(core, source)], program.isFunction, problems);
  if (problems.length > 0) return problems;
  const ordered = orderQuery(core, source, problems, program.arity);
  if (problems.length > 0) return problems;
  checkTypes([asRule(ordered, source)], policy.root, program.arity, problems);
  if (problems.length > 0) return problems;
  const planner = newPlanner(program, source);
  const found = freshSlot(planner);
  let variables: [string, number][] = [];
  const run = planBody(planner, ordered, new Set(), (bound): Next => {
    const named = [...bound].filter((name) => !name.startsWith('$') && !name.startsWith('#'));
    variables = named.map((name) => [name.split('~')[0] as string, slotOf(planner, name)]);
    return (frame) => {
      const binding: Record<string, Value> = {};
      for (const [name, slot] of variables) binding[name] = frame[slot] as Value;
      (frame[found] as unknown as Binding[]).push(binding);
      return false;
    };
  });
  return { run, size: () => planner.size, variables, found };
}

/** A query as the checks of rules take it. */
function asRule(body: CoreBody, source: ModuleSource): CoreRule {
  return { source, at: 0, end: source.text.length, path: [], isDefault: false, body };
}

/** All answers to a query, or the error that ended its evaluation. */
export function evaluateQuery(
  policy: CompiledPolicy,
  query: string,
  input?: unknown,
  options: EvaluateOptions = {},
): { bindings?: readonly Binding[]; errors: readonly RegoError[] } {
  const planned = planQuery(policy, query);
  if (Array.isArray(planned)) return { errors: planned };
  const bindings: Binding[] = [];
  const errors = evaluate(policy, input, options, (context) => {
    const frame = new Array(planned.size()) as unknown as Frame;
    frame[0] = context;
    frame[planned.found] = bindings as unknown as Value;
    planned.run(frame);
  });
  return errors.length > 0 ? { errors } : { bindings, errors: [] };
}

/** The document at a path below `data`, rules included; undefined where there is none. */
export function evaluateDocument(
  policy: CompiledPolicy,
  path: readonly string[],
  input?: unknown,
  options: EvaluateOptions = {},
): { value?: Value; errors: readonly RegoError[] } {
  let value: Value | undefined;
  const errors = evaluate(policy, input, options, (context) => {
    let node: TreeNode | undefined = policy.root;
    for (const key of path) node = node?.children.get(key);
    value = node === undefined ? undefined : policy.program.extent(node, context, undefined, undefined);
  });
  return { errors, ...(value === undefined || errors.length > 0 ? {} : { value }) };
}

function evaluate(
  policy: CompiledPolicy,
  input: unknown,
  options: EvaluateOptions,
  run: (context: Context) => void,
): readonly RegoError[] {
  const limits = { ...defaultLimits(), ...options.limits };
  const evaluation: Evaluation = {
    limits,
    deadline: performance.now() + limits.milliseconds,
    steps: 0,
    depth: 0,
    builtinError: undefined,
    now: options.now ?? (() => BigInt(Date.now()) * 1_000_000n),
    nowValue: undefined,
    dialect: policy.dialect,
    print: options.print,
    stable: new Map(),
    trace: options.trace,
  };
  const context: Context = {
    evaluation,
    input: input as Value | undefined,
    data: options.data === undefined ? policy.data : fromPlainJson(options.data),
    results: [],
    comprehensions: [],
    calls: [],
    replaced: undefined,
    mocks: undefined,
  };
  try {
    run(context);
  } catch (problem) {
    if (problem instanceof EvaluationFailure) return [problem.error];
    if (problem instanceof RangeError) {
      return [regoError('eval_cancel_error', 'depth limit reached', undefined, undefined)];
    }
    throw problem;
  }
  if (options.strict === true && evaluation.builtinError !== undefined) return [evaluation.builtinError];
  return [];
}

export type { CoreTerm, Limits };
export { knownPath };
