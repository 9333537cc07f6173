/** An intent as Terraform files, in a style. Formatting is left to the caller. */
import type { Body, Intent, IntentNode, Value } from '../intent.ts';
import type { Random } from '../random.ts';
import { asLabel, labelsOf } from './addresses.ts';
import { expression, literal, objectKey, type Writer } from './expression.ts';
import { chooseParameters, type Parameter } from './parameters.ts';
import { providerText, versionsText } from './provider-text.ts';
import type { Style } from './style.ts';

export type Files = Readonly<Record<string, string>>;

interface Scene {
  readonly intent: Intent;
  readonly style: Style;
  readonly labels: ReadonlyMap<string, string>;
  readonly nodes: ReadonlyMap<string, IntentNode>;
  readonly parameters: ReadonlyMap<Value, Parameter>;
  readonly random: Random;
}

/** `fixed`: values that are parameters in any case. */
export function renderIntent(
  intent: Intent,
  style: Style,
  random: Random,
  fixed?: ReadonlyMap<Value, Parameter>,
): Files {
  const scene: Scene = {
    intent,
    style,
    labels: labelsOf(intent, style),
    nodes: new Map(intent.nodes.map((node) => [node.key, node])),
    parameters: chooseParameters(intent, style, random, fixed),
    random,
  };
  const resources = ordered(scene).map((node) => resourceText(node, scene));
  const outputs = style.outputs ? outputTexts(scene) : [];
  const parameters = uniqueParameters(scene);
  const locals = localsText(parameters);
  const variables = parameters.filter(({ kind }) => kind === 'variable');
  const head = [
    ...(style.versions ? [versionsText(intent.provider)] : []),
    ...(style.providerBlock ? [providerText(intent)] : []),
  ];
  if (style.module) return moduleFiles(scene, head, resources, locals, variables, outputs);
  const declared = variables.map((variable) => variableText(variable, true));
  if (style.files === 'one') return { 'main.tf': join([...head, ...declared, ...locals, ...resources, ...outputs]) };
  return {
    'main.tf': join([...head, ...locals, ...resources]),
    ...(declared.length > 0 ? { 'variables.tf': join(declared) } : {}),
    ...(outputs.length > 0 ? { 'outputs.tf': join(outputs) } : {}),
  };
}

function moduleFiles(
  { intent, labels }: Scene,
  head: readonly string[],
  resources: readonly string[],
  locals: readonly string[],
  variables: readonly Parameter[],
  outputs: readonly string[],
): Files {
  const name = labels.get(intent.nodes[0]?.key ?? '') ?? 'main';
  const folder = `modules/${name.replaceAll('_', '-')}`;
  const given = variables.map(({ name: variable, value }) => `${variable} = ${literal(value)}`);
  const call = `module "${asLabel(name)}" {\nsource = "./${folder}"\n${given.length > 0 ? `\n${given.join('\n')}\n` : ''}}`;
  const declared = variables.map((variable) => variableText(variable, false));
  return {
    'main.tf': join([...head, call]),
    [`${folder}/main.tf`]: join([...locals, ...resources]),
    ...(declared.length > 0 ? { [`${folder}/variables.tf`]: join(declared) } : {}),
    ...(outputs.length > 0 ? { [`${folder}/outputs.tf`]: join(outputs) } : {}),
  };
}

const join = (texts: readonly string[]) => `${texts.map((text) => text.trimEnd()).join('\n\n')}\n`;

/** Needs before those that need them, as made, or in any order. */
function ordered({ intent, style, random }: Scene): readonly IntentNode[] {
  if (style.resources === 'as-made') return intent.nodes;
  if (style.resources === 'shuffled') return random.shuffled(intent.nodes);
  const sorted: IntentNode[] = [];
  const place = (node: IntentNode) => {
    if (sorted.includes(node)) return;
    for (const need of intent.nodes) if (need.owner === node.key && need.role === 'need') place(need);
    sorted.push(node);
  };
  for (const node of intent.nodes) place(node);
  return sorted;
}

function resourceText(node: IntentNode, scene: Scene): string {
  const { instances } = node;
  const label = scene.labels.get(node.key) as string;
  const comment = scene.style.comments ? `# ${node.noun.charAt(0).toUpperCase()}${node.noun.slice(1)}\n` : '';
  if (instances === undefined) return comment + blockText(node, label, node.body, [], scene);
  const first = Object.keys(instances[0]?.values ?? {});
  switch (scene.style.repetition) {
    case 'separate':
      return instances
        .map(({ key, values }) => blockText(node, `${label}_${key}`, { ...scalars(values), ...node.body }, [], scene))
        .join('\n\n');
    case 'count': {
      const lists = first.map((argument): [string, Value] => [
        argument,
        {
          kind: 'expression',
          text: `[${instances.map(({ values }) => literal(values[argument] as string)).join(', ')}][count.index]`,
        },
      ]);
      const body = { ...Object.fromEntries(lists), ...node.body };
      return comment + blockText(node, label, body, [`count = ${instances.length}`], scene);
    }
    case 'for_each':
      return comment + forEachText(node, label, first, scene);
  }
}

function forEachText(node: IntentNode, label: string, varying: readonly string[], scene: Scene): string {
  const instances = node.instances ?? [];
  const [only = ''] = varying;
  const each = (argument: string) =>
    varying.length > 1 ? `each.value.${argument}` : isSet(node, scene) ? 'each.key' : 'each.value';
  const body: Body = {
    ...Object.fromEntries(varying.map((argument) => [argument, { kind: 'expression', text: each(argument) }])),
    ...node.body,
  };
  const texts = instances.map(({ values }) => literal(values[only] as string));
  const head = isSet(node, scene) ? `toset([${texts.join(', ')}])` : `{\n${mapEntries(node, varying).join('\n')}\n}`;
  return blockText(node, label, body, [`for_each = ${head}`], scene);
}

