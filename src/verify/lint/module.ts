/**
 * One folder's files as the rules see them: what is written, before anything is merged or evaluated. Files that do not
 * parse count with what could be read of them.
 */
import {
  type Attribute,
  type Block,
  type Body,
  type BodySchema,
  bodyPartialContent,
  type Expression,
  evaluate,
  justAttributes,
  parseJson,
  parseJsonBody,
  parseNative,
  type Traversal,
  variablesOf,
} from '../../hcl/index.ts';
import { decodeSource, type Source, type Span } from '../../source/index.ts';
import type { Files } from '../request.ts';
import { walkExpression } from './walk.ts';

export interface LintFile {
  /** Without its folder. */
  readonly name: string;
  readonly source: Source;
  readonly body: Body;
  readonly syntax: 'native' | 'json';
}

export interface LintModule {
  /** `''` for the root. */
  readonly directory: string;
  /** In the order of their names. */
  readonly files: readonly LintFile[];
  /** Blocks at the top of the files, in order. */
  readonly blocks: readonly Block[];
  /** Every expression of the module, those of nested blocks included; parts of expressions are not listed again. */
  readonly expressions: readonly Expression[];
  /** Every reference of the module. */
  readonly references: readonly Traversal[];
}

const TOP: BodySchema = {
  attributes: [],
  blocks: [
    { type: 'terraform', labels: [] },
    { type: 'provider', labels: ['name'] },
    { type: 'variable', labels: ['name'] },
    { type: 'locals', labels: [] },
    { type: 'output', labels: ['name'] },
    { type: 'module', labels: ['name'] },
    { type: 'resource', labels: ['type', 'name'] },
    { type: 'data', labels: ['type', 'name'] },
    { type: 'ephemeral', labels: ['type', 'name'] },
    { type: 'check', labels: ['name'] },
    { type: 'moved', labels: [] },
    { type: 'import', labels: [] },
    { type: 'removed', labels: [] },
  ],
};

/** The folders of a configuration that hold Terraform files, the root first. */
export function lintModules(files: Files): readonly LintModule[] {
  const folders = new Map<string, LintFile[]>();
  for (const path of Object.keys(files).sort()) {
    if (!/\.tf(\.json)?$/.test(path) || /(^|\/)\./.test(path)) continue;
    const slash = path.lastIndexOf('/');
    const file = lintFile(path, path.slice(slash + 1), files[path] as string | Uint8Array);
    const folder = path.slice(0, Math.max(0, slash));
    const others = folders.get(folder);
    if (others === undefined) folders.set(folder, [file]);
    else others.push(file);
  }
  return [...folders].map(([directory, members]) => lintModule(directory, members));
}

function lintFile(path: string, name: string, content: string | Uint8Array): LintFile {
  const source = typeof content === 'string' ? { name: path, text: content } : decodeSource(path, content);
  if (name.endsWith('.json')) return { name, source, body: parseJsonBody(source).value, syntax: 'json' };
  return { name, source, body: parseNative(source).value, syntax: 'native' };
}

function lintModule(directory: string, files: readonly LintFile[]): LintModule {
  const blocks = files.flatMap(({ body }) => bodyPartialContent(body, TOP, []).content.blocks);
  const expressions = blocks.flatMap(({ body }) => expressionsOf(body));
  let references: readonly Traversal[] | undefined;
  return {
    directory,
    files,
    blocks,
    expressions,
    get references() {
      references ??= expressions.flatMap((expression) => variablesOf(expression));
      return references;
    },
  };
}

/** The expressions of a body and of the blocks in it. */
export function expressionsOf(body: Body): readonly Expression[] {
  if (body.kind !== 'NativeBody') {
    return [...justAttributes(body, []).values()].map(({ expression }) => expression);
  }
  const own = [...body.attributes.values()].map(({ expression }) => expression);
  return [...own, ...body.blocks.flatMap((block) => expressionsOf(block.body))];
}

/** Calls `visit` for every expression of the module and every part of it. JSON files have no such parts. */
export function eachExpression(module: LintModule, visit: (expression: Expression) => void): void {
  for (const expression of module.expressions) walkExpression(expression, visit);
}

export function blocksOf({ blocks }: LintModule, type: string): readonly Block[] {
  return blocks.filter((block) => block.type === type);
}

/** The blocks of one type directly inside another. */
export function nestedBlocks(body: Body, type: string): readonly Block[] {
  return bodyPartialContent(body, { attributes: [], blocks: [{ type, labels: [] }] }, []).content.blocks;
}

export function attributeOf(body: Body, name: string): Attribute | undefined {
  if (body.kind === 'NativeBody') return body.attributes.get(name);
  return bodyPartialContent(body, { attributes: [{ name, required: false }], blocks: [] }, []).content.attributes.get(
    name,
  );
}

/** The text that an expression is without looking anything up; undefined where it is none. */
export function literalText(expression: Expression | undefined): string | undefined {
  if (expression === undefined || variablesOf(expression).length > 0) return undefined;
  const value = evaluate(expression, undefined, []);
  return value.state === 'known' && typeof value.data === 'string' ? value.data : undefined;
}

/** The name a block is given: its last label. */
export function nameOf(block: Block): { readonly name: string; readonly span: Span } {
  const label = block.labels.at(-1);
  return label === undefined ? { name: block.type, span: block.typeSpan } : { name: label.value, span: label.span };
}

/** The named attribute of a reference's first steps, such as `x` of `var.x`. */
export function stepName({ steps }: Traversal, at: number): string | undefined {
  const step = steps[at];
  return step?.kind === 'attribute' ? step.name : undefined;
}

/** Whether the text of a `.tf.json` file is an object at its top. */
export function isJsonObject({ source }: LintFile): boolean {
  return parseJson(source).value.kind === 'JsonObject';
}
