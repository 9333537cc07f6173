const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;
const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Whether the text is a name in HCL's native syntax. */
export function isIdentifier(text: string): boolean {
  return PLAIN.test(text) || IDENTIFIER.test(text);
}

export const IDENTIFIER_RULE =
  'A name begins with a letter or an underscore and goes on with letters, digits, underscores and dashes.';
