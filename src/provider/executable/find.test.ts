import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findExecutables } from './find.ts';
import { identityOf } from './identity.ts';

const root = mkdtempSync(join(tmpdir(), 'find-'));
afterAll(() => rmSync(root, { recursive: true }));

const machine = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

function executable(folder: string, version = '1.2.3'): string {
  const path = join(
    root,
    folder,
    'registry.example.com/acme/thing',
    version,
    machine,
    `terraform-provider-thing_v${version}_x5`,
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

test('a plugin folder is the only place that is looked into', () => {
  const path = executable('plugins');
  executable('project/.terraform/providers', '2.0.0');
  expect(findExecutables({ pluginDirectory: join(root, 'plugins'), folder: join(root, 'project') })).toEqual([
    { address: 'registry.example.com/acme/thing', version: '1.2.3', path },
  ]);
});

test('without one, the project, the cache, configured and implied mirrors are looked into', () => {
  executable('p2/.terraform/providers', '1.0.0');
  executable('cache', '1.1.0');
  executable('mirror', '1.2.0');
  executable('home/.terraform.d/plugins', '1.3.0');
  const configuration = join(root, 'terraformrc');
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = "${join(root, 'mirror')}"\n  }\n}\n`,
  );
  const environment = {
    HOME: join(root, 'home'),
    TF_CLI_CONFIG_FILE: configuration,
    TF_PLUGIN_CACHE_DIR: join(root, 'cache'),
    XDG_DATA_DIRS: join(root, 'nothing'),
    TERRASMITH_MIRRORS: join(root, 'nothing'),
  };
  const found = findExecutables({ folder: join(root, 'p2'), environment });
  expect(found.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0', '1.2.0', '1.3.0']);
});

test('a provider is known by its mirror, else by its file name', () => {
  expect(
    identityOf('/m/registry.terraform.io/hashicorp/aws/5.1.0/linux_amd64/terraform-provider-aws_v5.1.0_x5'),
  ).toEqual({
    address: 'registry.terraform.io/hashicorp/aws',
    version: '5.1.0',
  });
  expect(identityOf('/tmp/terraform-provider-google-beta_v6.0.1_x5')).toEqual({
    address: 'registry.terraform.io/hashicorp/google-beta',
    version: '6.0.1',
  });
  expect(identityOf('/tmp/terraform-provider-thing').version).toBe('0.0.0');
});
