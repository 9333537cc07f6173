/** The tokens of HCL's native syntax, as HCL's own scanner cuts them. */

export const T = {
  EOF: 0,
  Newline: 1,
  Comment: 2,
  Ident: 3,
  Number: 4,
  OBrace: 5,
  CBrace: 6,
  OBrack: 7,
  CBrack: 8,
  OParen: 9,
  CParen: 10,
  OQuote: 11,
  CQuote: 12,
  OHeredoc: 13,
  CHeredoc: 14,
  QuotedLit: 15,
  StringLit: 16,
  QuotedNewline: 17,
  TemplateInterp: 18,
  TemplateControl: 19,
  TemplateSeqEnd: 20,
  Equal: 21,
  EqualOp: 22,
  NotEqual: 23,
  GreaterThan: 24,
  GreaterThanEq: 25,
  LessThan: 26,
  LessThanEq: 27,
  And: 28,
  Or: 29,
  Bang: 30,
  Plus: 31,
  Minus: 32,
  Star: 33,
  Slash: 34,
  Percent: 35,
  Dot: 36,
  Comma: 37,
  Ellipsis: 38,
  FatArrow: 39,
  Question: 40,
  Colon: 41,
  DoubleColon: 42,
  BitwiseAnd: 43,
  BitwiseOr: 44,
  BitwiseXor: 45,
  BitwiseNot: 46,
  Backtick: 47,
  Apostrophe: 48,
  Semicolon: 49,
  BadUtf8: 50,
  Invalid: 51,
} as const;

export type TokenKind = (typeof T)[keyof typeof T];

/** Parallel arrays: a token is an index. The last one is EOF. */
export interface Tokens {
  readonly kinds: readonly TokenKind[];
  /** UTF-16 offsets. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}
