/** Imports, and what they change of the language. */
import type { Import } from '../ast.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { EXPERIMENTAL_KEYWORDS, FUTURE_KEYWORDS } from './keywords.ts';

/** Path = Ident { "." Ident | "[" String "]" }, of a package or an import. */
export function readPath(cursor: Cursor): string[] {
  const first = cursor.peek();
  if (first.kind !== 'identifier' || first.newline) cursor.fail('expected ident');
  cursor.take();
  const path = [first.text];
  for (;;) {
    if (cursor.isAdjacent('.')) {
      cursor.take();
      path.push(cursor.identifier('expected ident').text);
    } else if (cursor.isAdjacent('[')) {
      cursor.take();
      const key = cursor.take();
      if (key.kind !== 'string') cursor.failAt('expected string', key);
      path.push(key.text);
      cursor.expect(']');
    } else return path;
  }
}

const ROOTS: readonly (string | undefined)[] = ['data', 'input', 'future', 'rego'];

// Import = "import" Path [ "as" Var ]
export function readImport(cursor: Cursor): Import {
  const { at } = cursor.take();
  const path = readPath(cursor);
  const [root] = path;
  if (!ROOTS.includes(root)) {
    const message = `unexpected import path, must begin with one of: {data, future, input, rego}, got: ${root}`;
    throw new SyntaxProblem(message, at);
  }
  if (!cursor.isKeyword('as')) return { at, path };
  cursor.take();
  return { at, path, alias: cursor.identifier('expected var').text };
}

/** Turns on the keywords that it names. */
export function applyImport(cursor: Cursor, statement: Import): void {
  cursor.forget();
  const [root] = statement.path;
  if (root === 'future') applyFuture(cursor, statement);
  if (root === 'rego') applyVersion(cursor, statement);
}

function applyFuture({ keywords, experiments }: Cursor, { path, alias, at }: Import): void {
  if (path[1] !== 'keywords') throw new SyntaxProblem('invalid import, must be `future.keywords`', at);
  if (alias !== undefined) throw new SyntaxProblem('`future` imports cannot be aliased', at);
  const [, , name] = path;
  if (name === undefined) for (const keyword of FUTURE_KEYWORDS) keywords.add(keyword);
  else if (FUTURE_KEYWORDS.includes(name)) keywords.add(name);
  else if (EXPERIMENTAL_KEYWORDS.includes(name)) experiments.add(name);
  else throw new SyntaxProblem(`unexpected keyword, must be one of ${FUTURE_KEYWORDS.join(', ')}`, at);
  if (name === 'every') keywords.add('in');
}

function applyVersion(cursor: Cursor, { path, at }: Import): void {
  if (path[1] !== 'v1' || path.length !== 2) throw new SyntaxProblem('invalid import `rego`, must be `rego.v1`', at);
  for (const keyword of FUTURE_KEYWORDS) cursor.keywords.add(keyword);
  cursor.dialect = 'v1';
}
