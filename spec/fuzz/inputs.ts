/**
 * Hostile inputs, the same for the same seed: texts grown from a grammar, and real texts with bytes changed. Texts come
 * from the bundled instances, the cases under `spec/`, and the corpora beside the project where they are there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CORPORA = ['benchmarks', 'spec', '../shared/conformance/hcl/fuzz-corpus', '../shared/conformance/hcl/specsuite'];
const TEXT = /\.(tf|tf\.json|hcl|json|tfvars)$|\/corpus\//;
const MAXIMUM_TEXT = 20_000;

const WORDS = [
  'resource',
  'data',
  'variable',
  'output',
  'locals',
  'module',
  'provider',
  'terraform',
  'dynamic',
  'lifecycle',
  'moved',
  'import',
  'removed',
  'check',
  'count',
  'for_each',
  'for',
  'in',
  'if',
  'each.key',
  'each.value',
  'self',
  'var.x',
  'local.x',
  'null',
  'true',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '${',
  '%{',
  '"',
  '<<EOT\n',
  'EOT\n',
  '...',
  '=>',
  '=',
  '==',
  '?',
  ':',
  '.',
  '*',
  '[*]',
  '.*.',
  ',',
  '\n',
  '\\u',
  '\\',
  '#',
  '/*',
  '//',
  '\u0000',
  '\ufeff',
  'é',
  '🙂',
  '1e999',
  '-0',
  'aws_vpc.main.id',
  'jsonencode(',
  'range(0, 1e9)',
  'templatefile(',
  'regexall(',
  'provider::terraform::encode_expr(',
]; // prettier-ignore

/** A small generator of numbers from 0 to 1 (mulberry32): reproducible, fast, good enough to mutate with. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function corpus(): readonly string[] {
  const texts: string[] = [];
  for (const folder of CORPORA.map((name) => join(ROOT, name)).filter(existsSync)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!TEXT.test(`/${name}`) && !TEXT.test(`${folder}/${name}`)) continue;
      const path = join(folder, name);
      try {
        texts.push(readFileSync(path, 'utf8').slice(0, MAXIMUM_TEXT));
      } catch {
        // A folder whose name ends like a file's.
      }
    }
  }
  return texts;
}

/** `count` inputs from `seed`: a third grown, two thirds mutated. */
export function* fuzzInputs(seed: number, count: number, texts: readonly string[]): Generator<string> {
  const random = randomFrom(seed);
  const grown = fc.sample(configurations, { seed, numRuns: Math.ceil(count / 3) });
  for (let i = 0; i < count; i++) {
    if (i % 3 === 0) yield grown[i / 3] as string;
    else yield mutated(texts, random);
  }
}

function mutated(texts: readonly string[], random: () => number): string {
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  let text = texts.length === 0 ? WORDS.join(' ') : pick(texts);
  const changes = 1 + Math.floor(random() * 6);
  for (let i = 0; i < changes; i++) {
    const at = Math.floor(random() * (text.length + 1));
    const length = Math.floor(random() * Math.min(200, text.length));
    const before = text.slice(0, at);
    switch (Math.floor(random() * 7)) {
      case 0:
        text = before + text.slice(at + length);
        break;
      case 1:
        text = before + text.slice(at, at + length).repeat(2) + text.slice(at + length);
        break;
      case 2:
        text = before + pick(WORDS) + text.slice(at);
        break;
      case 3:
        text = before + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1);
        break;
      case 4:
        text = before;
        break;
      case 5:
        text = before + pick(texts.length === 0 ? WORDS : texts).slice(length);
        break;
      default:
        text = before + pick(WORDS).repeat(1 + Math.floor(random() * 40)) + text.slice(at);
    }
  }
  return text.slice(0, MAXIMUM_TEXT);
}

const name = fc.constantFrom('a', 'b', 'x', 'name', 'tags', 'id', 'count', 'each', 'for');
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.constantFrom(
        '1',
        '-1.5e3',
        '"text"',
        'true',
        'null',
        'var.x',
        'local.a',
        'each.key',
        'terraform_data.a.id',
        '[]',
        '{}',
      ),
      fc
        .tuple(inner, fc.constantFrom('+', '-', '*', '/', '%', '==', '&&', '||', '<'), inner)
        .map(([a, op, b]) => `${a} ${op} ${b}`),
      fc.tuple(inner, inner, inner).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.tuple(inner, name).map(([a, b]) => `${a}.${b}`),
      fc.tuple(inner, inner).map(([a, b]) => `${a}[${b}]`),
      inner.map((a) => `${a}[*].x`),
      fc.array(inner, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(name, inner), { maxLength: 4 })
        .map((items) => `{${items.map(([k, v]) => `${k} = ${v}`).join(', ')}}`),
      fc.tuple(inner, inner).map(([a, b]) => `[for k, v in ${a} : ${b} if k != v]`),
      fc.tuple(inner, inner).map(([a, b]) => `{for k, v in ${a} : k => ${b}...}`),
      fc.tuple(inner, inner).map(([a, b]) => `"x\${${a}}y%{if ${b}}z%{endif}"`),
      fc
        .tuple(
          fc.constantFrom(
            'merge',
            'concat',
            'format',
            'lookup',
            'flatten',
            'jsonencode',
            'setproduct',
            'regexall',
            'cidrsubnet',
            'try',
            'range',
          ),
          fc.array(inner, { maxLength: 3 }),
        )
        .map(([f, args]) => `${f}(${args.join(', ')})`),
    ),
  };
});

const body = fc
  .array(fc.tuple(name, expression), { maxLength: 4 })
  .map((items) => items.map(([k, v]) => `  ${k} = ${v}\n`).join(''));
const block = fc.oneof(
  fc.tuple(name, body).map(([n, b]) => `resource "terraform_data" "${n}" {\n${b}}\n`),
  fc
    .tuple(name, body)
    .map(
      ([n, b]) =>
        `resource "aws_security_group" "${n}" {\n${b}  dynamic "ingress" {\n    for_each = [1]\n    content {\n  ${b}    }\n  }\n}\n`,
    ),
  fc.tuple(name, expression).map(([n, e]) => `locals {\n  ${n} = ${e}\n}\n`),
  fc.tuple(name, expression).map(([n, e]) => `output "${n}" {\n  value = ${e}\n}\n`),
  fc.tuple(name, expression).map(([n, e]) => `variable "${n}" {\n  default = ${e}\n}\n`),
  fc.tuple(name, body).map(([n, b]) => `module "${n}" {\n  source = "./m"\n${b}}\n`),
  fc.tuple(name, body).map(([n, b]) => `check "${n}" {\n  assert {\n${b}  }\n}\n`),
);
const configurations = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join('\n'));
