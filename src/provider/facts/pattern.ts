/** Go's regular expressions (RE2 syntax) as JavaScript's, for the patterns that validators use. */

const compiled = new Map<string, RegExp | undefined>();

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  punct: '!-/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
};

/** Undefined where the pattern uses what JavaScript has not; such a check is not made. */
export function compilePattern(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, build(pattern));
  return compiled.get(pattern);
}

function build(pattern: string): RegExp | undefined {
  let flags = '';
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  let source = pattern;
  if (inline !== null) {
    flags = inline[1] ?? '';
    source = source.slice(inline[0].length);
  }
  source = source
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\(\?P</g, '(?<')
    .replace(/\\x\{([0-9A-Fa-f]+)\}/g, (_, hex: string) => `\\u{${hex}}`)
    .replace(/\[:(\^?)([a-z]+):\]/g, (whole, not: string, name: string) =>
      not === '' ? (POSIX[name] ?? whole) : whole,
    );
  if (/\\[pP]\{?|\\u\{/.test(source)) {
    flags += 'u';
    source = source.replace(/\\([-_ "'/#%&,:;<=>@`~!])/g, (whole, char: string) => (char === '-' ? whole : char));
  }
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
