import type { VerdictDiagnostic } from '../../verify/index.ts';
import { type DiffLine, diffLines } from './diff.ts';
import { escapeHtml } from './escape-html.ts';

const MAX_LINES = 1500;

/** A file with line numbers; each diagnostic stands under the line it points at. */
export function sourceView(path: string, text: string, diagnostics: readonly VerdictDiagnostic[]): string {
  const here = diagnostics.filter(({ file }) => file === path);
  const lines = text.replace(/\n$/, '').split('\n');
  const rows = lines.slice(0, MAX_LINES).map((line, index) => {
    const number = index + 1;
    const found = here.filter((diagnostic) => diagnostic.line === number);
    const marked = found.length === 0 ? '' : ` class="${worst(found)}"`;
    return `<li${marked}><code>${escapeHtml(line)}</code>${found.map(diagnosticNote).join('')}</li>`;
  });
  const more = lines.length > MAX_LINES ? `<p class="muted">${lines.length - MAX_LINES} more lines</p>` : '';
  return `<figure class="file"><figcaption>${escapeHtml(path)}</figcaption><ol class="source">${rows.join('')}</ol>${more}</figure>`;
}

/** Diagnostics that point at no line of the files shown. */
export function placeless(
  diagnostics: readonly VerdictDiagnostic[],
  files: Readonly<Record<string, string>>,
): readonly VerdictDiagnostic[] {
  return diagnostics.filter(({ file, line }) => file === null || line === null || files[file] === undefined);
}

export function diagnosticNote({ severity, summary, detail, address }: VerdictDiagnostic): string {
  const where = address === null ? '' : `<span class="address">${escapeHtml(address)}</span>`;
  const more = detail === '' ? '' : `<span class="detail">${escapeHtml(detail)}</span>`;
  return `<div class="note ${severity}"><strong>${severity === 'error' ? 'Error' : 'Warning'}: ${escapeHtml(summary)}</strong>${where}${more}</div>`;
}

function worst(diagnostics: readonly VerdictDiagnostic[]): string {
  return diagnostics.some(({ severity }) => severity === 'error') ? 'has-error' : 'has-warning';
}

/** What changed from some files to others, file by file; equal files are left out. `plain`: all of it is new, and not marked. */
export function diffView(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  plain = false,
): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return paths
    .filter((path) => before[path] !== after[path])
    .map((path) => {
      const lines = plain ? wholeFile(after[path] ?? '') : folding(diffLines(before[path] ?? '', after[path] ?? ''));
      const rows = lines.map(({ kind, text }) => `<li class="${kind}"><code>${escapeHtml(text)}</code></li>`);
      return `<figure class="file"><figcaption>${escapeHtml(path)}</figcaption><ol class="diff">${rows.join('')}</ol></figure>`;
    })
    .join('');
}

const wholeFile = (text: string) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => ({ kind: 'same' as const, text: line }));

const CONTEXT = 4;

interface ShownLine {
  readonly kind: DiffLine['kind'] | 'gap';
  readonly text: string;
}

/** Long runs of equal lines are folded away. */
function folding(lines: readonly DiffLine[]): ShownLine[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at);
  });
  const shown: ShownLine[] = [];
  let hidden = 0;
  const closeGap = () => {
    if (hidden > 0) shown.push({ kind: 'gap', text: `${hidden} equal ${hidden === 1 ? 'line' : 'lines'}` });
    hidden = 0;
  };
  lines.slice(0, MAX_LINES * 2).forEach((line, index) => {
    if (!near.has(index)) {
      hidden++;
      return;
    }
    closeGap();
    shown.push(line);
  });
  closeGap();
  return shown;
}
