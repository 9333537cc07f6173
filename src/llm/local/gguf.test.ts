import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { convertToF16 } from './convert.ts';
import { dequantise } from './dequantise.ts';
import { readGguf, TENSOR_TYPES } from './gguf.ts';
import { ggufOf, u16 } from './gguf-for-tests.ts';
import { fromHalf, toHalf } from './half.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrasmith-gguf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const NIBBLES = Buffer.from(Array.from({ length: 16 }, (_, index) => index | ((15 - index) << 4)));
const q41 = (scale: number, least: number) => Buffer.concat([u16(toHalf(scale)), u16(toHalf(least)), NIBBLES]);
const numbers = (halves: Uint16Array) => Array.from(halves, fromHalf);
const UP = Array.from({ length: 16 }, (_, index) => index);
const DOWN = UP.toReversed();

test('every half survives the way to a number and back', () => {
  for (let half = 0; half < 0x10000; half++) {
    const value = fromHalf(half);
    if (Number.isNaN(value)) expect(Number.isNaN(fromHalf(toHalf(value)))).toBe(true);
    else if (toHalf(value) !== half) expect(`${half} became ${toHalf(value)}`).toBe('itself');
  }
});

test('numbers round to the nearest half, ties to even', () => {
  expect(toHalf(65504)).toBe(0x7bff);
  expect(toHalf(65520)).toBe(0x7c00);
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(toHalf(2 ** -25)).toBe(0);
  expect(toHalf(-(2 ** -24))).toBe(0x8001);
  expect(toHalf(2047.9)).toBe(toHalf(2048));
});

test('quantised blocks give scale times number plus offset, low nibbles first', () => {
  expect(numbers(dequantise(TENSOR_TYPES.Q4_1, q41(0.5, -2), 32))).toEqual([...UP, ...DOWN].map((q) => q * 0.5 - 2));
  const q40 = Buffer.concat([u16(toHalf(2)), NIBBLES]);
  expect(numbers(dequantise(TENSOR_TYPES.Q4_0, q40, 32))).toEqual([...UP, ...DOWN].map((q) => (q - 8) * 2));
  const bytes = Array.from({ length: 32 }, (_, index) => index * 8 - 128);
  const q80 = Buffer.concat([u16(toHalf(0.25)), Buffer.from(Int8Array.from(bytes).buffer)]);
  expect(numbers(dequantise(TENSOR_TYPES.Q8_0, q80, 32))).toEqual(bytes.map((byte) => byte * 0.25));
});

test('a converted file keeps its metadata and its plain tensors, and says what it holds now', () => {
  const plain = Buffer.from(Float32Array.from([1, 2, 3]).buffer);
  const metadata = { 'general.architecture': 'llama', 'general.file_type': 3, tokens: ['a', 'b'] };
  const tensors = [
    { name: 'norm', shape: [3], type: TENSOR_TYPES.F32, data: plain },
    { name: 'weight', shape: [32, 2], type: TENSOR_TYPES.Q4_1, data: Buffer.concat([q41(1, 0), q41(2, 1)]) },
  ];
  writeFileSync(at('in.gguf'), ggufOf(metadata, tensors));
  convertToF16(at('in.gguf'), at('out.gguf'));
  const { metadata: kept, tensors: placed, dataStart } = readGguf(at('out.gguf'));
  expect(Object.fromEntries(kept)).toEqual({ ...metadata, 'general.file_type': 1 });
  expect(placed.map(({ name, type, offset }) => [name, type, offset])).toEqual([
    ['norm', TENSOR_TYPES.F32, 0],
    ['weight', TENSOR_TYPES.F16, 32],
  ]);
  const bytes = readFileSync(at('out.gguf'));
  expect(bytes.subarray(dataStart, dataStart + 12)).toEqual(plain);
  const halves = new Uint16Array(Uint8Array.from(bytes.subarray(dataStart + 32, dataStart + 32 + 128)).buffer);
  expect(numbers(halves)).toEqual([...UP, ...DOWN, ...[...UP, ...DOWN].map((q) => q * 2 + 1)]);
  expect(bytes.length).toBe(dataStart + 32 + 128);
});

test('a file that is not GGUF, or is cut off, is refused by name', () => {
  writeFileSync(at('text.gguf'), 'This is no model.');
  expect(() => readGguf(at('text.gguf'))).toThrow(/text\.gguf: not a GGUF file/);
  const whole = ggufOf({ name: 'x' }, [{ name: 'w', shape: [32], type: TENSOR_TYPES.Q4_1, data: q41(1, 0) }]);
  writeFileSync(at('head.gguf'), whole.subarray(0, 40));
  expect(() => readGguf(at('head.gguf'))).toThrow(/head\.gguf is cut off/);
  writeFileSync(at('data.gguf'), whole.subarray(0, whole.length - 20));
  expect(() => convertToF16(at('data.gguf'), at('never.gguf'))).toThrow(/cut off in the tensor w/);
});

test('a type of tensor that is not known is named', () => {
  writeFileSync(at('k.gguf'), ggufOf({}, [{ name: 'w', shape: [32], type: 14, data: Buffer.alloc(32) }]));
  expect(() => convertToF16(at('k.gguf'), at('never.gguf'))).toThrow(/tensors of type 14 cannot be read/);
});
