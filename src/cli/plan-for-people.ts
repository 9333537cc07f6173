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
    readonly importing?: unknown;
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
  lines.push(`${pc.bold('Plan:')} ${totals(changes)}.`);
  if (outputs.length > 0) {
    lines.push('', 'Outputs:');
    for (const [name, { after, after_unknown, after_sensitive }] of outputs) {
      lines.push(...valueLines(name, after, after_unknown, after_sensitive, '  '));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Such as `1 to import, 2 to create`. */
function totals(changes: readonly Change[]): string {
  const count = (does: (change: Change['change']) => boolean) => changes.filter(({ change }) => does(change)).length;
  const imported = count(({ importing }) => importing !== undefined);
  const updated = count(({ actions }) => actions[0] === 'update');
  const replaced = count(({ actions }) => actions.length === 2);
  const created = count(({ actions }) => actions.length === 1 && actions[0] === 'create');
  return [
    ...(imported > 0 ? [`${imported} to import`] : []),
    `${created} to create`,
    ...(updated > 0 ? [`${updated} to update`] : []),
    ...(replaced > 0 ? [`${replaced} to replace`] : []),
  ].join(', ');
}

function verbOf({ actions, importing }: Change['change']): { readonly verb: string; readonly sign: string } {
  const also = importing === undefined ? '' : 'imported';
  const and = also === '' ? '' : `${also} and `;
  if (actions.length === 2) return { verb: `will be ${and}replaced`, sign: pc.yellow('-/+') };
  switch (actions[0]) {
    case 'read':
      return { verb: 'will be read during apply', sign: pc.cyan('<=') };
    case 'update':
      return { verb: `will be ${and}updated`, sign: pc.yellow('~') };
    case 'no-op':
      return { verb: also === '' ? 'stays as it is' : 'will be imported', sign: ' ' };
    default:
      return { verb: 'will be created', sign: pc.green('+') };
  }
}

function resourceLines({ address, mode, type, name, change }: Change): string[] {
  const { verb, sign } = verbOf(change);
  const keyword = mode === 'data' ? 'data' : 'resource';
  const names = new Set([...Object.keys(change.after ?? {}), ...Object.keys((change.after_unknown ?? {}) as object)]);
  const body = [...names]
    .sort()
    .flatMap((key) =>
      valueLines(
        key,
        change.after?.[key],
        member(change.after_unknown, key),
        member(change.after_sensitive, key),
        '  ',
      ),
    );
  return [`${pc.bold(`# ${address}`)} ${verb}`, `${sign} ${keyword} "${type}" "${name}" {`, ...body, '}', ''];
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
  return typeof value === 'string' && value.includes('\n')
    ? heredoc(head, value, indent)
    : [head + JSON.stringify(value)];
}

/** A text of several lines as one would write it. */
function heredoc(head: string, text: string, indent: string): string[] {
  const lines = text.split('\n');
  const shown = (lines.at(-1) === '' ? lines.slice(0, -1) : lines).map((line) =>
    line === '' ? '' : `${indent}  ${line}`,
  );
  return [`${head}<<-EOT`, ...shown, `${indent}EOT`];
}

function member(shape: unknown, key: string | number): unknown {
  if (shape === null || typeof shape !== 'object') return undefined;
  return Object.hasOwn(shape, key) ? (shape as Record<string | number, unknown>)[key] : undefined;
}
