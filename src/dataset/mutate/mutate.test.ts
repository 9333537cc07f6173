import { expect, test } from 'vitest';
import { createVerifier } from '../../verify/index.ts';
import type { Instance } from '../instance.ts';
import { librariesOf, SYNTH_PROVIDERS, type WeightedLibrary } from '../synth/patterns/index.ts';
import { acceptMutation, CHANGE_KINDS, editClassOf, editDistance, makeMutation } from './index.ts';

function mutations(provider: string, count: number): Instance[] {
  const [library] = librariesOf({ [provider]: 1 })[0] as WeightedLibrary;
  return Array.from({ length: count }, (_, number) => makeMutation(library, 23, number)).filter(
    (instance) => instance !== undefined,
  );
}

test.each(
  SYNTH_PROVIDERS,
)('changes of %s: the old configuration fails the new policy, the new one passes', async (provider) => {
  const verifier = await createVerifier();
  const made = mutations(provider, 25);
  const reasons: string[] = [];
  for (const instance of made) {
    const acceptance = await acceptMutation(instance, verifier);
    if (!acceptance.accepted) reasons.push(`${instance.metadata.change} ${instance.instance_id}: ${acceptance.reason}`);
  }
  await verifier.close();
  expect(made.length).toBeGreaterThan(18);
  expect(reasons.length, reasons.join('\n')).toBeLessThanOrEqual(2);
});

test('every kind of change is met, each asked for in whole sentences', () => {
  const made = mutations('aws', 250);
  expect(new Set(made.map(({ metadata }) => metadata.change))).toEqual(new Set(CHANGE_KINDS));
  for (const { problem_statement: request, base_files: base = {}, gold_solution: gold = {} } of made) {
    expect(request).toMatch(/[.!?]$/);
    expect(request).not.toMatch(/\{(it|name|new|old|v|named)\b|undefined|\[object/);
    expect(gold).not.toEqual(base);
  }
});

test('what a change does not concern stays as it is', () => {
  const renames = mutations('aws', 120).filter(({ metadata }) => metadata.change === 'rename');
  expect(renames.length).toBeGreaterThan(3);
  for (const { base_files: base = {}, gold_solution: gold = {} } of renames) {
    const [before, after] = [base, gold].map((files) => Object.values(files).join('\n').split('\n'));
    expect(after?.length).toBe(before?.length);
    expect(after?.filter((line, index) => line !== before?.[index]).length).toBeLessThanOrEqual(2);
  }
});

test('a change that is asked for twice is made the same way', () => {
  expect(mutations('google', 10)).toEqual(mutations('google', 10));
});

test('edit distances are counted in characters and sorted into classes', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('the same', 'the same')).toBe(0);
  expect(editDistance(`${'x'.repeat(500)}a${'y'.repeat(500)}`, `${'x'.repeat(500)}b${'y'.repeat(500)}`)).toBe(1);
  expect([159, 160, 1200, 1201].map(editClassOf)).toEqual(['low', 'medium', 'medium', 'high']);
});
