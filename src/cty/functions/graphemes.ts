/** What a person takes for one character: the unit of `length`, `substr`, `strrev` and the widths of `format`. */
const ASCII = /^[\x00-\x0c\x0e-\x7f]*$/;
let segmenter: Intl.Segmenter | undefined;

export function graphemes(text: string): string[] {
  if (ASCII.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function graphemeCount(text: string): number {
  return ASCII.test(text) ? text.length : graphemes(text).length;
}
