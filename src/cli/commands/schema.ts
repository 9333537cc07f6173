/** `terrasmith schema`: what the schema packs hold, and packs made from `terraform providers schema -json`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { typeName, typeToJson } from '../../cty/index.ts';
import {
  type AttributeSchema,
  type BlockSchema,
  bundledProviders,
  findPacks,
  forgetListings,
  loadPackProvider,
  type ProviderSchemaJson,
  packPath,
  type ResourceMode,
  type Schema,
  schemaLines,
  userPacksDir,
  writePack,
} from '../../provider/index.ts';
import { CliError } from '../errors.ts';

export function registerSchema(program: Command): void {
  const schema = program.command('schema').description('list and show provider schemas; make packs of your own');
  schema
    .command('list')
    .description('the providers and versions that a schema pack is at hand for')
    .option('--json', 'print JSON')
    .option('--packs-dir <dir>', 'a further folder with packs')
    .action((options: { json?: boolean; packsDir?: string }) => listProviders(options));
  schema
    .command('show <type>')
    .description('the arguments and blocks of a resource or data source, such as aws_s3_bucket or data.aws_ami')
    .option('--provider <source>', 'the provider, such as hashicorp/aws or hashicorp/aws=5.90.0')
    .option('--json', 'print JSON')
    .option('--packs-dir <dir>', 'a further folder with packs')
    .action((type: string, options: ShowOptions) => showType(type, options));
  schema
    .command('import <file>')
    .description('make packs of the output of "terraform providers schema -json"')
    .option('--provider-version <version>', 'the version that the schemas are of (the file does not say)', '0.0.0')
    .option('--packs-dir <dir>', 'where to write them (default: ~/.terrasmith/packs)')
    .option('--json', 'print JSON')
    .action((file: string, options: { providerVersion: string; packsDir?: string; json?: boolean }) =>
      importSchemas(file, options),
    );
}

interface ShowOptions {
  readonly provider?: string;
  readonly json?: boolean;
  readonly packsDir?: string;
}

const MODES: readonly ResourceMode[] = ['managed', 'data', 'ephemeral'];

function listProviders(options: { json?: boolean; packsDir?: string }): void {
  const dirs = options.packsDir === undefined ? [] : [options.packsDir];
  const rows = bundledProviders(dirs).map(({ address, version }) => {
    const provider = loadPackProvider(address, version, { cloud: 'assumed', packsDirs: dirs });
    const count = (mode: ResourceMode): number => ((provider?.resourceTypes(mode) ?? []) as readonly string[]).length;
    const origin = findPacks(dirs).find((place) => place.address === address && place.version === version)?.origin;
    return { address, version, origin, resources: count('managed'), dataSources: count('data') };
  });
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return;
  }
  const width = Math.max(...rows.map((row) => row.address.length));
  for (const row of rows) {
    process.stdout.write(
      `${row.address.padEnd(width)}  ${row.version.padEnd(9)} ${String(row.resources).padStart(5)} resources ${String(row.dataSources).padStart(4)} data sources${row.origin === 'user' ? '  (yours)' : ''}\n`,
    );
  }
}

function showType(wanted: string, options: ShowOptions): void {
  const dirs = options.packsDir === undefined ? [] : [options.packsDir];
  const [prefix, rest] = wanted.startsWith('data.')
    ? (['data', wanted.slice(5)] as const)
    : ([undefined, wanted] as const);
  const [source, version] = (options.provider ?? '').split('=');
  const addresses =
    source !== undefined && source !== ''
      ? [source.split('/').length === 2 ? `registry.terraform.io/${source}` : source]
      : [...new Set(bundledProviders(dirs).map(({ address }) => address))].sort(
          (a, b) => Number(startsWithName(b, rest)) - Number(startsWithName(a, rest)),
        );
  for (const address of [...addresses, 'terraform.io/builtin/terraform']) {
    const provider = loadPackProvider(address, version, { cloud: 'assumed', packsDirs: dirs });
    if (provider === undefined) continue;
    for (const mode of prefix === 'data' ? (['data'] as const) : MODES) {
      const schema = provider.resourceSchema(mode, rest) as Schema | undefined;
      if (schema === undefined) continue;
      const text =
        options.json === true
          ? `${JSON.stringify({ provider: address, version: provider.version, mode, type: rest, schema: schemaToJson(schema) }, undefined, 2)}\n`
          : `# ${address} ${provider.version}\n${mode === 'data' ? 'data' : mode === 'ephemeral' ? 'ephemeral' : 'resource'} "${rest}"\n${blockText(schema.block, '  ')}`;
      process.stdout.write(text);
      return;
    }
  }
  throw new CliError(
    `no schema pack knows a type ${wanted}: "terrasmith schema list" shows the providers at hand, "terrasmith schema import" adds one`,
  );
}

/** `aws_vpc` belongs to the provider named aws before any other. */
function startsWithName(address: string, type: string): boolean {
  return type.startsWith(`${address.split('/').at(-1)}_`);
}

