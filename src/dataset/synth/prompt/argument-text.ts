/** Arguments and their values spelled out in a sentence, as Terraform writes them. */
import type { Statement } from '../intent.ts';
import { literal, objectKey } from '../render/expression.ts';

/** Whether its arguments can be spelled out in a sentence. */
export function isPlain({ arguments: settings }: Statement): boolean {
  return settings.every(({ value }) => valueText(value) !== undefined);
}

export function argumentPhrases({ arguments: settings }: Statement, form: string): string[] {
  return settings.flatMap(({ path, value }) => {
    const place = path.join('.');
    const said = valueText(value);
    return said === undefined ? [] : [form.replace('{path}', place).replace('{value}', () => said)];
  });
}

function valueText(value: Statement['arguments'][number]['value']): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return literal(value.value);
    case 'list': {
      const items = value.items.map(valueText);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    case 'map': {
      const items = Object.entries(value.entries).map(([key, item]) => [objectKey(key), valueText(item)] as const);
      if (items.some(([, item]) => item === undefined)) return undefined;
      return `{ ${items.map(([key, item]) => `${key} = ${item}`).join(', ')} }`;
    }
    default:
      return undefined;
  }
}
