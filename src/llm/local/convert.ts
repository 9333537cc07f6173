/**
 * A quantised GGUF file rewritten with halves. llama.cpp rounds activations to 8 bits where weights are quantised, which
 * changes what a small model says; with halves its answers are those of the unquantised arithmetic.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { canDequantise, dequantise, storedBytes } from './dequantise.ts';
import { align, elementCount, type Gguf, type GgufTensor, readGguf, TENSOR_TYPES } from './gguf.ts';

const FILE_TYPE_F16 = 1;

interface Placed {
  readonly from: GgufTensor;
  readonly to: GgufTensor;
  readonly bytes: number;
}

/** Writes `target` with every quantised tensor of `source` as F16; the rest, metadata included, stays as it is. */
export function convertToF16(source: string, target: string): void {
  const gguf = readGguf(source);
  const plan = placeTensors(gguf);
  const input = openSync(source, 'r');
  const output = openSync(target, 'w');
  try {
    const head = headOf(gguf, plan);
    writeSync(output, head);
    for (const placed of plan) {
      const data = readTensorData(input, gguf, placed.from);
      const converted = placed.from.type === placed.to.type ? data : halves(placed.from, data);
      const place = head.length + placed.to.offset;
      writeSync(output, converted, 0, converted.length, place);
      const padding = align(placed.bytes, gguf.alignment) - placed.bytes;
      if (padding > 0) writeSync(output, Buffer.alloc(padding), 0, padding, place + placed.bytes);
    }
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

function placeTensors({ tensors, alignment }: Gguf): Placed[] {
  let offset = 0;
  return tensors.map((from) => {
    const type = canDequantise(from.type) ? TENSOR_TYPES.F16 : from.type;
    const placed = { from, to: { ...from, type, offset }, bytes: storedBytes(type, elementCount(from)) };
    offset = align(offset + placed.bytes, alignment);
    return placed;
  });
}

function headOf(gguf: Gguf, plan: readonly Placed[]): Buffer {
  const metadata = Buffer.from(gguf.rawMetadata);
  const fileType = gguf.places.get('general.file_type');
  if (fileType !== undefined) metadata.writeUInt32LE(FILE_TYPE_F16, fileType);
  const start = Buffer.concat([
    Buffer.from('GGUF'),
    u32(gguf.version),
    u64(gguf.tensors.length),
    u64(gguf.metadata.size),
    metadata,
    ...plan.map(({ to }) => tensorInfo(to)),
  ]);
  return Buffer.concat([start, Buffer.alloc(align(start.length, gguf.alignment) - start.length)]);
}

function tensorInfo({ name, shape, type, offset }: GgufTensor): Buffer {
  const text = Buffer.from(name);
  return Buffer.concat([u64(text.length), text, u32(shape.length), ...shape.map(u64), u32(type), u64(offset)]);
}

function readTensorData(file: number, gguf: Gguf, tensor: GgufTensor): Buffer {
  const data = Buffer.allocUnsafe(storedBytes(tensor.type, elementCount(tensor)));
  const read = readSync(file, data, 0, data.length, gguf.dataStart + tensor.offset);
  if (read < data.length) throw new Error(`the file is cut off in the tensor ${tensor.name}`);
  return data;
}

function halves(tensor: GgufTensor, data: Buffer): Buffer {
  const { buffer, byteOffset, byteLength } = dequantise(tensor.type, data, elementCount(tensor));
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