function blockText(block: BlockSchema, indent: string): string {
  let text = '';
  for (const [name, attribute] of block.attributes) {
    text += `${indent}${name} = ${typeName(attribute.type)}  (${flagsOf(attribute).join(', ')})\n`;
  }
  for (const [name, nested] of block.blocks) {
    const counts = [
      nested.minItems > 0 && `at least ${nested.minItems}`,
      nested.maxItems > 0 && `at most ${nested.maxItems}`,
    ];
    text += `${indent}${name} {  (${[nested.nesting, ...counts].filter(Boolean).join(', ')})\n${blockText(nested.block, `${indent}  `)}${indent}}\n`;
  }
  return text;
}

function flagsOf(attribute: AttributeSchema): string[] {
  const names = ['required', 'optional', 'computed', 'sensitive', 'writeOnly', 'deprecated'] as const;
  return names.filter((name) => attribute[name]).map((name) => (name === 'writeOnly' ? 'write-only' : name));
}

function schemaToJson(schema: Schema): unknown {
  return { version: schema.version, block: blockToJson(schema.block) };
}

function blockToJson(block: BlockSchema): unknown {
  return {
    attributes: Object.fromEntries(
      [...block.attributes].map(([name, attribute]) => [name, attributeToJson(attribute)]),
    ),
    block_types: Object.fromEntries(
      [...block.blocks].map(([name, nested]) => [
        name,
        {
          nesting_mode: nested.nesting,
          ...(nested.minItems > 0 && { min_items: nested.minItems }),
          ...(nested.maxItems > 0 && { max_items: nested.maxItems }),
          block: blockToJson(nested.block),
        },
      ]),
    ),
    ...(block.deprecated && { deprecated: true }),
  };
}

function attributeToJson(attribute: AttributeSchema): unknown {
  return {
    ...(attribute.nested === undefined
      ? { type: typeToJson(attribute.type) }
      : {
          nested_type: {
            nesting_mode: attribute.nested.nesting,
            attributes: Object.fromEntries(
              [...attribute.nested.attributes].map(([name, inner]) => [name, attributeToJson(inner)]),
            ),
          },
        }),
    ...(attribute.required && { required: true }),
    ...(attribute.optional && { optional: true }),
    ...(attribute.computed && { computed: true }),
    ...(attribute.sensitive && { sensitive: true }),
    ...(attribute.writeOnly && { write_only: true }),
    ...(attribute.deprecated && { deprecated: true }),
  };
}

function importSchemas(file: string, options: { providerVersion: string; packsDir?: string; json?: boolean }): void {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(options.providerVersion)) {
    throw new CliError(`--provider-version ${options.providerVersion} is not a version such as 5.90.0`);
  }
  const schemas = readSchemas(file);
  const written: { address: string; version: string; path: string; lines: number }[] = [];
  for (const [address, schema] of Object.entries(schemas)) {
    if (address.startsWith('terraform.io/builtin/')) continue;
    const path = packPath(options.packsDir ?? userPacksDir(), address, options.providerVersion);
    mkdirSync(dirname(path), { recursive: true });
    const lines = schemaLines(schema);
    writePack(path, { address, version: options.providerVersion, source: 'terraform providers schema -json' }, lines);
    written.push({ address, version: options.providerVersion, path, lines: lines.size });
  }
  forgetListings();
  if (options.json === true) process.stdout.write(`${JSON.stringify(written, undefined, 2)}\n`);
  else
    for (const pack of written)
      process.stdout.write(`${pack.address} ${pack.version}: ${pack.lines} schemas in ${pack.path}\n`);
}

function readSchemas(file: string): Readonly<Record<string, ProviderSchemaJson>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new CliError(`cannot read ${file}`);
  }
  let json: { provider_schemas?: Record<string, ProviderSchemaJson> };
  try {
    json = JSON.parse(text) as typeof json;
  } catch {
    throw new CliError(`${file} is not JSON: give it the output of "terraform providers schema -json"`);
  }
  if (json.provider_schemas === undefined) {
    throw new CliError(`${file} has no "provider_schemas": give it the output of "terraform providers schema -json"`);
  }
  return json.provider_schemas;
}
