/** The lines of a file one by one, with their numbers from 1; blank lines are passed over. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export async function* linesOf(path: string): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (text.trim() !== '') yield { number, text };
  }
}
