/** A plan as people read it, from plan JSON: each resource with the values that are known. */
import pc from 'picocolors';
import type { PlanJson } from '../terraform/index.ts';

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: unknown;
    readonly after_sensitive: unknown;
  };
}

interface OutputChange {
  readonly after?: unknown;
  readonly after_unknown: unknown;
  readonly after_sensitive: unknown;
}

const UNKNOWN = pc.dim('(known after apply)');
const SENSITIVE = pc.dim('(sensitive value)');

export function planForPeople(plan: PlanJson): string {
  const changes = (plan.resource_changes ?? []) as unknown as readonly Change[];
  const outputs = Object.entries((plan.output_changes ?? {}) as unknown as Record<string, OutputChange>);
  if (changes.length === 0 && outputs.length === 0)
    return 'No changes: the configuration declares nothing to create.\n';
  const lines = changes.flatMap(resourceLines);
  const created = changes.filter(({ change }) => change.actions.includes('create')).length;
  lines.push(`${pc.bold('Plan:')} ${created} to create.`);
  if (outputs.length > 0) {
    lines.push('', 'Outputs:');
    for (const [name, { after, after_unknown, after_sensitive }] of outputs) {
      lines.push(...valueLines(name, after, after_unknown, after_sensitive, '  '));
    }
  }
  return `${lines.join('\n')}\n`;
}

function resourceLines({ address, mode, type, name, change }: Change): string[] {
  const verb = change.actions.includes('read') ? 'will be read during apply' : 'will be created';
  const keyword = mode === 'data' ? 'data' : 'resource';
  const sign = mode === 'data' ? pc.cyan('<=') : pc.green('+');
  const names = new Set([...Object.keys(change.after ?? {}), ...Object.keys((change.after_unknown ?? {}) as object)]);
  const body = [...names]
    .sort()
    .flatMap((key) =>
      valueLines(
        key,
        change.after?.[key],
        member(change.after_unknown, key),
        member(change.after_sensitive, key),
        '    ',
      ),
    );
  return [`${pc.bold(`# ${address}`)} ${verb}`, `${sign} ${keyword} "${type}" "${name}" {`, ...body, '  }', ''];
}

/** Nothing for what is null: it was not set and nobody will set it. */
function valueLines(name: string, value: unknown, unknown: unknown, sensitive: unknown, indent: string): string[] {
  const head = name === '' ? indent : `${indent}${name} = `;
  if (sensitive === true) return [`${head}${SENSITIVE}`];
  if (unknown === true) return [`${head}${UNKNOWN}`];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    const elements = value.flatMap((element, i) => {
      const lines = valueLines('', element, member(unknown, i), member(sensitive, i), `${indent}  `);
      return lines.length === 0 ? [`${indent}  null,`] : [...lines.slice(0, -1), `${lines.at(-1)},`];
    });
    return [`${head}[`, ...elements, `${indent}]`];
  }
  if (typeof value === 'object') {
    const names = new Set([
      ...Object.keys(value),
      ...Object.keys(typeof unknown === 'object' && unknown !== null ? unknown : {}),
    ]);
    const members = [...names].flatMap((key) =>
      valueLines(
        key,
        (value as Record<string, unknown>)[key],
        member(unknown, key),
        member(sensitive, key),
        `${indent}  `,
      ),
    );
    return [`${head}{`, ...members, `${indent}}`];
  }
  return [`${head}${JSON.stringify(value)}`];
}

function member(shape: unknown, key: string | number): unknown {
  if (shape === null || typeof shape !== 'object') return undefined;
  return Object.hasOwn(shape, key) ? (shape as Record<string | number, unknown>)[key] : undefined;
}
