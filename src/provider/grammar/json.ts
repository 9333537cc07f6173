/** A document inside jsonencode: objects and lists in HCL, on one line or as `fmt` lays them out. */
import { oneOf, type RuleBook } from './rules.ts';

const DEEPEST = 4;
const TEXT = '"\\"" [^"\\\\$%\\x00-\\x1f\\x7f]* "\\""';
const KEY = '([A-Za-z] [A-Za-z0-9_]{0,30} | "\\"" [A-Za-z] [A-Za-z0-9_:/.-]{1,40} "\\"")';
const INDENT = '" " " "+';

/** GBNF of an object; `references` are expressions that may stand for texts. */
export function jsonRule(book: RuleBook, references: readonly string[], depth = 0): string {
  const key = book.add('json-key', KEY);
  const value = valueIn(book, references, depth);
  const inline = `"{ " ${key} " = " ${value} (", " ${key} " = " ${value})* " }"`;
  const lines = `"{\\n" (${INDENT} ${key} " "+ "= " ${value} "\\n")+ ${INDENT} "}"`;
  return book.add('json', oneOf([inline, lines]));
}

function valueIn(book: RuleBook, references: readonly string[], depth: number): string {
  const text = book.add(
    'json-text',
    oneOf([TEXT, ...(references.length === 0 ? [] : [book.add('reference', oneOf(references))])]),
  );
  const plain = [text, '"true"', '"false"', '[0-9]+'];
  if (depth >= DEEPEST) return book.add('json-leaf', oneOf(plain));
  const object = jsonRule(book, references, depth + 1);
  const item = oneOf([text, object]);
  const list = `"[" ${item} (", " ${item})* "]"`;
  const lines = `"[\\n" (${INDENT} ${item} ","? "\\n")+ ${INDENT} "]"`;
  return book.add('json-value', oneOf([...plain, object, list, lines]));
}
