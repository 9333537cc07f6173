/**
 * The door to good practice, security and SARIF, and their results as verdicts carry them. Everything behind it is loaded only
 * where asked for: most verifications need none of it.
 */
import { performance } from 'node:perf_hooks';
import { toVerdictDiagnostic } from './diagnostic.ts';
import type { LintOptions, LintRule } from './lint/index.ts';
import type { Files } from './request.ts';
import type { SarifLog, SarifOptions } from './sarif.ts';
import type { SecurityCheck, SecurityOptions } from './security/index.ts';
import type { LintResult, SecurityResult, Verdict } from './verdict.ts';

export async function lintResult(files: Files, options: LintOptions): Promise<LintResult> {
  const { lintConfiguration } = await import('./lint/index.ts');
  const started = performance.now();
  const diagnostics = lintConfiguration(files, options).map(toVerdictDiagnostic);
  return { score: diagnostics.length === 0 ? 1 : 0, diagnostics, duration_ms: since(started) };
}

export async function securityResult(files: Files, plan: unknown, options: SecurityOptions): Promise<SecurityResult> {
  if (plan === undefined) return NOT_JUDGED;
  const { checkSecurity } = await import('./security/index.ts');
  const started = performance.now();
  const { checks, diagnostics, score } = checkSecurity(files, plan, options);
  const count = (wanted: string) => checks.filter(({ status }) => status === wanted).length;
  return {
    status: 'judged',
    score,
    passed: count('passed'),
    failed: count('failed'),
    suppressed: count('suppressed'),
    checks,
    diagnostics: diagnostics.map(toVerdictDiagnostic),
    duration_ms: since(started),
  };
}

const NOT_JUDGED: SecurityResult = {
  status: 'skipped',
  score: null,
  passed: 0,
  failed: 0,
  suppressed: 0,
  checks: [],
  diagnostics: [],
  duration_ms: 0,
};

function since(started: number): number {
  return Math.round((performance.now() - started) * 1000) / 1000;
}

/** Every rule of good practice. */
export async function lintRules(): Promise<readonly LintRule[]> {
  return (await import('./lint/index.ts')).LINT_RULES;
}

/** Every security check by its identifier, those of the user's packs included. Throws a SecurityPackError. */
export async function securityChecks({ packs }: SecurityOptions = {}): Promise<ReadonlyMap<string, SecurityCheck>> {
  return (await import('./security/index.ts')).loadSecurityPack(packs).checks;
}

/** The verdict as code-scanning sites read it. */
export async function sarifOf(verdict: Verdict, options: SarifOptions): Promise<SarifLog> {
  return (await import('./sarif.ts')).sarifOf(verdict, options);
}
