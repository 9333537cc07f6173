/** Texts as Go quotes them. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};
const NEEDS_ESCAPE = /["\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ESCAPED = /["\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** A quoted string literal of Go: what `%q` prints. */
export function quoteGo(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
  const escaped = text.replace(ESCAPED, (character) => {
    const short = ESCAPES[character];
    if (short !== undefined) return short;
    const code = character.codePointAt(0) as number;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}
