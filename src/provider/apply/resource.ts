/** The resource whose unknown values are to be decided: what the tables ask of it. */
import type { Value } from '../../cty/index.ts';
import { member, textOf } from '../behaviour/values.ts';
import type { Applied, Draw } from './world.ts';

export interface Subject extends Applied {
  /** As planned, unknowns included. */
  readonly object: Value;
  readonly draw: Draw;
  /** Known text of a top-level attribute; undefined where it is none or empty. */
  readonly text: (name: string) => string | undefined;
  /** Known text of the provider's configuration. */
  readonly setting: (name: string) => string | undefined;
  /** The resource's name, by whichever attribute holds it; made up where none does. */
  readonly name: string;
}

/** A value for an attribute of a resource; undefined where this table knows none. `path` has no indices. */
export type Table = (path: readonly string[], subject: Subject) => string | undefined;

const NAMES = [
  'name',
  'bucket',
  'function_name',
  'identifier',
  'cluster_identifier',
  'cluster_name',
  'key_name',
  'domain',
  'domain_name',
  'repository_name',
  'display_name',
  'title',
];

export function subjectOf(applied: Applied, object: Value, draw: Draw): Subject {
  const text = (name: string): string | undefined => textOf(object, name) || undefined;
  const prefix = text('name_prefix') ?? text('bucket_prefix') ?? text('identifier_prefix') ?? text('generate_name');
  const named = NAMES.map(text).find((found) => found !== undefined) ?? metadataName(object);
  return {
    ...applied,
    object,
    draw,
    text,
    setting: (name) => (applied.settings.state === 'known' ? textOf(applied.settings, name) || undefined : undefined),
    name: named ?? `${prefix ?? 'terraform-'}${draw.digits('name', 20)}`,
  };
}

/** `metadata { name }` of Kubernetes. */
function metadataName(object: Value): string | undefined {
  const metadata = firstOf(member(object, 'metadata'));
  return metadata === undefined ? undefined : textOf(metadata, 'name') || undefined;
}

export function firstOf(value: Value | undefined): Value | undefined {
  if (value?.state !== 'known') return undefined;
  return Array.isArray(value.data) ? (value.data as readonly Value[])[0] : value;
}
