/** Reads a text that the user named, with a sentence where it cannot be read. */
import { readFile } from 'node:fs/promises';
import { CliError } from './errors.ts';

/** `-` is standard input; `what` names the text in the message. */
export async function readText(path: string, what: string): Promise<string> {
  if (path !== '-') {
    return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
      throw new CliError(`cannot read the ${what} ${path}: ${reason}`);
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
