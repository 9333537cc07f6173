/** Causes of a policy's verdict as diagnostics: at the resource block at which the failing expression looked. */
import { lineAt, type Span } from '../source/index.ts';
import { toVerdictDiagnostic } from './diagnostic.ts';
import type { Cause } from './policy/index.ts';
import type { BlockOf } from './resource-block.ts';
import type { VerdictDiagnostic } from './verdict.ts';

const MAXIMUM_OTHERS = 6;

/** Where no resource was looked at, line and column are those of the policy, and there is no file. */
export function policyDiagnostic(cause: Cause, blockOf: BlockOf): VerdictDiagnostic {
  const { rule, status, expression, message, resources, row, column } = cause;
  const base = {
    severity: 'error',
    code: `policy/rule-${status}`,
    summary: rule === '' ? 'Policy error' : `Policy rule ${rule} ${status === 'failed' ? 'failed' : 'is undefined'}`,
    detail: `${message}${others(resources, blockOf)}`,
  } as const;
  const [address] = resources;
  const span = address === undefined ? undefined : blockOf(address);
  if (address !== undefined && span !== undefined) return toVerdictDiagnostic({ ...base, span, address });
  return {
    ...base,
    file: null,
    line: row,
    column,
    end_line: null,
    end_column: null,
    address: address ?? null,
    snippet: expression === '' ? null : expression,
  };
}

function others([, ...rest]: readonly string[], blockOf: BlockOf): string {
  if (rest.length === 0) return '';
  const shown = rest.slice(0, MAXIMUM_OTHERS).map((address) => `${address}${placeOf(blockOf(address))}`);
  const hidden = rest.length - shown.length;
  return `; it also looked at ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function placeOf(span: Span | undefined): string {
  return span === undefined ? '' : ` (${span.source.name}:${lineAt(span.source, span.start)})`;
}
