import type { Assessment } from './environment.ts';

/** A verdict, as far as an agent acts on it. */
export interface JudgedVerdict {
  readonly stages: readonly {
    readonly stage: string;
    readonly status: 'passed' | 'failed' | 'skipped' | 'error';
    readonly diagnostics: readonly { readonly severity: 'error' | 'warning' }[];
  }[];
  readonly certificate: string;
  readonly score: number | null;
  readonly reward: number | null;
  readonly lint?: { readonly diagnostics: readonly Finding[] };
  readonly security?: { readonly diagnostics: readonly Finding[] };
}

interface Finding {
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly address: string | null;
}

/** Stages passed come first, then the reward, the score, and fewer errors and findings. */
export function assessmentOf(verdict: JudgedVerdict): Assessment {
  const { stages, score, reward } = verdict;
  const findings = [...(verdict.lint?.diagnostics ?? []), ...(verdict.security?.diagnostics ?? [])];
  const errors = stages.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
  const passed = stages.filter(({ status }) => status === 'passed').length;
  return {
    status: statusOf(verdict),
    stages: stages.map(({ stage, status }) => ({ stage, status })),
    certificate: certificateOf(verdict, findings),
    findings: findings.length,
    rank: [passed, reward ?? -1, score ?? -1, -errors.length, -findings.length],
    score,
    reward,
  };
}

function statusOf({ stages }: JudgedVerdict): Assessment['status'] {
  if (stages.some(({ status }) => status === 'error')) return 'error';
  return stages.some(({ status }) => status === 'failed') ? 'failed' : 'passed';
}

const MOST_FINDINGS = 20;

function certificateOf({ certificate }: JudgedVerdict, findings: readonly Finding[]): string {
  if (findings.length === 0) return certificate;
  const shown = findings.slice(0, MOST_FINDINGS).map(({ code, summary, detail, file, line, address }) => {
    const place = [file === null ? '' : `${file}${line === null ? '' : `:${line}`}`, address ?? ''];
    const where = place.filter((part) => part !== '').join(', in ');
    return `- ${summary} [${code}]${where === '' ? '' : ` (${where})`}\n  ${detail.replaceAll('\n', '\n  ')}`;
  });
  const hidden = findings.length - shown.length;
  const rest = hidden > 0 ? [`and ${hidden} more findings`] : [];
  return [certificate, 'good practice and security:', ...shown, ...rest].filter((part) => part !== '').join('\n');
}
