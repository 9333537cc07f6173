/** Diagnostics and attribute paths as providers send them. */
import type { Path, PathStep, ProviderDiagnostic } from '../provider.ts';
import { readFields, textOf } from './wire.ts';

export const REPORTED = 'provider/reported';

export function decodeDiagnostic(bytes: Uint8Array): ProviderDiagnostic {
  let severity: ProviderDiagnostic['severity'] = 'warning';
  let summary = '';
  let detail = '';
  let path: Path | undefined;
  readFields(bytes, (field) => {
    if (field.number === 1) severity = field.integer === 1 ? 'error' : 'warning';
    else if (field.number === 2) summary = textOf(field.bytes);
    else if (field.number === 3) detail = textOf(field.bytes);
    else if (field.number === 4) path = decodePath(field.bytes);
  });
  return { severity, summary, detail, code: REPORTED, ...(path !== undefined && path.length > 0 && { path }) };
}

export function decodePath(bytes: Uint8Array): Path {
  const steps: PathStep[] = [];
  readFields(bytes, (field) => {
    if (field.number !== 1) return;
    // An index of 0 may be written as an empty step by careless encoders; Go's always writes the chosen member of a oneof.
    readFields(field.bytes, (step) => {
      if (step.number === 1) steps.push({ kind: 'attribute', name: textOf(step.bytes) });
      else if (step.number === 2) steps.push({ kind: 'index', key: textOf(step.bytes) });
      else if (step.number === 3) steps.push({ kind: 'index', key: step.integer });
    });
  });
  return steps;
}
