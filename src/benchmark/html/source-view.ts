import type { VerdictDiagnostic } from '../../verify/index.ts';
import { diffLines } from './diff.ts';
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

/** The difference from the reference solution to an answer, file by file; files that are equal are left out. */
export function diffView(gold: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): string {
  const paths = [...new Set([...Object.keys(gold), ...Object.keys(files)])].filter(
    (path) => gold[path] !== files[path],
  );
  return paths
    .map((path) => {
      const lines = diffLines(gold[path] ?? '', files[path] ?? '');
      const rows = lines.map(({ kind, text }) => `<li class="${kind}"><code>${escapeHtml(text)}</code></li>`);
      return `<figure class="file"><figcaption>${escapeHtml(path)}</figcaption><ol class="diff">${rows.join('')}</ol></figure>`;
    })
    .join('');
}
