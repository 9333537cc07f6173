/**
 * Security: what the checks of the bundled pack, and of packs of the user, find in a plan. A finding points at the resource
 * block in the files; a comment in or above the block can silence it.
 */
import { type Diagnostic, lineAt, type Span } from '../../source/index.ts';
import { loadConfiguration, type Module, type ResourceDeclaration } from '../../terraform/index.ts';
import type { Files } from '../request.ts';
import { isSuppressed, type Suppression, suppressionsIn } from '../suppression.ts';
import { judgeSecurity } from './judge.ts';
import { loadSecurityPack, type SecurityCheck, type SecurityPack } from './pack.ts';

export { loadSecurityPack, type SecurityCheck, type SecurityPack, type Severity } from './pack.ts';

export interface SecurityOptions {
  /** Folders with checks of the user's own, besides the bundled ones. */
  readonly packs?: readonly string[] | undefined;
  /** Checks that are not run, by their identifier or by the one they refer to. */
  readonly ignore?: readonly string[] | undefined;
}

export interface CheckedResource {
  readonly check: string;
  readonly address: string;
  readonly status: 'passed' | 'failed' | 'suppressed';
}

export interface SecurityOutcome {
  readonly checks: readonly CheckedResource[];
  /** One for each failed check of each resource. */
  readonly diagnostics: readonly Diagnostic[];
  /** Share of the applicable checks that passed, 0 to 1; null where none applied. */
  readonly score: number | null;
}

export function checkSecurity(files: Files, plan: unknown, options: SecurityOptions = {}): SecurityOutcome {
  const pack = loadSecurityPack(options.packs);
  const outcomes = judgeSecurity(pack, plan).filter(({ check }) => !isIgnored(pack, check, options.ignore ?? []));
  const declarations = outcomes.some(({ passed }) => !passed) ? declarationsOf(files) : new Map();
  const checks: CheckedResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { check: id, address, passed } of outcomes) {
    const check = pack.checks.get(id);
    const declared: Declared | undefined = passed ? undefined : declarations.get(withoutKeys(address));
    const silenced = check !== undefined && declared !== undefined && isSilenced(check, declared);
    checks.push({ check: id, address, status: passed ? 'passed' : silenced ? 'suppressed' : 'failed' });
    if (!passed && !silenced && check !== undefined) diagnostics.push(finding(check, address, declared?.span));
  }
  return { checks, diagnostics, score: scoreOf(checks) };
}

function isIgnored({ checks }: SecurityPack, id: string, ignored: readonly string[]): boolean {
  return ignored.some((name) => name === id || name === checks.get(id)?.reference);
}

function scoreOf(checks: readonly CheckedResource[]): number | null {
  const counted = checks.filter(({ status }) => status !== 'suppressed');
  if (counted.length === 0) return null;
  return counted.filter(({ status }) => status === 'passed').length / counted.length;
}

function finding(
  { id, title, severity, remediation, reference }: SecurityCheck,
  address: string,
  span?: Span,
): Diagnostic {
  const also = reference === undefined ? '' : `, ${reference} elsewhere`;
  return {
    severity: 'warning',
    code: `security/${id}`,
    summary: title,
    detail: `Not so for ${address} (${severity}${also}). ${remediation}`.trim(),
    address,
    ...(span === undefined ? {} : { span }),
  };
}

/** Where a resource is declared, and which findings are silenced there. */
interface Declared {
  readonly span: Span;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly suppressions: readonly Suppression[];
}

function isSilenced({ id, reference }: SecurityCheck, { suppressions, firstLine, lastLine }: Declared): boolean {
  const names = reference === undefined ? [id] : [id, reference];
  return suppressions.length > 0 && isSuppressed(suppressions, names, firstLine, lastLine);
}

/** By address without instance keys. */
function declarationsOf(files: Files): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>();
  const bySource = new Map<string, readonly Suppression[]>();
  for (const module of loadConfiguration(new Map(Object.entries(files))).modules) {
    for (const resource of module.resources.values()) {
      const { source } = resource.span;
      let suppressions = bySource.get(source.name);
      if (suppressions === undefined) {
        suppressions = suppressionsIn(source);
        bySource.set(source.name, suppressions);
      }
      declared.set(addressIn(module, resource), { ...linesOf(resource), span: resource.span, suppressions });
    }
  }
  return declared;
}

function addressIn({ path }: Module, { address }: ResourceDeclaration): string {
  return [...path.map((name) => `module.${name}`), address].join('.');
}

function linesOf({ span, body }: ResourceDeclaration): { firstLine: number; lastLine: number } {
  const firstLine = lineAt(span.source, span.start);
  const lastLine = body.kind === 'NativeBody' ? lineAt(body.span.source, body.span.end) : firstLine;
  return { firstLine, lastLine: Math.max(firstLine, lastLine) };
}

function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}
