/** The texts of a template that is cut into parts: common indentation taken away, neighbours joined. */
import { graphemeCount } from '../../source/index.ts';
import type { Part } from './template-parts.ts';

type TextPart = Part & { kind: 'text' };

/** Takes the smallest indentation of the lines from all of them. Blank lines do not count; the end marker's neither. */
export function flushIndentation(parts: readonly Part[]): void {
  const firsts: TextPart[] = [];
  const smallest = smallestIndentation(parts, firsts);
  if (smallest === Number.POSITIVE_INFINITY || smallest === 0) return;
  for (const part of firsts) {
    part.text = part.text.slice(smallest);
    part.span = { source: part.span.source, start: part.span.start + smallest, end: part.span.end };
  }
}

/** Infinite where no line counts. `firsts` gets the texts that begin a line that counts. */
function smallestIndentation(parts: readonly Part[], firsts: TextPart[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  let startsLine = true;
  for (const part of parts) {
    if (startsLine) {
      if (part.kind === 'end') break;
      smallest = Math.min(smallest, indentationOf(part, firsts));
    }
    startsLine = part.kind === 'text' && part.text.endsWith('\n');
  }
  return smallest;
}

function indentationOf(part: Part, firsts: TextPart[]): number {
  if (part.kind !== 'text') return 0;
  const trimmed = part.text.trimStart();
  if (trimmed === '' && part.text.endsWith('\n')) return Number.POSITIVE_INFINITY;
  firsts.push(part);
  return graphemeCount(part.text.slice(0, part.text.length - trimmed.length));
}

/** Makes one part of texts that follow each other. */
export function joinTexts(parts: Part[]): void {
  let kept = 0;
  for (let i = 0; i < parts.length; ) {
    const part = parts[i] as Part;
    i++;
    if (part.kind === 'text') {
      const pieces = [part.text];
      let end = part.span.end;
      for (let next = parts[i]; next !== undefined && next.kind === 'text'; next = parts[++i]) {
        pieces.push(next.text);
        end = next.span.end;
      }
      if (pieces.length > 1) {
        part.text = pieces.join('');
        part.span = { source: part.span.source, start: part.span.start, end };
      }
    }
    parts[kept++] = part;
  }
  parts.length = kept;
}
