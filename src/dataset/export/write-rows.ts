/** Rows as JSONL, or as Parquet where the name ends so: messages as lists of structures, everything else as text. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';

export type Row = Readonly<Record<string, string | readonly { readonly role: string; readonly content: string }[]>>;

/** Returns the number of rows. Parquet is put together in memory, JSONL is not. */
export async function writeRows(path: string, rows: AsyncIterable<object> | Iterable<object>): Promise<number> {
  return path.endsWith('.parquet') ? await writeParquet(path, rows) : await writeJsonl(path, rows);
}

async function writeJsonl(path: string, rows: AsyncIterable<object> | Iterable<object>): Promise<number> {
  const out = createWriteStream(path);
  let count = 0;
  for await (const row of rows) {
    if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
    count++;
  }
  out.end();
  await once(out, 'finish');
  return count;
}

async function writeParquet(path: string, rows: AsyncIterable<object> | Iterable<object>): Promise<number> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row as Row);
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const names = Object.keys(all[0] ?? {});
  const schema = [
    { name: 'root', num_children: names.length },
    ...names.flatMap((name) => (typeof all[0]?.[name] === 'string' ? [text(name)] : messages(name))),
  ];
  const columnData = names.map((name) => ({ name, data: all.map((row) => row[name]) }));
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ schema, columnData })));
  return all.length;
}

type Repetition = 'OPTIONAL' | 'REPEATED' | 'REQUIRED';
const text = (name: string, repetition_type: Repetition = 'REQUIRED') => ({
  name,
  type: 'BYTE_ARRAY' as const,
  converted_type: 'UTF8' as const,
  repetition_type,
});

const messages = (name: string) => [
  { name, repetition_type: 'OPTIONAL' as const, num_children: 1, converted_type: 'LIST' as const },
  { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL' as const, num_children: 2 },
  text('role', 'OPTIONAL'),
  text('content', 'OPTIONAL'),
];
