/** Terraform's own messages, read from its `-json` output into our shape. */
import type { Diagnostic, Source, Span } from '../../../source/index.ts';
import { OVERRIDE_FILE } from './workspace.ts';

interface Position {
  readonly byte: number;
}

export interface ReportedDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: Position; readonly end: Position };
}

/** One line of a command's `-json` output. */
export interface ReportedEvent {
  readonly type?: string;
  readonly diagnostic?: ReportedDiagnostic;
  readonly change?: {
    readonly resource: { readonly resource_type: string; readonly addr: string };
    readonly action: string;
  };
  /** What is done to a resource: `apply_start`, `apply_complete`, `apply_errored`. */
  readonly hook?: {
    readonly resource?: { readonly addr: string };
    readonly action?: string;
    readonly id_key?: string;
    readonly id_value?: string;
  };
}

/** Lines that are not JSON, which some commands print between the others, are passed over. */
export function eventsIn(output: string): ReportedEvent[] {
  const events: ReportedEvent[] = [];
  for (const line of output.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      events.push(JSON.parse(line) as ReportedEvent);
    } catch {
      // Cut short by a limit.
    }
  }
  return events;
}

/** Finds places in the configuration's files; texts are decoded once for all messages. */
export function diagnosticReader(files: ReadonlyMap<string, string | Uint8Array>) {
  const sources = new Map<string, { readonly source: Source; readonly bytes: Buffer }>();
  const sourceOf = (name: string) => {
    let found = sources.get(name);
    const content = files.get(name);
    if (found === undefined && content !== undefined) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
      found = { source: { name, text: bytes.toString() }, bytes };
      sources.set(name, found);
    }
    return found;
  };
  const spanOf = ({ range }: ReportedDiagnostic): Span | undefined => {
    if (range === undefined || range.filename.endsWith(OVERRIDE_FILE)) return undefined;
    const found = sourceOf(range.filename);
    if (found === undefined) return undefined;
    const offset = (byte: number) => found.bytes.subarray(0, byte).toString().length;
    return { source: found.source, start: offset(range.start.byte), end: offset(range.end.byte) };
  };
  return (reported: ReportedDiagnostic): Diagnostic => {
    const span = spanOf(reported);
    return {
      severity: reported.severity === 'error' ? 'error' : 'warning',
      code: 'terraform/reported',
      summary: reported.summary,
      detail: reported.detail ?? '',
      ...(span !== undefined && { span }),
      ...(reported.address !== undefined && { address: reported.address }),
    };
  };
}

/** What an executable without `-json` prints: titles, and the places beneath them. */
export function diagnosticsInText(output: string): ReportedDiagnostic[] {
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '').replace(/^[│╷╵ ] ?/gm, '');
  return [...plain.matchAll(/^(Error|Warning): (.+)$/gm)].map(([, severity = '', summary = '']) => ({
    severity: severity.toLowerCase(),
    summary,
  }));
}
