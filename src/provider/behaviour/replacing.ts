/**
 * What forces replacement in providers whose packs hold no such facts, as their documentation says: utilities are made anew when any of their
 * arguments changes; what a cloud knows by a name or a place keeps both for life.
 */
import type { Schema } from '../schema.ts';

type Places = (type: string, schema: Schema) => readonly string[];

const every: Places = (_, { block }) => [
  ...[...block.attributes].filter(([, { required, optional }]) => required || optional).map(([name]) => name),
  ...block.blocks.keys(),
];

const named =
  (...places: readonly string[]): Places =>
  () =>
    places;

const HASHICORP: Readonly<Record<string, Places>> = {
  random: every,
  local: every,
  tls: (type, schema) => every(type, schema).filter((name) => name !== 'early_renewal_hours'),
  null: named('triggers'),
  time: (type) => ['triggers', type === 'time_offset' ? 'base_rfc3339' : 'rfc3339'],
  kubernetes: named('metadata.name', 'metadata.namespace', 'metadata.generate_name'),
  azurerm: named('name', 'location', 'resource_group_name'),
  google: (type) => (type === 'google_project' ? ['project_id'] : ['name', 'project', 'location', 'region', 'zone']),
};

/** Dotted places, those that the schema lacks included. */
export function replacingPlaces(address: string, type: string, schema: Schema): readonly string[] {
  const prefix = 'registry.terraform.io/hashicorp/';
  return address.startsWith(prefix) ? (HASHICORP[address.slice(prefix.length)]?.(type, schema) ?? []) : [];
}
