/** Text that is not HCL, or not a configuration. */
import { type ErrorMode, pick } from './error-mode.ts';
import { blocksIn, changeArgument, isNumber, isQuoted, resourceArguments, resourcesIn, withLine } from './lines.ts';

export const SYNTAX_ERRORS: readonly ErrorMode[] = [
  {
    name: 'string-over-lines',
    weight: 186,
    stage: 'init',
    title: /^Invalid multi-line string$|^Unterminated template string$/,
    inject: (text, random) =>
      changeArgument(text, random, isQuoted, ({ name, value }) => [`${name} = ${value.slice(0, -1)}`, '  "']),
  },
  {
    name: 'unterminated-string',
    weight: 173,
    stage: 'init',
    title: /^Unterminated template string$|^Invalid multi-line string$/,
    inject: (text, random) =>
      changeArgument(text, random, isQuoted, ({ name, value }) => `${name} = ${value.slice(0, -1)}`),
  },
  {
    name: 'sentence-in-code',
    weight: 49,
    stage: 'init',
    title: /^Argument or block definition required$|^Invalid block definition$/,
    inject: (text, random) => {
      const said = pick(
        ['This creates the resource.', 'Here is the configuration:', 'Note that names must be unique!'],
        random,
      );
      const resource = pick(resourcesIn(text), random);
      return resource === undefined ? undefined : withLine(text, resource.end, `  ${said}`, '}');
    },
  },
  {
    name: 'attribute-redefined',
    weight: 45,
    stage: 'init',
    title: /^Attribute redefined$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        () => true,
        ({ name, value }) => [`${name} = ${value}`, `${name} = ${value}`],
      ),
  },
  {
    name: 'unclosed-block',
    weight: 40,
    stage: 'init',
    title:
      /^Unclosed configuration block$|^Argument or block definition required$|^Unbalanced|^Invalid block definition$/,
    inject: (text) => {
      const last = text.trimEnd();
      return last.endsWith('}') ? `${last.slice(0, -1).trimEnd()}\n` : undefined;
    },
  },
  {
    name: 'semicolon',
    weight: 33,
    stage: 'init',
    title: /^Invalid character$|^Missing newline after argument$|^Invalid expression$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        () => true,
        ({ name, value }) => `${name} = ${value};`,
      ),
  },
  {
    name: 'single-quotes',
    weight: 33,
    stage: 'init',
    title: /^Invalid character$|^Invalid expression$/,
    inject: (text, random) =>
      changeArgument(text, random, isQuoted, ({ name, value }) => `${name} = '${value.slice(1, -1)}'`),
  },
  {
    name: 'missing-expression',
    weight: 32,
    stage: 'init',
    title: /^Invalid expression$|^Missing expression$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        () => true,
        ({ name }) => `${name} =`,
      ),
  },
  {
    name: 'dangling-operator',
    weight: 25,
    stage: 'init',
    title: /^Invalid expression$|^Missing expression$/,
    inject: (text, random) => changeArgument(text, random, isNumber, ({ name, value }) => `${name} = ${value} +`),
  },
  {
    name: 'block-with-equals',
    weight: 21,
    stage: 'init',
    title: /^Invalid block definition$|^Argument or block definition required$|^Invalid expression$/,
    inject: (text, random) => {
      const block = pick(resourcesIn(text), random);
      if (block === undefined) return undefined;
      return withLine(text, block.start, `resource "${block.labels[0]}" "${block.labels[1]}" = {`);
    },
  },
  {
    name: 'missing-name',
    weight: 19,
    stage: 'init',
    title: /^Missing name for resource$/,
    inject: (text, random) => {
      const block = pick(resourcesIn(text), random);
      return block === undefined ? undefined : withLine(text, block.start, `resource "${block.labels[0]}" {`);
    },
  },
  {
    name: 'arguments-on-one-line',
    weight: 14,
    stage: 'init',
    title: /^Missing newline after argument$/,
    inject: (text, random) => {
      const all = resourceArguments(text);
      const neighbours = all.filter(({ line }) => all.some((other) => other.line === line + 1));
      const one = pick(neighbours, random);
      const other = all.find(({ line }) => one !== undefined && line === one.line + 1);
      if (one === undefined || other === undefined) return undefined;
      const whole = `${one.indent}${one.name} = ${one.value} ${other.name} = ${other.value}`;
      return withLine(withLine(text, other.line), one.line, whole);
    },
  },
  {
    name: 'duplicate-resource',
    weight: 45,
    stage: 'init',
    title: /^Duplicate /,
    inject: (text, random) => {
      const block = pick(resourcesIn(text), random);
      if (block === undefined) return undefined;
      return `${text.trimEnd()}\n\n${text
        .split('\n')
        .slice(block.start, block.end + 1)
        .join('\n')}\n`;
    },
  },
  {
    name: 'variable-in-default',
    weight: 53,
    stage: 'init',
    title: /^Variables not allowed$/,
    inject: (text, random) =>
      inVariable(
        text,
        random,
        (name) =>
          `variable "${name}" {\n  default = var.environment\n}\n\nvariable "environment" {\n  default = "prod"\n}`,
      ),
  },
  {
    name: 'function-in-default',
    weight: 16,
    stage: 'init',
    title: /^Function calls not allowed$/,
    inject: (text, random) =>
      inVariable(text, random, (name, value) => `variable "${name}" {\n  default = lower(${value})\n}`),
  },
];

/** Turns a text argument into a variable, declared as the caller says. */
function inVariable(
  text: string,
  random: () => number,
  declaration: (name: string, value: string) => string,
): string | undefined {
  const taken = new Set(
    blocksIn(text)
      .filter(({ type }) => type === 'variable')
      .map(({ labels }) => labels[0]),
  );
  let declared = '';
  const changed = changeArgument(
    text,
    random,
    (argument) => isQuoted(argument) && !taken.has(argument.name) && argument.name !== 'environment',
    ({ name, value }) => {
      declared = declaration(name, value);
      return `${name} = var.${name}`;
    },
  );
  return changed === undefined ? undefined : `${declared}\n\n${changed}`;
}
