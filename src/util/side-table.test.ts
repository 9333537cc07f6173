import { expect, test } from 'vitest';
import { sideTable } from './side-table.ts';

test('what is kept of an object is found again, and not for its copy', () => {
  const lengths = sideTable<{ text: string }, number>();
  const other = sideTable<{ text: string }, number>();
  const node = { text: 'abc' };
  lengths.set(node, 3);
  expect(lengths.get(node)).toBe(3);
  expect(lengths.get({ ...node })).toBeUndefined();
  expect(other.get(node)).toBeUndefined();
  expect(JSON.stringify(node)).toBe('{"text":"abc"}');
});
