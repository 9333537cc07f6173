/** What Azure's parts have in common: where they stand, names as Azure's own advice has them. */
import { type Arguments, ref } from '../../part.ts';

/** Nearly everything stands in a resource group and takes its location from there. */
export const inGroup: Arguments = {
  resource_group_name: ref('resource_group', 'name'),
  location: ref('resource_group', 'location'),
};
export const groupOnly: Arguments = { resource_group_name: ref('resource_group', 'name') };

/** Names with hyphens; `kind` is the abbreviation that stands for the service. */
export function abbreviated(kind: string): string[] {
  return [
    `${kind}-{subject}`,
    `${kind}-{subject}-{env}`,
    `{subject}-${kind}`,
    `{company}-{subject}-${kind}`,
    '{company}-{subject}',
    '{subject}-{env}',
    `${kind}-{company}-{env}`,
    '{team}-{subject}',
    `${kind}-{team}-{subject}`,
  ];
}

/** Names of at most 24 lower-case letters and digits. */
export function brief(kind: string): string[] {
  return [
    `${kind}{subject.brief}`,
    `${kind}{subject.brief}{n}`,
    `{subject.brief}${kind}`,
    '{company.brief}{subject.brief}',
    `{company.brief}${kind}{n}`,
    '{subject.brief}{id8}',
    '{team.brief}{subject.brief}',
  ];
}

/** Names of at most 24 letters, digits and hyphens. */
export function briefHyphenated(kind: string): string[] {
  return [
    `${kind}-{subject.brief}`,
    `${kind}-{subject.brief}-{n}`,
    `{subject.brief}-${kind}`,
    '{company.brief}-{subject.brief}',
    `${kind}-{company.brief}-{n}`,
  ];
}
