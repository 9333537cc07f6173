/**
 * A grammar of configurations made of given resource types: every argument exists, required ones are there, blocks nest as
 * the schema says, values are in their sets, ranges and lengths, references lead to resources that are in the answer. It lets
 * through less than what is right, so that what it lets through is right as far as the pack knows.
 */
import type { Test } from '../facts/format.ts';
import type { ResourceFacts } from '../facts/index.ts';
import { decodeSchema, loadPack, type SchemaLine } from '../pack/index.ts';
import { referenceOf } from '../retrieval/index.ts';
import type { Schema } from '../schema.ts';
import { bodyRule } from './body.ts';
import { someOf } from './order.ts';
import { allReferences, freeReferencesTo, referencesTo, type Target } from './references.ts';
import { createRuleBook, literal, oneOf, type RuleBook } from './rules.ts';
import { NOTHING_STATED, type Stated } from './stated.ts';

export interface GrammarType {
  readonly type: string;
  readonly mode: 'managed' | 'data';
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  /** Always in the answer, so that others may refer to it. */
  readonly needed?: boolean;
  /** Of a resource that is there already, and may stay; `main` for new ones. */
  readonly label?: string;
}

export interface GrammarOptions {
  /** Which optional arguments and blocks are let in, by type and dotted path; default: all. */
  readonly wants?: ((type: string, path: string) => boolean) | undefined;
  /** `free`: how much the request speaks of a member, 0 not at all; what it speaks of most may come in any order. */
  readonly rank?: ((type: string, path: string) => number) | undefined;
  readonly packsDirs?: readonly string[] | undefined;
  /** Values of the request, let in wherever they pass. */
  readonly stated?: Stated | undefined;
  /**
   * For a model that knows Terraform: some of the types in any order, members in any order and laid out as `fmt` does,
   * references to any of the types, outputs.
   */
  readonly free?: boolean | undefined;
}

const LABEL = 'main';

/** GBNF. Types that no pack knows are left out; throws an Error where none is left. */
export function schemaGrammar(types: readonly GrammarType[], options: GrammarOptions = {}): string {
  const known = types.flatMap((each) => {
    const schema = schemaOf(each, options.packsDirs);
    return schema === undefined
      ? []
      : [{ ...each, schema, label: each.label ?? LABEL, isThere: each.label !== undefined }];
  });
  if (known.length === 0) throw new Error('no pack knows any of the types that the grammar is to be of');
  const book = createRuleBook();
  return options.free === true ? freeGrammar(known, book, options) : strictGrammar(known, book, options);
}

function strictGrammar(known: readonly Known[], book: RuleBook, options: GrammarOptions): string {
  const targets: Target[] = [];
  const parts = inOrder(known).map((each) => {
    const rule = `${resourceRule(each, targets, book, options)} "\\n"`;
    if (each.needed === true) targets.push(each);
    return each.needed === true ? rule : `(${rule})?`;
  });
  const providers = providersOf(known, options);
  const optional = known.every(({ needed }) => needed !== true);
  const content = book.add('content', `${literal(providers)} ${optional ? atLeastOne(parts) : parts.join(' ')}`);
  return book.text(`("\`\`\`hcl\\n" ("# main.tf\\n")? ${content} "\`\`\`" | ${content})`);
}

/** So many resources are of different types. */
const DIFFERENT = 2;
const BETWEEN = '"\\n" "\\n"?';
const OUTPUT_NAME = '[a-z] [a-z0-9_]{1,40}';

function freeGrammar(known: readonly Known[], book: RuleBook, options: GrammarOptions): string {
  const references = allReferences(known);
  const rules = known.map((each) => {
    const others = known.filter((other) => other !== each);
    return resourceRule(each, others, book, { ...options, references });
  });
  const provider = `(${literal(providersOf(known, options).trimEnd())} ${BETWEEN})?`;
  const output = `${BETWEEN} "output \\"" ${OUTPUT_NAME} "\\" {\\n  value = " ${book.add('reference', oneOf(references))} "\\n}"`;
  const outputs = references.length === 0 ? '' : `(${book.add('output', output)}){0,3}`;
  const [there, fresh] = [true, false].map((which) => rules.filter((_, index) => known[index]?.isThere === which));
  const resources = there?.length ? kept(there, fresh ?? [], book) : someOf(rules, DIFFERENT, book, BETWEEN);
  const content = book.add('content', `${provider} ${resources} ${outputs}`);
  return book.text(`("\`\`\`hcl\\n" ("# main.tf\\n")? ${content} "\\n\`\`\`" | ${content} "\\n"?)`);
}

