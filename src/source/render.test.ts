import { expect, test } from 'vitest';
import { decodeSource } from './decode.ts';
import { positionAt } from './position.ts';
import { renderDiagnostic } from './render.ts';

test('columns are grapheme clusters and bytes are UTF-8', () => {
  const source = { name: 'a.tf', text: 'x\n"e\u0301é" = 1' };
  expect(positionAt(source, source.text.indexOf('='))).toEqual({ line: 2, column: 6, byte: 10 });
});

test('a frame marks the subject under its line', () => {
  const source = { name: 'a.tf', text: 'a = 1\nb = foo\n' };
  const span = { source, start: 10, end: 13 };
  expect(renderDiagnostic({ severity: 'error', code: 'x', summary: 'S', detail: 'D.', span })).toBe(
    'Error: S\n\n  on a.tf line 2:\n  2: b = foo\n         ^^^\n\nD.\n',
  );
});

test('bytes that are not UTF-8 are told from a replacement character that was written', () => {
  const source = decodeSource('a', Uint8Array.from([0x61, 0xff, 0xef, 0xbf, 0xbd, 0xe2, 0x82]));
  expect([...(source.malformed ?? [])]).toEqual([1, 3]);
});
