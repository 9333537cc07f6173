/** Short words for behaviours: reading a configuration's members and answering with some filled in. */
import { entriesOf, known, type Value } from '../../cty/index.ts';
import type { ProviderDiagnostic } from '../provider.ts';

export function member(config: Value, name: string): Value | undefined {
  return config.state === 'known' ? entriesOf(config).get(name) : undefined;
}

/** The text of a known member. */
export function textOf(config: Value, name: string): string | undefined {
  const value = member(config, name);
  return value?.state === 'known' && typeof value.data === 'string' ? value.data : undefined;
}

export function numberIn(config: Value, name: string): number | undefined {
  const value = member(config, name);
  return value?.state === 'known' && typeof value.data === 'number' ? value.data : undefined;
}

export function flagIn(config: Value, name: string): boolean | undefined {
  const value = member(config, name);
  return value?.state === 'known' && typeof value.data === 'boolean' ? value.data : undefined;
}

/** The object with members replaced. */
export function withMembers(object: Value, members: Readonly<Record<string, Value>>): Value {
  if (object.state !== 'known') return object;
  const values = new Map(entriesOf(object));
  for (const [name, value] of Object.entries(members)) if (values.has(name)) values.set(name, value);
  return known(object.type, values, object.marks);
}

export function problem(summary: string, detail: string, code: string, name?: string): ProviderDiagnostic {
  return {
    severity: 'error',
    summary,
    detail,
    code,
    ...(name !== undefined && { path: [{ kind: 'attribute', name }] }),
  };
}
