import { basename } from 'node:path';
import { readLines } from '../util/read-lines.ts';
import { isIacEvalTask, parseIacEvalTask } from './iac-eval.ts';
import { parseInstance, type Row } from './instance.ts';

/** The rows of a JSONL file (ours, terraform-llm's or IaC-Eval's), one at a time. Blank lines are skipped. */
export async function* readJsonlRows(path: string): AsyncGenerator<Row> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const file = basename(path);
  for await (const { number, bytes } of readLines(path)) {
    const place = { file, line: number };
    let text: string;
    try {
      text = decoder.decode(bytes).trim();
    } catch {
      yield { problems: [{ ...place, field: '', expected: 'expected UTF-8 text, found bytes that are not' }] };
      continue;
    }
    if (text !== '') yield parseRowText(text, place);
  }
}

function parseRowText(text: string, place: { file: string; line: number }): Row {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (error) {
    return {
      problems: [
        { ...place, field: '', expected: `expected one JSON object on the line: ${(error as Error).message}` },
      ],
    };
  }
  return parseRow(row, place);
}

/** One parsed row in any of the known forms. */
export function parseRow(row: unknown, place: { file: string; line?: number }): Row {
  return isIacEvalTask(row) ? parseIacEvalTask(row, place) : parseInstance(row, place);
}
