import { expect, test } from 'vitest';
import type { Diagnostic } from '../../source/index.ts';
import { loadConfiguration } from '../configuration/index.ts';
import type { Module } from '../configuration/model.ts';
import { automaticVariableFiles, readVariableFiles, rootVariableValues } from './index.ts';

function run(files: Record<string, string>) {
  const tree = new Map(Object.entries(files));
  const problems: Diagnostic[] = [];
  const root = loadConfiguration(tree).configuration?.root as Module;
  const given = readVariableFiles(tree, automaticVariableFiles(tree), problems);
  const values = rootVariableValues(root, given, problems);
  return { values, titles: problems.map(({ summary }) => summary) };
}

test('later files win, and values are converted to the type', () => {
  const { values, titles } = run({
    'main.tf': 'variable "n" {\n  type = number\n}\n',
    'terraform.tfvars': 'n = "1"\n',
    'b.auto.tfvars.json': '{"n": "3"}',
    'a.auto.tfvars': 'n = 2\n',
  });
  expect(titles).toEqual([]);
  expect(values.get('n')?.data).toBe(3);
});

test('a required variable without a value is reported', () => {
  expect(run({ 'main.tf': 'variable "a" {}\nvariable "b" {\n  default = 1\n}\n' }).titles).toEqual([
    'No value for required variable',
  ]);
});

test('a value of another type is refused', () => {
  const files = { 'main.tf': 'variable "n" {\n  type = number\n}\n', 'terraform.tfvars': 'n = "x"\n' };
  expect(run(files).titles).toEqual(['Invalid value for input variable']);
});

test('undeclared names in files are warned about, from the third on in one warning', () => {
  expect(run({ 'main.tf': '', 'terraform.tfvars': 'a = 1\nb = 1\nc = 1\nd = 1\n' }).titles).toEqual([
    'Value for undeclared variable',
    'Value for undeclared variable',
    'Values for undeclared variables',
  ]);
});

test('a declaration in a variables file is refused', () => {
  expect(run({ 'main.tf': '', 'terraform.tfvars': 'variable "x" {}\n' }).titles).toEqual([
    'Variable declaration in .tfvars file',
  ]);
});
