/** The functions that a module's expressions may call: the library, templates, and those of the module's providers. */
import {
  type FunctionFailure,
  type FunctionOptions,
  type FunctionSpec,
  type FunctionTable,
  NO_FILES,
  type Parameter,
  standardFunctions,
  unknownOf,
  type Value,
} from '../../cty/index.ts';
import { evaluate, parseTemplate, variablesOf } from '../../hcl/index.ts';
import type { FunctionSignature, Provider } from '../../provider/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import type { WalkContext } from './context.ts';

/** In a console nothing waits for an apply: `uuid()` and `timestamp()` answer, and there is no time of a plan. */
export function libraryFor(context: WalkContext, mode: 'validate' | 'plan' | 'console'): FunctionTable {
  const now = context.now ?? Date.now;
  const options: FunctionOptions = {
    files: context.files ?? NO_FILES,
    workingDirectory: context.workingDirectory ?? '/',
    now,
    pure: mode !== 'console',
    ...(context.homeDirectory !== undefined && { homeDirectory: context.homeDirectory }),
    ...(mode === 'plan' && { planTime: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z') }),
    renderTemplate: (source, name, variables, depth) => renderTemplate(options, source, name, variables, depth),
  };
  return standardFunctions(options);
}

function renderTemplate(
  options: FunctionOptions,
  text: string,
  name: string,
  variables: ReadonlyMap<string, Value>,
  depth: number,
): Value | FunctionFailure {
  const { value: template, diagnostics } = parseTemplate({ name, text });
  const wrong = firstError(diagnostics);
  if (wrong !== undefined) return { failure: wrong };
  for (const { root, span } of variablesOf(template)) {
    if (variables.has(root)) continue;
    const line = text.slice(0, span.start).split('\n').length;
    return {
      failure: `the template refers to "${root}" (${name}, line ${line}), which is not among the given variables`,
      argument: 1,
    };
  }
  const problems: Diagnostic[] = [];
  const functions = standardFunctions({ ...options, templateDepth: depth });
  const value = evaluate(template, { variables, functions }, problems);
  const failed = firstError(problems);
  return failed === undefined ? value : { failure: failed };
}

function firstError(diagnostics: readonly Diagnostic[]): string | undefined {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  return error === undefined ? undefined : `${error.summary}; ${error.detail}`;
}

/** Calls whose answers are awaited: the node that asked is visited again when they are there. */
export interface PendingCalls {
  readonly answers: Map<string, Awaited<ReturnType<Provider['callFunction']>>>;
  readonly waiting: Promise<void>[];
}

export function providerFunction(
  localName: string,
  name: string,
  signature: FunctionSignature,
  provider: Provider,
  pending: PendingCalls,
  keyOf: (args: readonly Value[]) => string,
): FunctionSpec {
  const parameter = (one: FunctionSignature['parameters'][number]): Parameter => ({
    name: one.name,
    type: one.type,
    allowNull: one.allowNull,
    allowUnknown: one.allowUnknown,
  });
  return {
    name: `provider::${localName}::${name}`,
    parameters: signature.parameters.map(parameter),
    ...(signature.variadic !== undefined && { variadic: parameter(signature.variadic) }),
    returnType: () => signature.returns,
    call: (args) => {
      const key = `${provider.address}\n${name}\n${keyOf(args)}`;
      const known = pending.answers.get(key);
      if (known !== undefined) return asResult(known);
      const answer = provider.callFunction(name, args);
      if (!(answer instanceof Promise)) return asResult(answer);
      pending.waiting.push(answer.then((result) => void pending.answers.set(key, result)));
      return unknownOf(signature.returns);
    },
  };
}

function asResult(answer: Awaited<ReturnType<Provider['callFunction']>>): Value | FunctionFailure {
  if ('value' in answer) return answer.value;
  return { failure: answer.error, ...(answer.argument !== undefined && { argument: answer.argument }) };
}
