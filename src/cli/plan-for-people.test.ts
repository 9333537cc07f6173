import { expect, test } from 'vitest';
import type { PlanJson } from '../terraform/index.ts';
import { verify } from '../verify/index.ts';
import { planForPeople } from './plan-for-people.ts';

async function shown(text: string): Promise<string> {
  const { plan, certificate } = await verify({ id: 'x', files: { 'main.tf': text } }, { planJson: true });
  if (plan === undefined) throw new Error(certificate ?? 'no plan');
  return planForPeople(plan as PlanJson).replace(/\u001b\[\d+m/g, '');
}

test('texts of several lines are shown as they are written', async () => {
  expect(await shown('resource "terraform_data" "a" { input = "one\\n  two\\n" }')).toContain(
    '  input = <<-EOT\n    one\n      two\n  EOT\n',
  );
});

test('sensitive values are not shown', async () => {
  const text = await shown(`
    resource "terraform_data" "a" { input = { secret = sensitive("hush"), open = "x" } }
    output "o" {
      value     = sensitive("hush")
      sensitive = true
    }
  `);
  expect(text).not.toContain('hush');
  expect(text).toContain('secret = (sensitive value)');
  expect(text).toContain('open = "x"');
});

test('what an import changes is said', async () => {
  const text = await shown(`
    import {
      to = terraform_data.a
      id = "some-id"
    }
    resource "terraform_data" "a" { input = 1 }
    resource "terraform_data" "b" {}
  `);
  expect(text).toContain('# terraform_data.a will be imported and updated');
  expect(text).toContain('Plan: 1 to import, 1 to create, 1 to update.');
});

test('an empty configuration changes nothing', async () => {
  expect(await shown('locals { a = 1 }')).toContain('No changes');
});
