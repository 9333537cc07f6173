/**
 * Packs of security checks: Rego modules that define `checks` (id → what it is) and `findings` (what became of each resource).
 * The bundled pack lies in policies/security; packs of users are folders of the same form. Compiled once per process.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CompiledPolicy,
  compilePolicy,
  errorText,
  evaluateDocument,
  type ModuleSource,
  toPlainJson,
} from '../../rego/index.ts';
import { SecurityPackError } from './pack-error.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export interface SecurityCheck {
  /** Ours and stable: `TS_AWS_S3_001`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Resource types that it looks at. */
  readonly types: readonly string[];
  /** What to do about a finding. */
  readonly remediation: string;
  /** The identifier under which the same condition is known elsewhere, such as `CKV_AWS_21`. */
  readonly reference: string | undefined;
}

/** A package of checks. */
export interface Service {
  /** Below `data`: `['terrasmith', 'security', 'aws', 's3']`. */
  readonly path: readonly string[];
  readonly types: ReadonlySet<string>;
}

export interface SecurityPack {
  readonly policy: CompiledPolicy;
  readonly services: readonly Service[];
  readonly checks: ReadonlyMap<string, SecurityCheck>;
}

const BUNDLED = fileURLToPath(new URL('../../../policies/security/', import.meta.url));
const SEVERITIES = new Set(['critical', 'high', 'medium', 'low']);
const loaded = new Map<string, SecurityPack>();

/** The bundled checks and those of the folders, as one pack. Throws a SecurityPackError where a module is of no use. */
export function loadSecurityPack(folders: readonly string[] = []): SecurityPack {
  const key = folders.join('\0');
  let pack = loaded.get(key);
  if (pack === undefined) {
    pack = packOf([BUNDLED, ...new Set(folders)].flatMap(modulesIn));
    loaded.set(key, pack);
  }
  return pack;
}

function modulesIn(folder: string): readonly ModuleSource[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (cause) {
    throw new SecurityPackError(`the folder ${folder} cannot be read`, { cause });
  }
  const modules = names.filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego')).sort();
  if (modules.length === 0) throw new SecurityPackError(`the folder ${folder} holds no .rego file`);
  return modules.map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

function packOf(modules: readonly ModuleSource[]): SecurityPack {
  const { policy, errors } = compilePolicy(modules);
  if (policy === undefined) throw new SecurityPackError(errors.map((error) => errorText(error)).join('\n'));
  const services: Service[] = [];
  const checks = new Map<string, SecurityCheck>();
  const paths = new Map(policy.modules.map((module) => [module.package.join('.'), module.package]));
  for (const path of paths.values()) {
    if (path.join('.') === 'terrasmith.lib') continue;
    const { value } = evaluateDocument(policy, [...path, 'checks']);
    if (value === undefined) continue;
    const types = new Set<string>();
    for (const [id, check] of Object.entries(toPlainJson(value) as Record<string, unknown>)) {
      if (checks.has(id)) throw new SecurityPackError(`two checks are called ${id}`);
      const known = securityCheck(id, check);
      checks.set(id, known);
      for (const type of known.types) types.add(type);
    }
    services.push({ path, types });
  }
  return { policy, services, checks };
}

function securityCheck(id: string, described: unknown): SecurityCheck {
  const { title, severity, types, remediation, reference } = (described ?? {}) as Record<string, unknown>;
  const complaint = (field: string, wanted: string) => new SecurityPackError(`${id}: "${field}" must be ${wanted}`);
  if (typeof title !== 'string') throw complaint('title', 'a text');
  if (typeof severity !== 'string' || !SEVERITIES.has(severity)) {
    throw complaint('severity', 'critical, high, medium or low');
  }
  if (!Array.isArray(types) || types.length === 0) throw complaint('types', 'a list of resource types');
  return {
    id,
    title,
    severity: severity as Severity,
    types: types.map(String),
    remediation: typeof remediation === 'string' ? remediation : '',
    reference: typeof reference === 'string' ? reference : undefined,
  };
}
