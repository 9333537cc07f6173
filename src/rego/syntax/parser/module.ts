/** Modules: package, imports and rules. */
import type { Annotation, Import, Module, Rule } from '../ast.ts';
import { readAnnotations } from './annotations.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { applyImport, readImport, readPath } from './import.ts';
import { readRules } from './rule.ts';

// Module = Package { Import | Rule }
export function readModule(cursor: Cursor): Module {
  if (cursor.peek().kind === 'end') throw new SyntaxProblem('empty module', 0);
  const annotations = readAnnotations(cursor.comments);
  if (!cursor.isKeyword('package')) cursor.fail('package expected');
  const start = cursor.take();
  const packageAnnotations = annotations.take(start.at);
  const path = readPath(cursor);
  endOfStatement(cursor);
  const imports: Import[] = [];
  const rules: Rule[] = [];
  while (cursor.peek().kind !== 'end') {
    const found = annotations.take(cursor.peek().at);
    packageAnnotations.push(...found.filter(isOfPackage));
    if (cursor.isKeyword('import')) {
      const statement = readImport(cursor);
      imports.push(statement);
      applyImport(cursor, statement);
    } else rules.push(...readRules(cursor, found.filter((annotation) => !isOfPackage(annotation)).at(-1)));
    endOfStatement(cursor);
  }
  const { source, dialect } = cursor;
  return { source, dialect, package: path, packageAt: start.at, packageAnnotations, imports, rules };
}

function isOfPackage({ text }: Annotation): boolean {
  return /^\s*scope:\s*(package|subpackages)\s*$/m.test(text);
}

function endOfStatement(cursor: Cursor): void {
  const token = cursor.peek();
  if (cursor.isPunctuation(';')) cursor.take();
  else if (token.kind !== 'end' && !token.newline) cursor.fail();
}
