/** Names that lead nowhere, functions called wrongly, circles; and what only a plan finds. */
import { type ErrorMode, pick } from './error-mode.ts';
import { changeArgument, isNumber, isQuoted, referencesIn, resourcesIn, withLine } from './lines.ts';

export const REFERENCE_ERRORS: readonly ErrorMode[] = [
  {
    name: 'undeclared-resource',
    weight: 268,
    stage: 'validate',
    title: /^Reference to undeclared resource$/,
    inject: (text, random) => {
      const reference = pick(referencesIn(text), random);
      if (reference === undefined) return missingReference(text, random);
      const { line, type, label, attribute, text: whole } = reference;
      const other = pick(
        ['default', 'example', `${label}_resource`].filter((name) => name !== label),
        random,
      );
      return withLine(text, line, lineOf(text, line).replace(whole, `${type}.${other}.${attribute}`));
    },
  },
  {
    name: 'undeclared-variable',
    weight: 83,
    stage: 'validate',
    title: /^Reference to undeclared input variable$/,
    inject: (text, random) => changeArgument(text, random, isQuoted, ({ name }) => `${name} = var.${name}_input`),
  },
  {
    name: 'undeclared-local',
    weight: 40,
    stage: 'validate',
    title: /^Reference to undeclared local value$/,
    inject: (text, random) => changeArgument(text, random, isQuoted, ({ name }) => `${name} = local.${name}_local`),
  },
  {
    name: 'unsupported-attribute',
    weight: 99,
    stage: 'validate',
    title: /^Unsupported attribute$/,
    inject: (text, random) => {
      const reference = pick(referencesIn(text), random);
      if (reference === undefined) return undefined;
      const { line, type, label, text: whole } = reference;
      const invented = pick(['resource_arn', 'identifier_value', 'full_name', 'id_value'], random);
      return withLine(text, line, lineOf(text, line).replace(whole, `${type}.${label}.${invented}`));
    },
  },
  {
    name: 'file-missing',
    weight: 157,
    stage: 'validate',
    title: /^(Invalid function argument|Error in function call)$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        isQuoted,
        ({ name }) =>
          `${name} = ${pick(['file("policy.json")', 'filebase64("function.zip")', 'filebase64sha256("lambda.zip")'], random)}`,
      ),
  },
  {
    name: 'wrong-function-argument',
    weight: 105,
    stage: 'validate',
    title:
      /^(Invalid function argument|Error in function call|Not enough function arguments|Too many function arguments)$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        isQuoted,
        ({ name, value }) =>
          `${name} = ${pick([`jsondecode(${value})`, `join(${value})`, `element([], 0)`, `cidrsubnet(${value}, 8, 1)`], random)}`,
      ),
  },
  {
    name: 'invented-function',
    weight: 20,
    stage: 'validate',
    title: /^Call to unknown function$/,
    inject: (text, random) =>
      changeArgument(
        text,
        random,
        isQuoted,
        ({ name, value }) =>
          `${name} = ${pick(['concatenate', 'tostr', 'random_string', 'uppercase'], random)}(${value})`,
      ),
  },
  {
    name: 'cycle',
    weight: 12,
    stage: 'validate',
    title: /^Cycle: /,
    inject: (text) => {
      const [one, other] = resourcesIn(text);
      if (one === undefined || other === undefined || text.includes('depends_on')) return undefined;
      const second = withLine(text, other.end, '', `  depends_on = [${one.labels.join('.')}]`, '}');
      return withLine(second, one.end, '', `  depends_on = [${other.labels.join('.')}]`, '}');
    },
  },
  {
    name: 'unset-variable',
    weight: 39,
    stage: 'plan',
    title: /^No value for required variable$/,
    inject: (text, random) => {
      let variable = '';
      const changed = changeArgument(
        text,
        random,
        (each) => isQuoted(each) && !text.includes(`variable "${each.name}"`),
        ({ name }) => {
          variable = `variable "${name}" {\n  type = string\n}\n\n`;
          return `${name} = var.${name}`;
        },
      );
      return changed === undefined ? undefined : variable + changed;
    },
  },
  {
    name: 'self-reference',
    weight: 18,
    stage: 'plan',
    title: /^Self-referential block$/,
    inject: (text, random) => {
      const resource = pick(
        resourcesIn(text).filter(({ start, end }) => end > start + 1),
        random,
      );
      if (resource === undefined) return undefined;
      const inside = (line: number) => resource.start < line && line < resource.end;
      return changeArgument(
        text,
        random,
        (each) => isQuoted(each) && inside(each.line),
        ({ name }) => `${name} = ${resource.labels.join('.')}.id`,
      );
    },
  },
  {
    name: 'count-unknown-before-apply',
    weight: 10,
    stage: 'plan',
    title: /^Invalid count argument$/,
    inject: (text) => {
      const [one, other] = resourcesIn(text);
      if (one === undefined || other === undefined) return undefined;
      return withLine(text, other.start, lineOf(text, other.start), `  count = length(${one.labels.join('.')}.id)`);
    },
  },
  {
    name: 'attribute-without-index',
    weight: 48,
    stage: 'plan',
    title: /^all attributes must be indexed/,
    inject: (text, random) => {
      const table = pick(resourcesIn(text).filter(isTable), random);
      const name = pick(['created_at', 'status', 'email', 'updated_at'], random);
      if (table === undefined) return undefined;
      return withLine(text, table.end, '', '  attribute {', `    name = "${name}"`, '    type = "S"', '  }', '}');
    },
  },
  {
    name: 'capacity-on-demand',
    weight: 16,
    stage: 'plan',
    title: /capacity can not be set when billing_mode is/,
    inject: (text, random) => {
      const tables = resourcesIn(text).filter(isTable);
      const lines = text.split('\n');
      const onDemand = tables.filter(({ start, end }) =>
        lines.slice(start, end).some((line) => /billing_mode\s*=\s*"PAY_PER_REQUEST"/.test(line)),
      );
      const table = pick(onDemand, random);
      if (table === undefined) return undefined;
      return withLine(text, table.end, '', '  read_capacity = 5', '  write_capacity = 5', '}');
    },
  },
  {
    name: 'module-not-there',
    weight: 30,
    stage: 'init',
    title: /^(Module not installed|Missing required argument|Unreadable module directory|.*module.*)$/i,
    inject: (text, random) => {
      const [label] = resourcesIn(text)[0]?.labels[0]?.split('_').slice(1, 2) ?? [];
      if (label === undefined) return undefined;
      return `${text.trimEnd()}\n\nmodule "${label}" {\n  source = "${pick(['./modules/', '../modules/'], random)}${label}"\n}\n`;
    },
  },
  {
    name: 'unknown-provider',
    weight: 538,
    stage: 'init',
    title: /provider/i,
    inject: (text, random) => {
      const name = pick(['awscloud', 'terraform-utils', 'infra'], random);
      return `terraform {\n  required_providers {\n    ${name} = {\n      source = "hashicorp/${name}"\n    }\n  }\n}\n\n${text}`;
    },
  },
];

const isTable = ({ labels }: { readonly labels: readonly string[] }) => labels[0] === 'aws_dynamodb_table';

const lineOf = (text: string, line: number) => text.split('\n')[line] ?? '';

function missingReference(text: string, random: () => number): string | undefined {
  const type = resourcesIn(text)[0]?.labels[0];
  return changeArgument(
    text,
    random,
    (each) => isQuoted(each) && !isNumber(each),
    ({ name }) => `${name} = ${type}.missing.id`,
  );
}
