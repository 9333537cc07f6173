/** Applying without a cloud: what was planned, with every unknown decided as the cloud would plausibly have decided it. */
import { entriesOf, isWhollyKnown, toJson, type Value } from '../../cty/index.ts';
import { member, withMembers } from '../behaviour/values.ts';
import type { ProviderDiagnostic } from '../provider.ts';
import { madeArchive } from './archive.ts';
import { awsText } from './aws.ts';
import { azureText } from './azure.ts';
import { fill } from './fill.ts';
import { googleText } from './google.ts';
import { kubernetesText } from './kubernetes.ts';
import { subjectOf, type Table } from './resource.ts';
import { type Decided, utilityMembers } from './utility.ts';
import { type Applied, drawFrom } from './world.ts';

export interface ApplyChange {
  /** Null for a create. */
  readonly prior: Value;
  /** Null for a destroy. */
  readonly planned: Value;
  readonly config: Value;
}

export interface ApplyResult {
  /** Wholly known; null after a destroy, and after a create that failed. */
  readonly state: Value;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

const TABLES: Readonly<Record<string, Table>> = {
  aws: awsText,
  azuread: azureText,
  azurerm: azureText,
  google: googleText,
  kubernetes: kubernetesText,
};
const none: Table = () => undefined;

export function applyResource({ prior, planned }: ApplyChange, place: Applied): ApplyResult {
  if (planned.state !== 'known') return { state: planned, diagnostics: [] };
  if (prior.state === 'null' && !isWhollyKnown(planned)) {
    const subject = subjectOf(place, planned, drawFrom(seedOf(planned, place)));
    const decided = utilityMembers(subject);
    if (decided !== undefined && 'failed' in decided)
      return { state: prior, diagnostics: decided.failed as readonly ProviderDiagnostic[] };
    const filled =
      decided === undefined
        ? planned
        : withMembers(planned, onlyUnknown(planned, decided as Readonly<Record<string, Value>>));
    return { state: fill(filled, subjectOf(place, filled, subject.draw), tableOf(place)), diagnostics: [] };
  }
  return { state: fillUnknowns(planned, place), diagnostics: [] };
}

/** What reading a data source does besides answering: undefined for all but those that make files. */
export function readingMakes(object: Value, place: Applied): Decided | undefined {
  return place.type === 'archive_file' && place.world.folder !== undefined && object.state === 'known'
    ? madeArchive(object, place.world)
    : undefined;
}

/** The object with every unknown decided; of a data source, what the cloud might have answered. */
export function fillUnknowns(object: Value, place: Applied): Value {
  return fill(
    object,
    subjectOf(place, object, drawFrom(`${place.world.seed}\n${place.type}\n${printed(object)}`)),
    tableOf(place),
  );
}

function tableOf({ address }: Applied): Table {
  return TABLES[address.split('/').at(-1) ?? ''] ?? none;
}

/** Equal plans, as of the instances of a count, are told apart by the order in which they are applied. */
function seedOf(planned: Value, { world, type }: Applied): string {
  const plan = `${world.seed}\n${type}\n${printed(planned)}`;
  const before = world.applied.get(plan) ?? 0;
  world.applied.set(plan, before + 1);
  return `${plan}\n${before}`;
}

function onlyUnknown(planned: Value, decided: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(decided).filter(([name]) => member(planned, name)?.state === 'unknown'));
}

/** The known part of an object as text. */
function printed(value: Value): string {
  return JSON.stringify(plain(value));
}

function plain(value: Value): unknown {
  if (value.state !== 'known') return null;
  if (Array.isArray(value.data)) return (value.data as readonly Value[]).map(plain);
  if (value.data instanceof Map)
    return Object.fromEntries([...entriesOf(value)].map(([name, inner]) => [name, plain(inner)]));
  return toJson(value, value.type);
}
