/** What Google's parts have in common. */
import { type Facet, facets } from '../../part.ts';

/** One of several labels; their keys are in lower case. */
export function labelled(argument = 'labels'): Facet[] {
  const label = (key: string, value: string) =>
    facets({ [argument]: { [key]: value } }, [], {
      with: [`the label ${key} = "${value}"`, `a label ${key} of "${value}"`],
      it: [`is labelled ${key} = "${value}"`, `carries the label ${key} = "${value}"`],
      group: argument,
      weight: 0.4,
    });
  const several = facets({ [argument]: { env: '{env}', team: '{team}' } }, [], {
    with: ['the labels env = "{env}" and team = "{team}"'],
    group: argument,
    weight: 0.4,
  });
  return [label('env', '{env}'), label('team', '{team}'), label('app', '{subject}'), label('owner', '{team}'), several];
}

export const ZONES: readonly string[] = ['{region}-b', '{region}-c'];

/** Identifiers of 6 to 30 lower-case letters, digits and hyphens. */
export const accountIds: readonly string[] = [
  'sa-{subject.brief}',
  '{subject.brief}-runner',
  '{subject.brief}-worker',
  '{company.brief}-{subject.brief}',
  '{team.brief}-{subject.brief}',
  '{subject.brief}-account',
];
