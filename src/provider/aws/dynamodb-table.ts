/** What the aws provider checks of a DynamoDB table only while planning. */
import { quoteGo } from '../../util/quote-go.ts';
import type { Fields } from './fields.ts';

/** The provider joins all that is wrong into one title, a line each. */
export function dynamodbTable(table: Fields): readonly string[] {
  const problems = [
    ...streamProblems(table),
    ...unusedKeys(table),
    ...capacityProblems(table),
    ...expiryProblems(table),
  ];
  return problems.length > 0 ? [problems.join('\n')] : [];
}

function streamProblems(table: Fields): string[] {
  const missing = table.flag('stream_enabled') === true && !table.isSet('stream_view_type');
  return missing ? ['stream_view_type is required when stream_enabled = true'] : [];
}

/** Where items expire, by which attribute must be said; an empty name is told in other words. */
function expiryProblems(table: Fields): string[] {
  return table.blocks('ttl').flatMap((ttl): string[] => {
    if (ttl.flag('enabled') !== true || ttl.isUnknown('attribute_name')) return [];
    const name = ttl.text('attribute_name');
    if (name === '')
      return [
        'Invalid value\n\nAttribute "ttl[0].attribute_name" cannot have an empty value\n\nPath: ttl[0].attribute_name',
      ];
    if (name !== undefined) return [];
    return [
      'Invalid Attribute Combination\n\nAttribute "ttl[0].attribute_name" must be specified when "ttl[0].enabled" is "true".\n\nPath: ttl[0].enabled',
    ];
  });
}

function unusedKeys(table: Fields): string[] {
  const indexed = new Set<string>();
  let open = false;
  const add = (holder: Fields, name: string): void => {
    if (holder.isUnknown(name)) open = true;
    const key = holder.text(name);
    if (key !== undefined && key !== '') indexed.add(key);
  };
  for (const holder of [table, ...table.blocks('global_secondary_index')]) {
    add(holder, 'hash_key');
    add(holder, 'range_key');
  }
  for (const holder of table.blocks('local_secondary_index')) add(holder, 'range_key');
  const attributes = table.blocks('attribute');
  if (open || table.isUnknown('attribute') || attributes.some((attribute) => attribute.isUnknown('name'))) return [];
  if (table.isUnknown('global_secondary_index') || table.isUnknown('local_secondary_index')) return [];
  const names = new Set(attributes.map((attribute) => attribute.text('name') ?? ''));
  const list = (items: readonly string[]): string => `[${[...items].sort().map(quoteGo).join(' ')}]`;
  const unused = [...names].filter((name) => !indexed.has(name));
  const unmatched = [...indexed].filter((key) => !names.has(key));
  const problems: string[] = [];
  if (unused.length > 0) problems.push(`all attributes must be indexed. Unused attributes: ${list(unused)}`);
  if (unmatched.length > 0)
    problems.push(`all indexes must match a defined attribute. Unmatched indexes: ${list(unmatched)}`);
  return problems;
}

function capacityProblems(table: Fields): string[] {
  if (table.isUnknown('billing_mode') || table.isSet('restore_source_name') || table.isSet('restore_source_table_arn'))
    return [];
  const mode = table.text('billing_mode') ?? 'PROVISIONED';
  const problems: string[] = [];
  for (const name of ['read_capacity', 'write_capacity']) {
    if (table.isUnknown(name)) continue;
    const capacity = table.number(name) ?? 0;
    if (mode === 'PAY_PER_REQUEST' && capacity !== 0)
      problems.push(`${name} can not be set when billing_mode is "PAY_PER_REQUEST"`);
    if (mode === 'PROVISIONED' && capacity < 1)
      problems.push(`${name} must be at least 1 when billing_mode is "PROVISIONED"`);
  }
  return problems;
}
