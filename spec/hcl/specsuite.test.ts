/**
 * HCL's specification suite, read from ../shared/conformance/hcl (skipped where that is missing). A test is a text, a specification of what
 * its body holds (`.hcldec`, of which this reads objects, blocks, maps of blocks and literals) and what is expected (`.t`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { convert, objectValue, type Type, type Value } from '../../src/cty/index.ts';
import {
  type Block,
  type Body,
  bodyContent,
  evaluate,
  type NativeBody,
  parseNative,
  type Scope,
  typeConstraint,
} from '../../src/hcl/index.ts';
import { type Diagnostic, positionAt } from '../../src/source/index.ts';

/** All texts of the suite are in native syntax. */
type NativeBlock = Block & { readonly body: NativeBody };

function blocksOf(body: NativeBody): readonly NativeBlock[] {
  return body.blocks as readonly NativeBlock[];
}

const SUITE = new URL('../../../shared/conformance/hcl/specsuite/tests/', import.meta.url);
const missing = !existsSync(SUITE);
if (missing) console.warn("SKIPPED: HCL's specification suite is read from ../shared/conformance, which is not here");

function readBody(path: string): NativeBody {
  return parseNative({ name: path, text: readFileSync(new URL(path, SUITE), 'utf8') }).value;
}

function constant(body: NativeBody, name: string): Value | undefined {
  const attribute = body.attributes.get(name);
  return attribute === undefined ? undefined : evaluate(attribute.expression, { variables: new Map() }, []);
}

function typeOf(body: NativeBody, name: string): Type | undefined {
  const attribute = body.attributes.get(name);
  return attribute === undefined ? undefined : typeConstraint(attribute.expression, { withDefaults: false }).value.type;
}

/** The value that a specification makes of a body. */
function decode(spec: NativeBlock, body: Body, scope: Scope, problems: Diagnostic[]): Value {
  const parts = blocksOf(spec.body);
  switch (spec.type) {
    case 'literal':
      return constant(spec.body, 'value') as Value;
    case 'object': {
      const attributes = parts.filter(({ type }) => type === 'attr');
      const blocks = parts.filter(({ type }) => type !== 'attr');
      const content = bodyContent(
        body,
        {
          attributes: attributes.map((part) => ({ name: label(part), required: false })),
          blocks: blocks.map((part) => ({ type: label(part), labels: labelsOf(part) })),
        },
        problems,
      );
      const entries = new Map<string, Value>();
      for (const part of attributes) {
        const found = content.attributes.get(label(part));
        if (found === undefined) continue;
        const value = evaluate(found.expression, scope, problems);
        const converted = convert(value, typeOf(part.body, 'type') as Type);
        if ('value' in converted) entries.set(label(part), converted.value);
      }
      for (const part of blocks) {
        const inner = blocksOf(part.body)[0] as NativeBlock;
        const found = content.blocks.filter(({ type }) => type === label(part));
        const values = found.map((block) => [block.labels[0]?.value ?? '', decode(inner, block.body, scope, problems)]);
        const single = labelsOf(part).length === 0 ? (values[0]?.[1] as Value | undefined) : undefined;
        entries.set(label(part), single ?? objectValue(values as [string, Value][]));
      }
      return objectValue(entries);
    }
    default: {
      const type = (constant(spec.body, 'block_type') as Value).data as string;
      const content = bodyContent(body, { attributes: [], blocks: [{ type, labels: [] }] }, problems);
      const [block] = content.blocks;
      return block === undefined ? objectValue([]) : decode(parts[0] as NativeBlock, block.body, scope, problems);
    }
  }
}

function label(block: NativeBlock): string {
  return block.labels[0]?.value ?? '';
}

function labelsOf(block: NativeBlock): readonly string[] {
  return block.body.attributes.has('labels') ? ['label'] : [];
}

/** `line:column-line:column` of every problem that the test expects. */
function expectedProblems(body: NativeBody): readonly string[] {
  const diagnostics = blocksOf(body).find(({ type }) => type === 'diagnostics');
  return (diagnostics === undefined ? [] : blocksOf(diagnostics.body)).map(({ body: problem }) => {
    const place = (type: string) => {
      const block = blocksOf(problem).find((one) => one.type === type) as NativeBlock;
      return `${constant(block.body, 'line')?.data}:${constant(block.body, 'column')?.data}`;
    };
    return `${place('from')}-${place('to')}`;
  });
}

function placeOf({ span }: Diagnostic): string {
  if (span === undefined) return 'nowhere';
  const from = positionAt(span.source, span.start);
  const to = positionAt(span.source, span.end);
  return `${from.line}:${from.column}-${to.line}:${to.column}`;
}

const names = missing
  ? []
  : (readdirSync(SUITE, { recursive: true }) as string[]).filter((name) => name.endsWith('.t')).sort();

for (const name of names) {
  test(name.slice(0, -2), () => {
    const stem = name.slice(0, -2);
    const wanted = readBody(name);
    const specification = readBody(`${stem}.hcldec`);
    const source = { name: `${stem}.hcl`, text: readFileSync(new URL(`${stem}.hcl`, SUITE), 'utf8') };
    const { value: body, diagnostics } = parseNative(source);
    const given = blocksOf(specification).find(({ type }) => type === 'variables');
    const variables = new Map<string, Value>();
    for (const variable of given?.body.attributes.keys() ?? []) {
      variables.set(variable, constant(given?.body as NativeBody, variable) as Value);
    }
    const problems: Diagnostic[] = [...diagnostics];
    const spec = blocksOf(specification).find(({ type }) => type !== 'variables') as NativeBlock;
    const result = decode(spec, body, { variables }, problems);
    const places = problems.filter(({ severity }) => severity === 'error').map(placeOf);
    expect(places).toEqual(expectedProblems(wanted));
    const value = constant(wanted, 'result');
    if (value === undefined) return;
    expect(show(result)).toEqual(show(value));
  });
}
if (missing) test.skip("HCL's specification suite", () => {});

function show(value: Value): unknown {
  if (value.data instanceof Map) return Object.fromEntries([...value.data].map(([key, part]) => [key, show(part)]));
  return Array.isArray(value.data) ? value.data.map(show) : (value.data ?? null);
}
