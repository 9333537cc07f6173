/** What many parts have in common: forms of names, tags, documents that let a service act. */
import { type Facet, facet, facets, json, type Special } from '../part.ts';

/** Names with hyphens. `kind` is a word such as `queue` that some of them end with. */
export function hyphenated(kind: string): string[] {
  return [
    '{subject}',
    '{subject}-{env}',
    '{env}-{subject}',
    '{company}-{subject}',
    '{team}-{subject}',
    '{company}-{env}-{subject}',
    '{subject}-{n}',
    `{subject}-${kind}`,
    `{env}-{subject}-${kind}`,
    `{company}-${kind}`,
    `{team}-${kind}`,
    `{team}-{env}-${kind}`,
  ];
}

/** Names of letters, digits and underscores. */
export function underscored(kind: string): string[] {
  return [
    '{subject.snake}',
    '{subject.snake}_{env}',
    '{company}_{subject.snake}',
    '{team}_{subject.snake}',
    `{subject.snake}_${kind}`,
    `{company}_${kind}`,
    `{env}_{subject.snake}`,
  ];
}

/** Names in camel case. */
export function pascal(kind: string): string[] {
  return [
    '{subject.pascal}',
    '{company.pascal}{subject.pascal}',
    `{subject.pascal}${kind}`,
    `{company.pascal}${kind}`,
    '{team.pascal}{subject.pascal}',
    '{env.pascal}{subject.pascal}',
  ];
}

/** One of several tags, said by key and value. */
export function tagged(argument = 'tags'): Facet[] {
  const tag = (key: string, value: string) =>
    facets({ [argument]: { [key]: value } }, [], {
      with: [`the tag ${key} = "${value}"`, `${/^[AEIOU]/.test(key) ? 'an' : 'a'} ${key} tag of "${value}"`],
      it: [`is tagged ${key} = "${value}"`, `carries the tag ${key} = "${value}"`],
      group: argument,
      weight: 0.3,
    });
  const several = facets({ [argument]: { Environment: '{env}', Team: '{team}' } }, [], {
    with: [
      'the tags Environment = "{env}" and Team = "{team}"',
      'tags for the environment (Environment = "{env}") and the team (Team = "{team}")',
    ],
    group: argument,
    weight: 0.3,
  });
  return [
    tag('Environment', '{env}'),
    tag('Team', '{team}'),
    tag('Project', '{subject}'),
    tag('Owner', '{team}'),
    tag('Application', '{subject}'),
    several,
  ];
}

/** The trust policy that lets a service take a role. */
export function trusts(service: string): Special {
  return json({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
  });
}

/** Something to be switched on, said as such. */
export function enabled(path: string, noun: string, ...it: string[]): Facet {
  return facet(path, [true], { with: [`${noun} enabled`, `${noun} turned on`], it: [`has ${noun} enabled`, ...it] });
}
