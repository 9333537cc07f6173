/** One expression a line, evaluated and printed as `terraform console` does. */
import { deepMarks, type FunctionSpec, isFailure, known, type Marks, type Type } from '../../cty/index.ts';
import { parseExpression } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { type Configuration, loadConfiguration } from '../configuration/index.ts';
import { type Evaluation, startEvaluation, type WalkContext } from '../walk/index.ts';
import { formatType, formatValue } from './format-value.ts';

export interface ConsoleAnswer {
  readonly ok: boolean;
  /** What is printed; empty where the line failed. */
  readonly output: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Console {
  readonly answer: ((line: string) => ConsoleAnswer) | undefined;
  /** What of the configuration could not be evaluated. */
  readonly diagnostics: readonly Diagnostic[];
}

const HELP = `Type an expression to see its value: it may refer to what the configuration declares.
For example, "cidrsubnet("10.0.0.0/16", 8, 1)" or "var.region".

"exit" ends the session.`;

/** The name under which diagnostics speak of what was typed. */
export const CONSOLE_SOURCE = '<console-input>';

const TYPE: Type = { kind: 'capsule', name: 'type' };
/** Travels with whatever is computed from a type, so that such a use is found. */
const ONLY_TYPE: Marks = new Set(['type']);

/** `type(value)`: only the console has it, and only as the whole expression. */
const typeFunction: FunctionSpec = {
  name: 'type',
  parameters: [
    {
      name: 'value',
      type: { kind: 'dynamic' },
      allowNull: true,
      allowUnknown: true,
      allowDynamic: true,
      allowMarked: true,
    },
  ],
  returnType: () => TYPE,
  call: ([value]) => {
    if (value === undefined || isFailure(value)) throw new Error('type needs one value');
    return known(TYPE, { capsule: formatType(value.type) }, ONLY_TYPE);
  },
};

/** Starts a session; `answer` is undefined where the configuration cannot be evaluated at all. */
export async function startConsole(configuration: Configuration, context: WalkContext): Promise<Console> {
  const { evaluate, diagnostics } = await startEvaluation(configuration, context, [typeFunction]);
  if (evaluate === undefined) return { answer: undefined, diagnostics };
  return { answer: (line) => answer(line, evaluate), diagnostics };
}

/** Nothing declared: the session of a folder without configuration. */
export function emptyConfiguration(): Configuration {
  const { configuration } = loadConfiguration(new Map([['main.tf', '']]));
  if (configuration === undefined) throw new Error('an empty text is a configuration');
  return configuration;
}

function answer(line: string, evaluate: Evaluation['evaluate']): ConsoleAnswer {
  const failed = (diagnostics: readonly Diagnostic[]): ConsoleAnswer => ({ ok: false, output: '', diagnostics });
  const text = line.trim();
  if (text === '') return { ok: true, output: '', diagnostics: [] };
  if (text === 'help') return { ok: true, output: HELP, diagnostics: [] };
  const { value: expression, diagnostics } = parseExpression({ name: CONSOLE_SOURCE, text });
  if (diagnostics.length > 0) return failed(diagnostics);
  const problems: Diagnostic[] = [];
  const value = evaluate(expression, problems);
  if (problems.length > 0) return failed(problems);
  if (value.state === 'known' && value.type === TYPE) {
    return { ok: true, output: (value.data as { capsule: string }).capsule, diagnostics: [] };
  }
  if (deepMarks(value).has('type')) {
    const problem: Diagnostic = {
      severity: 'error',
      code: 'terraform/invalid-use-of-type-function',
      summary: 'Invalid use of type function',
      detail: 'In the console "type" can only be the whole expression.',
    };
    return failed([problem]);
  }
  return { ok: true, output: formatValue(value), diagnostics: [] };
}
