import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadConfiguration } from '../../../terraform/index.ts';
import { createWorkspace, OVERRIDE_FILE, type Workspace } from './workspace.ts';

const made: Workspace[] = [];
afterEach(() => {
  for (const { remove } of made.splice(0)) remove();
});

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const texts = new Map(Object.entries(files));
  const workspace = createWorkspace(texts, loadConfiguration(texts).modules, false);
  made.push(workspace);
  return workspace;
}

const BACKEND = 'terraform {\n  backend "http" {\n    address = "http://192.0.2.1/"\n  }\n}\n';

test.each([
  'main.tf',
  'zz_override.tf',
  'override.tf',
  '~_override.tf',
  'é_override.tf',
])('the override file that takes the backend of %s away is the last by name', (name) => {
  const { folder } = workspaceOf({ 'main.tf': 'locals {}\n', [name]: BACKEND });
  const overrides = readdirSync(folder)
    .filter((file) => /(^|_)override\.tf(\.json)?$/.test(file))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(overrides.at(-1)).toMatch(new RegExp(`${OVERRIDE_FILE}$`));
  expect(readFileSync(join(folder, overrides.at(-1) as string), 'utf8')).toContain('backend "local" {}');
});

test('neither what leaves the folder nor what a model has no business to bring is written', () => {
  const { folder, root } = workspaceOf({
    'main.tf': 'locals {}\n',
    '../escaped.tf': 'locals {}\n',
    '.terraform/providers/x': 'x',
    'terraform.tfstate': '{}',
    [OVERRIDE_FILE]: BACKEND,
  });
  expect(readdirSync(folder)).toEqual(['main.tf', OVERRIDE_FILE]);
  expect(readFileSync(join(folder, OVERRIDE_FILE), 'utf8')).toBe('terraform {\n  backend "local" {}\n}\n');
  expect(existsSync(join(root, 'escaped.tf'))).toBe(false);
});
