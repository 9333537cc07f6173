/** One expression a line, evaluated and printed as `terraform console` does. */
import {
  type FunctionSpec,
  type FunctionTable,
  isFailure,
  known,
  objectValue,
  stringValue,
  type Type,
  type Value,
} from '../../cty/index.ts';
import { evaluate, parseExpression, type Scope } from '../../hcl/index.ts';
import type { Diagnostic } from '../../source/index.ts';
import { formatType, formatValue } from './format-value.ts';

export interface ConsoleAnswer {
  readonly ok: boolean;
  /** What is printed; empty where the line failed. */
  readonly output: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ConsoleSession {
  readonly answer: (line: string) => ConsoleAnswer;
}

/** The name under which diagnostics speak of what was typed. */
export const CONSOLE_SOURCE = '<console-input>';

const TYPE: Type = { kind: 'capsule', name: 'type' };

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
    return known(TYPE, { capsule: formatType(value.type) });
  },
};

/** What `path` and `terraform` hold where no configuration is loaded. */
export function bareVariables(workingDirectory: string): ReadonlyMap<string, Value> {
  const here = stringValue('.');
  return new Map<string, Value>([
    ['path', objectValue({ module: here, root: here, cwd: stringValue(workingDirectory) })],
    ['terraform', objectValue({ workspace: stringValue('default') })],
  ]);
}

/** `check` may refuse an expression before it is evaluated, as Terraform does with undeclared references. */
export function startConsole(
  variables: ReadonlyMap<string, Value>,
  functions: FunctionTable,
  check: (expression: ReturnType<typeof parseExpression>['value']) => readonly Diagnostic[] = () => [],
): ConsoleSession {
  const scope: Scope = { variables, functions: new Map([...functions, ['type', typeFunction]]) };
  return {
    answer: (line) => {
      const text = line.trim();
      if (text === '') return { ok: true, output: '', diagnostics: [] };
      const { value: expression, diagnostics } = parseExpression({ name: CONSOLE_SOURCE, text });
      if (diagnostics.length > 0) return { ok: false, output: '', diagnostics };
      const refused = check(expression);
      if (refused.length > 0) return { ok: false, output: '', diagnostics: refused };
      const problems: Diagnostic[] = [];
      const value = evaluate(expression, scope, problems);
      if (problems.length > 0) return { ok: false, output: '', diagnostics: problems };
      if (value.state === 'known' && value.type === TYPE) {
        return { ok: true, output: (value.data as { capsule: string }).capsule, diagnostics: [] };
      }
      if (holdsType(value)) {
        const problem: Diagnostic = {
          severity: 'error',
          code: 'terraform/invalid-use-of-type-function',
          summary: 'Invalid use of type function',
          detail: 'In the console "type" can only be the whole expression.',
        };
        return { ok: false, output: '', diagnostics: [problem] };
      }
      return { ok: true, output: formatValue(value), diagnostics: [] };
    },
  };
}

function holdsType(value: Value): boolean {
  if (value.state !== 'known') return false;
  if (value.type === TYPE) return true;
  if (Array.isArray(value.data)) return (value.data as readonly Value[]).some(holdsType);
  return value.data instanceof Map && [...value.data.values()].some(holdsType);
}