/** Some of what is there, in its order, then new ones. */
function kept(there: readonly string[], fresh: readonly string[], book: RuleBook): string {
  const more = fresh.length === 0 ? '' : `(${BETWEEN} ${book.add('any', oneOf(fresh))})*`;
  const rows = there.map((rule, index) =>
    [rule, ...there.slice(index + 1).map((next) => `(${BETWEEN} ${next})?`), more].join(' '),
  );
  return oneOf(rows);
}

const providersOf = (known: readonly Known[], { stated }: GrammarOptions) =>
  [...new Set(known.map(({ provider }) => provider))].map((address) => providerText(address, stated?.region)).join('');

/** Of a row of optional parts one must be there. */
function atLeastOne(parts: readonly string[]): string {
  const rows = parts.map((part, index) => [part.slice(0, -1), ...parts.slice(index + 1)].join(' '));
  return oneOf(rows);
}

type Known = GrammarType & Target & { readonly isThere: boolean };

/** What others refer to comes first; otherwise as given. */
function inOrder(types: readonly Known[]): Known[] {
  const left = [...types];
  const placed: Known[] = [];
  while (left.length > 0) {
    const index = left.findIndex((each) => !left.some((other) => other !== each && refersTo(each, other)));
    placed.push(...left.splice(Math.max(0, index), 1));
  }
  return placed;
}

function refersTo(from: Known, to: Known): boolean {
  if (to.type === 'aws_iam_policy_document')
    return [...from.schema.block.attributes.keys()].some((name) => /policy$/.test(name));
  const names = [...from.schema.block.attributes.keys()];
  return names.some((name) => referenceOf(from.provider, from.type, name) === to.type);
}

function schemaOf({ provider, mode, type }: GrammarType, packsDirs: readonly string[] | undefined): Schema | undefined {
  const line = loadPack(provider, undefined, packsDirs)?.line(`${kindOf(mode)}.${type}`);
  return line === undefined ? undefined : decodeSchema(line as SchemaLine);
}

const kindOf = (mode: 'managed' | 'data') => (mode === 'managed' ? 'resource' : 'data');

interface ResourceOptions extends GrammarOptions {
  /** Expressions that any text may be. */
  readonly references?: readonly string[];
}

function resourceRule(each: Known, targets: readonly Target[], book: RuleBook, options: ResourceOptions): string {
  const { type, mode, provider, schema, label } = each;
  const facts = loadPack(provider, undefined, options.packsDirs)?.line(`facts-${kindOf(mode)}.${type}`);
  const { checks = [] } = (facts ?? {}) as ResourceFacts;
  const tests = new Map<string, Test[]>();
  for (const check of checks) {
    if (!('paths' in check)) tests.set(check.path, [...(tests.get(check.path) ?? []), check]);
  }
  const free = options.free === true;
  const refersTo = (name: string) => referenceOf(provider, type, name, options.packsDirs);
  const body = bodyRule('', schema.block, {
    book,
    free,
    stated: options.stated ?? NOTHING_STATED,
    references: options.references ?? [],
    checks,
    testsAt: (path) => tests.get(path) ?? [],
    wants: (path) => options.wants?.(type, path) ?? true,
    rank: (path) => options.rank?.(type, path) ?? 0,
    referencesFor: (path) => {
      const argument = path.split('.').at(-1) as string;
      if (free) return freeReferencesTo(argument, refersTo, targets);
      return referencesTo(argument, refersTo, targets, tests.get(path));
    },
  });
  const word = mode === 'data' ? 'data' : 'resource';
  return book.add(type, `${literal(`${word} "${type}" "${label}" {\n`)} ${body} ${literal('}')}`);
}

/** What providers cannot do without. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'hashicorp/aws': 'provider "aws" {\n  region = "us-east-1"\n}\n',
  'hashicorp/azurerm': 'provider "azurerm" {\n  features {}\n}\n',
  'hashicorp/google': 'provider "google" {\n  project = "my-project"\n  region  = "us-central1"\n}\n',
};

function providerText(address: string, region = 'us-east-1'): string {
  const [, namespace = '', name = ''] = address.split('/');
  const source = `${namespace}/${name}`;
  if (namespace === 'hashicorp') return (CONFIGURATIONS[source] ?? '').replace('us-east-1', region);
  return `terraform {\n  required_providers {\n    ${name.toLowerCase()} = {\n      source = "${source}"\n    }\n  }\n}\n`;
}
