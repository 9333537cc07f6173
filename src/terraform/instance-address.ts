/** Addresses of instances as Terraform prints and orders them. */
import type { InstanceAddress, InstanceKey } from './plan.ts';

export function formatInstanceKey(key: InstanceKey): string {
  if (key === undefined) return '';
  return typeof key === 'number' ? `[${key}]` : `["${quote(key)}"]`;
}

export function formatModuleAddress(module: InstanceAddress['module']): string {
  return module.map(({ name, key }) => `module.${name}${formatInstanceKey(key)}`).join('.');
}

/** Such as `module.network[0].data.aws_ami.ubuntu["a"]`. */
export function formatInstanceAddress(address: InstanceAddress): string {
  const module = formatModuleAddress(address.module);
  return (module === '' ? '' : `${module}.`) + formatResourceInModule(address) + formatInstanceKey(address.key);
}

/** Such as `data.aws_ami.ubuntu`: without module and key. */
export function formatResourceInModule({ mode, type, name }: Pick<InstanceAddress, 'mode' | 'type' | 'name'>): string {
  return `${mode === 'managed' ? '' : `${mode}.`}${type}.${name}`;
}

/** Module path (short ones first, then by names and keys), data before managed, type, name, key. */
export function compareInstanceAddresses(a: InstanceAddress, b: InstanceAddress): number {
  if (a.module.length !== b.module.length) return a.module.length - b.module.length;
  for (const [i, stepA] of a.module.entries()) {
    const stepB = b.module[i] as typeof stepA;
    const order = compareText(stepA.name, stepB.name) || compareInstanceKeys(stepA.key, stepB.key);
    if (order !== 0) return order;
  }
  return (
    modeRank(a) - modeRank(b) ||
    compareText(a.type, b.type) ||
    compareText(a.name, b.name) ||
    compareInstanceKeys(a.key, b.key)
  );
}

/** No key before numbers, numbers before names. */
export function compareInstanceKeys(a: InstanceKey, b: InstanceKey): number {
  const rank = (key: InstanceKey) => (key === undefined ? 0 : typeof key === 'number' ? 1 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return typeof a === 'number' ? a - (b as number) : compareText(String(a ?? ''), String(b ?? ''));
}

function modeRank({ mode }: InstanceAddress): number {
  return mode === 'data' ? 0 : 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Quotes as HCL reads it back: template introducers are doubled. */
function quote(text: string): string {
  return text.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character] as string).replace(/([$%])\{/g, '$1$1{');
}
