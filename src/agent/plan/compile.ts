/** A typed plan becomes a configuration: references stay references, and what the schema calls a block is written as one. */
import type { BlockShape, Environment } from '../environment.ts';
import type { Plan, PlanValue } from './schema.ts';
import { type Names, stringText, valueText } from './value-text.ts';

type Values = { readonly [name: string]: PlanValue };

export function compilePlan(plan: Plan, { shapeOf, format }: Pick<Environment, 'shapeOf' | 'format'>): string {
  const names = namesOf(plan);
  const parts = [
    ...requiredProviders(plan),
    ...plan.providers.map(({ name, alias, arguments: values }) =>
      alias === undefined && Object.keys(values).length === 0
        ? ''
        : block(`provider "${name}"`, { ...(alias === undefined ? {} : { alias }), ...values }, undefined, names),
    ),
    ...plan.variables.map((variable) => variableText(variable, names)),
    Object.keys(plan.locals).length === 0 ? '' : block('locals', plan.locals, NO_BLOCKS, names),
    ...plan.resources.map((resource) => resourceText(resource, shapeOf?.(resource.mode, resource.type), names)),
    ...plan.outputs.map(({ name, ...rest }) => block(`output "${name}"`, rest as Values, NO_BLOCKS, names)),
  ];
  const text = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  return format?.(text) ?? text;
}

const NO_BLOCKS: BlockShape = { attributes: new Map(), blocks: new Map() };

function namesOf({ resources, variables, locals, providers }: Plan): Names {
  const heads = new Set([
    ...resources.map(({ mode, type, name }) => `${mode === 'data' ? 'data.' : ''}${type}.${name}`),
    ...variables.map(({ name }) => `var.${name}`),
    ...Object.keys(locals).map((name) => `local.${name}`),
    ...providers.flatMap(({ name, alias }) => (alias === undefined ? [] : [`${name}.${alias}`])),
  ]);
  return { declares: (head) => heads.has(head) };
}

/** Those that are named, and hashicorp's for the rest of the types. */
function requiredProviders({ providers, resources }: Plan): string[] {
  const sources = new Map<string, string>();
  for (const { type } of resources) {
    const name = type.split('_', 1)[0] as string;
    if (name !== 'terraform') sources.set(name, `hashicorp/${name}`);
  }
  const versions = new Map<string, string>();
  for (const { name, source, version } of providers) {
    if (source !== undefined || !sources.has(name)) sources.set(name, source ?? `hashicorp/${name}`);
    if (version !== undefined) versions.set(name, version);
  }
  if (sources.size === 0) return [];
  const lines = [...sources].map(([name, source]) => {
    const version = versions.get(name);
    const constraint = version === undefined ? '' : `\n      version = ${stringText(version)}`;
    return `    ${name} = {\n      source = ${stringText(source)}${constraint}\n    }\n`;
  });
  return [`terraform {\n  required_providers {\n${lines.join('')}  }\n}`];
}

function variableText({ name, type, ...rest }: Plan['variables'][number], names: Names): string {
  const text = block(`variable "${name}"`, rest as Values, NO_BLOCKS, names);
  return type === undefined ? text : text.replace('{\n', `{\n  type = ${type}\n`);
}

function resourceText(resource: Plan['resources'][number], shape: BlockShape | undefined, names: Names): string {
  const { mode, type, name, count, for_each, provider, depends_on: after, arguments: values } = resource;
  const meta: Record<string, PlanValue> = {};
  if (provider !== undefined) meta.provider = { $expr: provider };
  if (count !== undefined) meta.count = count;
  if (for_each !== undefined) meta.for_each = for_each;
  const last: Record<string, PlanValue> = after.length === 0 ? {} : { depends_on: after.map(($expr) => ({ $expr })) };
  return block(
    `${mode === 'data' ? 'data' : 'resource'} "${type}" "${name}"`,
    { ...meta, ...values, ...last },
    shape,
    names,
  );
}

/** Without a shape, objects and lists of objects that look like blocks cannot be told from arguments; lists are taken for blocks. */
function block(header: string, values: Values, shape: BlockShape | undefined, names: Names, indent = ''): string {
  const inner = `${indent}  `;
  const lines = Object.entries(values).flatMap(([key, value]): string[] => {
    if (value === undefined) return [];
    const nested = blocksOf(key, value, shape);
    if (nested === undefined)
      return [`${inner}${key} = ${argumentText(value, shape?.attributes.get(key), names, inner)}`];
    return nested.map((each) => inner + block(key, each, shape?.blocks.get(key), names, inner));
  });
  return lines.length === 0 ? `${header} {}` : `${header} {\n${lines.join('\n')}\n${indent}}`;
}

const ALWAYS_BLOCKS = new Set(['lifecycle', 'timeouts']);

function blocksOf(key: string, value: PlanValue, shape: BlockShape | undefined): readonly Values[] | undefined {
  const objects = Array.isArray(value) ? (value as readonly PlanValue[]) : [value];
  if (objects.length === 0 ? !shape?.blocks.has(key) : !objects.every(isPlainObject)) return undefined;
  if (shape?.attributes.has(key)) return undefined;
  const named = shape?.blocks.has(key) || ALWAYS_BLOCKS.has(key);
  return named || (shape === undefined && Array.isArray(value)) ? (objects as readonly Values[]) : undefined;
}

function isPlainObject(value: PlanValue): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !('$ref' in value) && !('$expr' in value)
  );
}

/** Documents in an argument that takes text are JSON. */
function argumentText(value: PlanValue, type: string | undefined, names: Names, indent: string): string {
  const text = valueText(value, names, indent);
  const isDocument = isPlainObject(value) || (Array.isArray(value) && value.length > 0);
  return type === 'string' && isDocument ? `jsonencode(${text})` : text;
}