/** Whether the instances are told apart by a set of texts. */
function isSet({ instances = [] }: IntentNode, { style }: Scene): boolean {
  const values = instances.flatMap((instance) => Object.values(instance.values));
  return style.sets && values.length === instances.length && values.every((value) => typeof value === 'string');
}

function mapEntries({ instances = [] }: IntentNode, varying: readonly string[]): string[] {
  const [only = ''] = varying;
  return instances.map(({ key, values }) =>
    varying.length === 1
      ? `${objectKey(key)} = ${literal(values[only] as string)}`
      : `${objectKey(key)} = {\n${varying.map((argument) => `${argument} = ${literal(values[argument] as string)}`).join('\n')}\n}`,
  );
}

function scalars(values: Readonly<Record<string, string | number | boolean>>): Body {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { kind: 'scalar', value }]));
}

function blockText(node: IntentNode, label: string, body: Body, head: readonly string[], scene: Scene): string {
  const lines = bodyText(arranged(node, body, scene), scene);
  const start = head.length > 0 ? `${head.join('\n')}\n\n` : '';
  return `resource "${node.type}" "${label}" {\n${start}${lines}\n}`;
}

/** Plain arguments, then those of many lines, then blocks; a blank line between the sorts. */
function bodyText(body: Body, scene: Scene): string {
  const writer = writerOf(scene);
  const plain: string[] = [];
  const long: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (value.kind === 'blocks') {
      for (const inner of value.bodies) long.push(`${name} {\n${bodyText(inner, scene)}\n}`);
      continue;
    }
    const text = `${name} = ${expression(value, writer)}`;
    (text.includes('\n') ? long : plain).push(text.trimEnd());
  }
  return [...(plain.length > 0 ? [plain.join('\n')] : []), ...long].join('\n\n');
}

function arranged(node: IntentNode, body: Body, { style, random }: Scene): Body {
  const entries = Object.entries(body);
  switch (style.order) {
    case 'pattern':
      return body;
    case 'alphabetical':
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    case 'shuffled':
      return Object.fromEntries(random.shuffled(entries));
    case 'name-first': {
      const name = entries.filter(([argument]) => argument === node.nameArgument?.split('.')[0]);
      const tags = entries.filter(([argument]) => argument === 'tags' || argument === 'labels');
      return Object.fromEntries([
        ...name,
        ...entries.filter((entry) => !name.includes(entry) && !tags.includes(entry)),
        ...tags,
      ]);
    }
  }
}

function writerOf(scene: Scene): Writer {
  return {
    json: scene.style.json,
    instead: (value) => {
      const parameter = scene.parameters.get(value);
      return parameter === undefined
        ? undefined
        : `${parameter.kind === 'variable' ? 'var' : 'local'}.${parameter.name}`;
    },
    reference: (value) => referenceText(value, scene),
  };
}

function referenceText({ node: key, attribute, all }: Value & { kind: 'reference' }, scene: Scene): string {
  const node = scene.nodes.get(key) as IntentNode;
  const address = `${node.type}.${scene.labels.get(key)}`;
  const { instances } = node;
  if (instances === undefined) return `${address}.${attribute}`;
  const [first] = instances;
  switch (scene.style.repetition) {
    case 'separate': {
      const each = instances.map((instance) => `${address}_${instance.key}.${attribute}`);
      return all ? `[${each.join(', ')}]` : (each[0] as string);
    }
    case 'count':
      return all ? `${address}[*].${attribute}` : `${address}[0].${attribute}`;
    case 'for_each':
      return all
        ? `[for ${shortName(node)} in ${address} : ${shortName(node)}.${attribute}]`
        : `${address}["${isSet(node, scene) ? Object.values(first?.values ?? {})[0] : first?.key}"].${attribute}`;
  }
}

const shortName = ({ type }: IntentNode) => type.split('_').at(-1) ?? 'each';

function uniqueParameters({ parameters }: Scene): readonly Parameter[] {
  return [...new Map([...parameters.values()].map((parameter) => [parameter.name, parameter])).values()];
}

function localsText(parameters: readonly Parameter[]): readonly string[] {
  const locals = parameters.filter(({ kind }) => kind === 'local');
  if (locals.length === 0) return [];
  return [`locals {\n${locals.map(({ name, value }) => `${name} = ${literal(value)}`).join('\n')}\n}`];
}

function variableText({ name, value, description }: Parameter, withDefault: boolean): string {
  const type = typeof value === 'boolean' ? 'bool' : typeof value;
  const lines = [`description = ${literal(description)}`, `type = ${type}`];
  if (withDefault) lines.push(`default = ${literal(value)}`);
  return `variable "${name}" {\n${lines.join('\n')}\n}`;
}

function outputTexts({ intent, labels, nodes, style }: Scene): readonly string[] {
  const root = intent.nodes.find(({ role, instances }) => role === 'root' && instances === undefined);
  if (root === undefined || !nodes.has(root.key) || style.repetition === 'count') return [];
  const label = labels.get(root.key) as string;
  return [`output "${root.type.split('_').at(-1)}_id" {\nvalue = ${root.type}.${label}.id\n}`];
}
