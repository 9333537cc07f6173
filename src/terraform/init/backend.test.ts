import { expect, test } from 'vitest';
import { loadConfiguration } from '../configuration/index.ts';
import { initialise } from './index.ts';

function titlesOf(text: string): string[] {
  const { diagnostics } = initialise(loadConfiguration(new Map([['main.tf', text]])), { versionsOf: () => [] });
  return diagnostics.filter(({ span }) => span !== undefined).map(({ summary }) => summary);
}

test('a backend of no known type is a mistake', () => {
  expect(titlesOf('terraform {\n  backend "s4" {}\n}\n')).toEqual(['Unsupported backend type']);
});

test('beside a cloud block nothing is said of what the backend holds', () => {
  expect(titlesOf('terraform {\n  backend "s4" {}\n  cloud {\n    organization = "x"\n  }\n}\n')).toEqual([
    'Both a backend and cloud configuration are present',
  ]);
});
