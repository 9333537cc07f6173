/** Diagnostics for tokens that are in no grammar, few of each sort, so that one mistake does not make a hundred. */
import type { Diagnostic, Source } from '../source/index.ts';
import * as problem from './diagnostics.ts';
import { T, type Tokens } from './tokens.ts';

const INSTEAD: Readonly<Record<number, string>> = { [T.BitwiseAnd]: '&&', [T.BitwiseOr]: '||', [T.BitwiseNot]: '!' };

export function checkInvalidTokens(source: Source, tokens: Tokens, problems: Diagnostic[]): void {
  const { kinds, starts, ends } = tokens;
  let bitwise = 0;
  let backticks = 0;
  let apostrophes = 0;
  let semicolons = 0;
  let badUtf8 = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] as number;
    if (kind < T.BitwiseAnd && kind !== T.QuotedNewline) continue;
    const span = { source, start: starts[i] as number, end: ends[i] as number };
    switch (kind) {
      case T.QuotedNewline:
        problems.push(problem.invalidMultiLineString(span));
        break;
      case T.BitwiseAnd:
      case T.BitwiseOr:
      case T.BitwiseXor:
      case T.BitwiseNot:
        if (bitwise++ < 4) problems.push(problem.unsupportedOperator(span, INSTEAD[kind] ?? ''));
        break;
      case T.Backtick:
        // Backticks and apostrophes come in pairs: only the opening ones are worth a message, and only two.
        if (backticks % 2 === 0) {
          problems.push(
            problem.invalidCharacter(
              span,
              'A backtick means nothing here. Write a heredoc (<<EOT) for text of several lines.',
            ),
          );
        }
        if (backticks <= 2) backticks++;
        break;
      case T.Apostrophe:
        if (apostrophes % 2 === 0) {
          problems.push(problem.invalidCharacter(span, 'Strings stand in double quotes (").'));
        }
        if (apostrophes <= 2) apostrophes++;
        break;
      case T.Semicolon:
        if (semicolons++ < 1) {
          problems.push(problem.invalidCharacter(span, 'A semicolon means nothing here. Begin a new line instead.'));
        }
        break;
      case T.BadUtf8:
        if (badUtf8++ < 1) problems.push(problem.invalidCharacterEncoding(span));
        break;
      default: {
        const text = source.text.slice(span.start, span.end);
        const curly = text === '“' || text === '”';
        problems.push(
          problem.invalidCharacter(
            span,
            curly
              ? 'Strings stand in straight quotes ("), not in curly ones.'
              : 'The language has no use for this character.',
          ),
        );
      }
    }
  }
}
