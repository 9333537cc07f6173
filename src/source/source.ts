/** A text that positions point into: a file of a configuration, a policy, an expression typed at the console. */
export interface Source {
  /** The path as diagnostics print it, relative to the configuration's folder. */
  readonly name: string;
  readonly text: string;
  /** Offsets of the U+FFFD in `text` that stand for bytes that were not UTF-8. */
  readonly malformed?: ReadonlySet<number>;
}

/** Half-open range of UTF-16 offsets into `source.text`. Lines and columns are derived when a message is rendered. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** From the start of `a` to the end of `b`; both lie in one source and `a` begins first. */
export function spanBetween(a: Span, b: Span): Span {
  return { source: a.source, start: a.start, end: b.end };
}

/** The empty span at the start of `span`: where something was expected and is missing. */
export function spanStart(span: Span): Span {
  return { source: span.source, start: span.start, end: span.start };
}
