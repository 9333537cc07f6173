/** A verdict as people read it: a line a stage, and every problem with its place in the text. */
import pc from 'picocolors';
import type { Files, StageResult, StageStatus, Verdict, VerdictDiagnostic } from '../verify/index.ts';

/** Characters of a line of source that are shown. */
const LONGEST_LINE = 400;

const SIGNS: Readonly<Record<StageStatus, string>> = {
  passed: pc.green('✓'),
  failed: pc.red('✗'),
  skipped: pc.dim('–'),
  error: pc.yellow('!'),
};

export function verdictForPeople(verdict: Verdict, files: Files): string {
  const lines: string[] = [];
  for (const stage of verdict.stages) {
    for (const diagnostic of stage.diagnostics) lines.push(...diagnosticLines(diagnostic, files), '');
  }
  lines.push(...practiceLines(verdict));
  for (const stage of verdict.stages) lines.push(stageLine(stage));
  lines.push(...practiceSums(verdict));
  return `${lines.join('\n')}\n`;
}

/** A finding of good practice or security takes one line, and one for what to do. */
function practiceLines({ lint, security }: Verdict): string[] {
  const findings = [...(lint?.diagnostics ?? []), ...(security?.diagnostics ?? [])];
  return findings.flatMap(({ file, line, summary, code, detail }) => [
    `${pc.yellow('•')} ${file === null ? '' : `${file}:${line}: `}${pc.bold(summary)} ${pc.dim(code)}`,
    ...detail.split('\n').map((text) => `  ${text}`),
    '',
  ]);
}

function practiceSums({ lint, security }: Verdict): string[] {
  const sums: string[] = [];
  if (lint !== undefined) sums.push(sumLine('lint', lint.diagnostics.length, lint.duration_ms, ''));
  if (security?.status === 'skipped')
    sums.push(`${pc.dim('–')} ${'security'.padEnd(8)} skipped${pc.dim(' (no plan)')}`);
  if (security?.status === 'judged') {
    const { passed, failed, suppressed, duration_ms } = security;
    const silenced = suppressed > 0 ? `, ${suppressed} silenced` : '';
    sums.push(sumLine('security', failed, duration_ms, ` (${passed} of ${passed + failed} checks passed${silenced})`));
  }
  return sums;
}

function sumLine(name: string, findings: number, milliseconds: number, facts: string): string {
  const found = findings === 0 ? 'no findings' : findings === 1 ? '1 finding' : `${findings} findings`;
  const sign = findings === 0 ? pc.green('✓') : pc.yellow('•');
  return `${sign} ${name.padEnd(8)} ${found}${pc.dim(` ${milliseconds.toFixed(1)} ms`)}${pc.dim(facts)}`;
}

function stageLine({ stage, status, duration_ms, detail }: StageResult): string {
  const time = status === 'skipped' ? '' : pc.dim(` ${duration_ms.toFixed(1)} ms`);
  return `${SIGNS[status]} ${stage.padEnd(8)} ${status}${time}${stageFacts(detail)}`;
}

function stageFacts({ reason, providers, resource_counts, rules, verdict }: StageResult['detail']): string {
  if (reason !== undefined) return pc.dim(` (${reason})`);
  if (providers !== undefined) {
    const named = Object.entries(providers).map(
      ([address, { version, served_by }]) =>
        `${address.replace('registry.terraform.io/', '')} ${version} by ${served_by}`,
    );
    return pc.dim(` (${named.join(', ')})`);
  }
  if (resource_counts !== undefined) {
    const total = Object.values(resource_counts).reduce((sum, count) => sum + count, 0);
    return pc.dim(` (${total} to create)`);
  }
  if (rules !== undefined) {
    const passed = Object.values(rules).filter((rule) => rule === 'passed').length;
    return pc.dim(` (${passed} of ${Object.keys(rules).length} rules passed, verdict ${verdict})`);
  }
  return '';
}

function diagnosticLines(diagnostic: VerdictDiagnostic, files: Files): string[] {
  const colour = diagnostic.severity === 'error' ? pc.red : pc.yellow;
  const bar = colour('│');
  const title = `${colour(diagnostic.severity === 'error' ? 'Error' : 'Warning')}: ${pc.bold(diagnostic.summary)}`;
  const body = [...frame(diagnostic, files), ...detailLines(diagnostic.detail)];
  return [
    `${colour('╷')}`,
    `${bar} ${title}`,
    ...body.map((line) => (line === '' ? bar : `${bar} ${line}`)),
    colour('╵'),
  ];
}

function frame({ file, line, column, end_line, end_column, address }: VerdictDiagnostic, files: Files): string[] {
  if (file === null || line === null || column === null) return [];
  const content = files[file];
  const text =
    typeof content === 'string' ? content : content === undefined ? '' : Buffer.from(content).toString('utf8');
  const code = (text.split('\n', line)[line - 1] ?? '').slice(0, LONGEST_LINE);
  const number = `${line}`;
  const width =
    end_line === line && end_column !== null ? Math.max(1, end_column - column) : Math.max(1, code.length - column + 1);
  const where = address === null ? '' : `, in ${address}`;
  return [
    '',
    `  on ${file} line ${line}${where}:`,
    `  ${pc.dim(`${number}:`)} ${code}`,
    `  ${' '.repeat(number.length + 2 + Math.min(column - 1, LONGEST_LINE))}${pc.red('^'.repeat(Math.min(width, 200)))}`,
  ];
}

function detailLines(detail: string): string[] {
  return detail === '' ? [] : ['', ...detail.split('\n')];
}
