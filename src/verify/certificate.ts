/** The certificate: why a configuration failed, as compact text for a person or a model that is to mend it. */
import type { StageResult, VerdictDiagnostic } from './verdict.ts';

const MAXIMUM_DIAGNOSTICS = 20;

/** The errors of the first stage that did not pass; empty when all passed. */
export function certificateText(stages: readonly StageResult[]): string {
  const failed = stages.find(({ status }) => status === 'failed' || status === 'error');
  if (failed === undefined) return '';
  const errors = failed.diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.slice(0, MAXIMUM_DIAGNOSTICS).map(diagnosticText);
  const hidden = errors.length - shown.length;
  const reason = failed.detail.reason === undefined ? [] : [failed.detail.reason];
  const rest = hidden > 0 ? [`and ${hidden} more errors`] : [];
  return [
    `${failed.stage} ${failed.status === 'error' ? 'could not run' : 'failed'}:`,
    ...reason,
    ...shown,
    ...rest,
  ].join('\n');
}

function diagnosticText({ summary, detail, file, line, address, snippet }: VerdictDiagnostic): string {
  const place =
    file === null ? '' : ` (${file}${line === null ? '' : `:${line}`}${address === null ? '' : `, in ${address}`})`;
  const code = snippet === null ? '' : `\n    ${snippet.trim()}`;
  const explanation = detail === '' ? '' : `\n  ${detail.replaceAll('\n', '\n  ')}`;
  return `- ${summary}${place}${code}${explanation}`;
}
