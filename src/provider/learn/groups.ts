/** Rules over several arguments, read from the messages that name the members. */
import type { GroupCheck } from '../facts/format.ts';
import type { Problem } from './session.ts';

const namesOf = (text: string): string[] =>
  text
    .split(/[,\s]+/)
    .map((name) =>
      name
        .replace(/^[`"<.]+|[`">.]+$/g, '')
        .replace(/\.\d+(?=\.|$)/g, '')
        .replace(/\[[^\]]*\]/g, ''),
    )
    .filter((name) => name !== '');

interface Rule {
  readonly title: RegExp;
  readonly detail: RegExp;
  readonly make: (own: string, names: string) => Omit<GroupCheck, 'title'> & { readonly detail: string };
}

const SDK_DETAIL = '"{path}": ';
const RULES: readonly Rule[] = [
  {
    title: /^Conflicting configuration arguments$/,
    detail: /^"([^"]+)": conflicts with (.+)$/,
    make: (own, names) => ({
      is: 'conflictsWith',
      path: own,
      paths: namesOf(names),
      detail: `${SDK_DETAIL}conflicts with {given}`,
    }),
  },
  {
    title: /^Missing required argument$/,
    detail: /^"([^"]+)": all of `([^`]+)` must be specified$/,
    make: (own, names) => ({
      is: 'requiredWith',
      path: own,
      paths: namesOf(names),
      detail: `${SDK_DETAIL}all of \`{paths}\` must be specified`,
    }),
  },
  {
    title: /^Missing required argument$/,
    detail: /^"([^"]+)": one of `([^`]+)` must be specified$/,
    make: (own, names) => ({
      is: 'atLeastOneOf',
      path: own,
      paths: namesOf(names),
      detail: `${SDK_DETAIL}one of \`{paths}\` must be specified`,
    }),
  },
  {
    title: /^Invalid combination of arguments$/,
    detail: /^"([^"]+)": (?:one of|only one of) `([^`]+)` (?:must be specified|can be specified.*)$/s,
    make: (own, names) => ({
      is: 'exactlyOneOf',
      path: own,
      paths: namesOf(names),
      detail: `${SDK_DETAIL}one of \`{paths}\` must be specified`,
      detailMany: `${SDK_DETAIL}only one of \`{paths}\` can be specified, but \`{given}\` were specified.`,
    }),
  },
];

/** Rules of the plugin framework; they name their members without the argument that declares them. */
const FRAMEWORK: readonly { readonly detail: RegExp; readonly is: GroupCheck['is'] }[] = [
  { detail: /^Exactly one of these attributes must be configured: \[([^\]]*)\]/, is: 'exactlyOneOf' },
  { detail: /^At least one of these attributes must be configured: \[([^\]]*)\]/, is: 'atLeastOneOf' },
  { detail: /^These attributes cannot be configured together: \[([^\]]*)\]/, is: 'atMostOneOf' },
  { detail: /^No attribute specified when one \(and only one\) of \[([^\]]*)\] is required/, is: 'exactlyOneOf' },
  { detail: /^At least one attribute out of \[([^\]]*)\] must be specified/, is: 'atLeastOneOf' },
];

/** The group check that a problem comes of, if it comes of one. */
export function groupOf(problem: Problem): GroupCheck | undefined {
  for (const rule of RULES) {
    const match = rule.title.test(problem.title) ? rule.detail.exec(problem.detail) : null;
    if (match === null) continue;
    const own = namesOf(match[1] as string)[0] as string;
    return { ...rule.make(own, match[2] as string), title: problem.title } as GroupCheck;
  }
  for (const rule of FRAMEWORK) {
    const match = rule.detail.exec(problem.detail);
    if (match === null) continue;
    const paths = namesOf(match[1] as string);
    const many = rule.is === 'exactlyOneOf' && { titleMany: 'Invalid Attribute Combination' };
    return {
      is: rule.is,
      path: problem.place ?? '',
      paths,
      title: problem.title,
      ...many,
      detail: problem.detail,
    } as GroupCheck;
  }
  return undefined;
}

/** Group checks of many problems, one for each rule, conflicts of one argument joined. */
export function groupsOf(problems: readonly Problem[]): GroupCheck[] {
  const groups = new Map<string, GroupCheck>();
  for (const problem of problems) {
    const group = groupOf(problem);
    if (group === undefined) continue;
    const key =
      group.is === 'conflictsWith' ? `${group.is} ${group.path}` : `${group.is} ${group.path} ${group.paths.join()}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, group);
    else if (group.is === 'conflictsWith')
      groups.set(key, { ...known, paths: [...new Set([...known.paths, ...group.paths])] });
  }
  return [...groups.values()].map((group) =>
    group.is === 'conflictsWith' ? { ...group, paths: [...group.paths].sort() } : group,
  );
}
