/** The comments of a native file, found by its tokens: `//` inside a string is none. */
import { scanTokens, T } from '../../hcl/index.ts';
import type { Source, Span } from '../../source/index.ts';

export function commentsIn(source: Source): readonly Span[] {
  const { kinds, starts, ends } = scanTokens(source);
  const comments: Span[] = [];
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] === T.Comment) comments.push({ source, start: starts[i] as number, end: ends[i] as number });
  }
  return comments;
}
