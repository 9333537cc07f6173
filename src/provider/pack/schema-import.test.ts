import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { executableForTests } from '../executable/executable-for-tests.ts';
import {
  loadPackProvider,
  type ProviderSchemaJson,
  packProviderOf,
  type ResourceMode,
  type Schema,
  schemaLines,
  startExecutable,
  writePack,
} from '../index.ts';

/** As `terraform providers schema -json` prints a small provider, its descriptions left out. */
const PRINTED = `{
  "format_version": "1.0",
  "provider_schemas": {
    "registry.terraform.io/example/garden": {
      "provider": { "version": 0, "block": { "attributes": { "token": { "type": "string", "description_kind": "plain", "optional": true, "sensitive": true } }, "description_kind": "plain" } },
      "resource_schemas": {
        "garden_bed": {
          "version": 1,
          "block": {
            "attributes": {
              "id": { "type": "string", "description_kind": "plain", "optional": true, "computed": true },
              "name": { "type": "string", "description_kind": "plain", "required": true },
              "labels": { "type": ["map", "string"], "description_kind": "plain", "optional": true }
            },
            "block_types": {
              "plant": {
                "nesting_mode": "set",
                "block": { "attributes": { "kind": { "type": "string", "description_kind": "plain", "required": true } }, "description_kind": "plain" },
                "min_items": 1
              }
            },
            "description_kind": "plain"
          }
        }
      },
      "data_source_schemas": {}
    }
  }
}`;

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a pack made of printed schemas', () => {
  it('serves what was printed', () => {
    const { provider_schemas: schemas } = JSON.parse(PRINTED) as {
      provider_schemas: Record<string, ProviderSchemaJson>;
    };
    const address = 'registry.terraform.io/example/garden';
    const path = join(folder, 'garden.br');
    writePack(path, { address, version: '1.2.3' }, schemaLines(schemas[address] as ProviderSchemaJson));
    const provider = packProviderOf(path, { cloud: 'absent' });
    expect(provider.resourceTypes('managed')).toEqual(['garden_bed']);
    const { block, version } = provider.resourceSchema('managed', 'garden_bed') as Schema;
    expect(version).toBe(1);
    expect(block.attributes.get('name')).toMatchObject({ required: true, optional: false });
    expect(block.attributes.get('labels')?.type.kind).toBe('map');
    expect(block.blocks.get('plant')).toMatchObject({ nesting: 'set', minItems: 1, maxItems: 0 });
    expect((provider.providerSchema() as Schema).block.attributes.get('token')?.sensitive).toBe(true);
  });
});

const executable = executableForTests('aws');

describe.skipIf(executable === undefined)('the bundled aws pack beside the executable', () => {
  it('has the same types, arguments and blocks', async () => {
    const real = await startExecutable(executable?.path ?? '', { cloud: 'absent' });
    try {
      const pack = loadPackProvider(real.address, real.version, { cloud: 'absent' });
      const different: string[] = [];
      for (const mode of ['managed', 'data'] as readonly ResourceMode[]) {
        expect(pack?.resourceTypes(mode)).toEqual(await real.resourceTypes(mode));
        for (const type of await real.resourceTypes(mode)) {
          const [own, wanted] = [pack?.resourceSchema(mode, type) as Schema, await real.resourceSchema(mode, type)];
          if (namesOf(own) !== namesOf(wanted as Schema)) different.push(`${mode} ${type}`);
        }
      }
      expect(different).toEqual([]);
    } finally {
      real.stop();
    }
  }, 60_000);
});

function namesOf({ block }: Schema): string {
  const attributes = [...block.attributes].map(
    ([name, { required, optional, computed }]) =>
      `${name}${required ? 'r' : ''}${optional ? 'o' : ''}${computed ? 'c' : ''}`,
  );
  const blocks = [...block.blocks].map(
    ([name, { nesting, minItems, maxItems }]) => `${name} ${nesting} ${minItems} ${maxItems}`,
  );
  return [...attributes, ...blocks].sort().join('\n');
}
