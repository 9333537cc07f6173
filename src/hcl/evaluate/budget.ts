/** What the evaluation under way has used of its limits; past one of them nothing more is evaluated. */
import { DYNAMIC_UNKNOWN, extentOf, type Value } from '../../cty/index.ts';
import { type Diagnostic, limits, type Span } from '../../source/index.ts';
import { limitExceeded } from '../evaluation-diagnostics.ts';

interface Budget {
  /** Expressions evaluated, and elements visited by loops. */
  steps: number;
  /** UTF-16 units of text made. */
  output: number;
  depth: number;
  /** The message about the limit that was passed. */
  exhausted: Diagnostic | undefined;
}

export const budget: Budget = { steps: 0, output: 0, depth: 0, exhausted: undefined };

export function refill(): void {
  budget.steps = 0;
  budget.output = 0;
  budget.depth = 0;
  budget.exhausted = undefined;
}

/** Ends the evaluation; gives the value that stands for its results. */
export function exhaust(span: Span, limit: string, value: number): Value {
  budget.exhausted ??= limitExceeded(span, limit, value);
  return DYNAMIC_UNKNOWN;
}

/** Counts text that is made; false past the limits. */
export function admitsText(length: number, span: Span): boolean {
  budget.output += length;
  if (length > limits.maxStringLength) exhaust(span, 'maxStringLength', limits.maxStringLength);
  else if (budget.output > limits.maxTemplateOutput) exhaust(span, 'maxTemplateOutput', limits.maxTemplateOutput);
  else return true;
  return false;
}

const LONG_TEXT = 10_000;

/** Counts text that functions make: many long results exhaust memory as one endless result would. */
export function withinOutput(value: Value, span: Span): Value {
  if (value.state !== 'known' || typeof value.data !== 'string' || value.data.length < LONG_TEXT) return value;
  return admitsText(value.data.length, span) ? value : DYNAMIC_UNKNOWN;
}

/** A value that holds another twice costs nothing to make, and doubles what every walk over it costs. */
export function withinExtent(value: Value, span: Span): Value {
  const extent = extentOf(value);
  if (extent.size > limits.maxValueSize) return exhaust(span, 'maxValueSize', limits.maxValueSize);
  if (extent.depth > limits.maxDepth) return exhaust(span, 'maxDepth', limits.maxDepth);
  return value;
}
