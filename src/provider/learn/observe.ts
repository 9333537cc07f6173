/** Turns the answers to many values of one argument into clusters: one for each message, with the values that got it. */
import type { Value } from '../../cty/index.ts';
import { numberValue, stringValue } from '../../cty/index.ts';
import { quoteGo } from '../../util/quote-go.ts';
import { networkMeant } from '../facts/formats.ts';
import { goTimeError, RFC3339 } from '../facts/go-time.ts';
import { fillTemplate } from '../facts/template.ts';
import type { Path } from '../provider.ts';
import type { Problem } from './session.ts';

export type Probe = string | number;

export interface Observation {
  readonly value: Probe;
  readonly problems: readonly Problem[];
}

export interface Cluster {
  /** Title and detail with holes; `{reason}` where the rest differs from value to value. */
  readonly title: string;
  readonly detail: string;
  /** The value set that the message prints, where it prints one. */
  readonly values: readonly string[] | undefined;
  readonly failing: ReadonlySet<Probe>;
  /** The titles as they were, by value. */
  readonly titles: ReadonlyMap<Probe, string>;
}

/** Where the argument stands, with index 0 in every block. */
export function pathOf(names: readonly string[], repeated: ReadonlySet<number>): Path {
  return names.flatMap(
    (name, i): Path =>
      repeated.has(i)
        ? [
            { kind: 'attribute', name },
            { kind: 'index', key: 0 },
          ]
        : [{ kind: 'attribute', name }],
  );
}

export function probeValue(probe: Probe): Value {
  return typeof probe === 'string' ? stringValue(probe) : numberValue(probe);
}

interface Draft {
  readonly title: string;
  readonly detail: string;
  readonly values: readonly string[] | undefined;
  readonly titles: Map<Probe, string>;
}

/** Clusters, those of the first observations first; observations of values that cannot stand in a text by accident should lead. */
export function clustersOf(observations: readonly Observation[], path: Path): Cluster[] {
  const drafts: Draft[] = [];
  for (const { value, problems } of observations) {
    for (const problem of problems) {
      const fits = drafts.find(
        (draft) =>
          sameText(
            fillTemplate(draft.title, {
              path,
              value: probeValue(value),
              reason: networkMeant(String(value), 'any') ?? goTimeError(String(value), RFC3339),
              ...(draft.values && { values: draft.values }),
            }),
            problem.title,
          ) && similar(draft.detail, problem.detail),
      );
      if (fits !== undefined) fits.titles.set(value, problem.title);
      else drafts.push(draftOf(problem, value, path));
    }
  }
  return mergeReasons(drafts).map((draft) => ({ ...draft, failing: new Set(draft.titles.keys()) }));
}

function sameText(filled: string, title: string): boolean {
  return filled === title || (filled.length === title.length && filled.toLowerCase() === title.toLowerCase());
}

/** Two details of one title belong to one message if they begin alike. */
function similar(template: string, detail: string): boolean {
  const hole = template.indexOf('{');
  const head = hole === -1 ? template : template.slice(0, hole);
  return detail.startsWith(head.slice(0, 24));
}

function draftOf(problem: Problem, value: Probe, path: Path): Draft {
  const { text: title, values } = templateOf(problem.title, value, path);
  const detail = templateOf(problem.detail, value, path);
  return { title, detail: detail.text, values: values ?? detail.values, titles: new Map([[value, problem.title]]) };
}

const QUOTED_LIST = /\["(?:[^"\\]|\\.)*"(?:,? "(?:[^"\\]|\\.)*")*\]/;
const PLAIN_LIST = /(?<=(?:one of|Valid Values:|one of:|values:|got one of) )\[([^\][]*)\]/i;

/** A message with holes for what depends on the value and on the place. */
export function templateOf(
  message: string,
  value: Probe,
  path: Path,
): { readonly text: string; readonly values: readonly string[] | undefined } {
  const names = path.flatMap((step) => (step.kind === 'attribute' ? [step.name] : []));
  const holes = { path, value: probeValue(value) };
  const marks: [string, string][] = [];
  let text = message;
  let values: readonly string[] | undefined;
  const mark = (found: string, hole: string): void => {
    if (found === '') return;
    if (!text.includes(found)) {
      // Some providers normalise a value before they check it.
      const lower = found.toLowerCase();
      if (hole === '{value}' && lower !== found && text.includes(lower)) mark(lower, '{lower}');
      return;
    }
    const sign = `\uE000${marks.length}\uE001`;
    marks.push([sign, hole]);
    text = text.split(found).join(sign);
  };
  const quotedList = QUOTED_LIST.exec(text)?.[0];
  if (quotedList !== undefined) {
    values = [...quotedList.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => unquote(match[1] as string));
    if (!quotedList.includes('",')) mark(quotedList, '{values}');
  } else {
    const plain = PLAIN_LIST.exec(text);
    if (plain !== null) {
      values = (plain[1] as string).split(' ').filter((item) => item !== '');
      if (`[${values.join(' ')}]` === plain[0]) mark(plain[0], '{plain}');
    }
  }
  const printed = String(value);
  if (typeof value === 'number') {
    mark(value.toFixed(6), '{float}');
    if (printed.length >= 4) mark(printed, '{value}');
    else
      text = text.replace(new RegExp(`got:? ${escapeRegExp(printed)}$`), (whole) => {
        const sign = `\uE000${marks.length}\uE001`;
        marks.push([sign, '{value}']);
        return whole.slice(0, whole.length - printed.length) + sign;
      });
  } else if (printed.length >= 3) {
    mark(goTimeError(printed, RFC3339) ?? '', '{reason}');
    mark(quoteGo(printed), '{quoted}');
    mark(printed, '{value}');
    mark(networkMeant(printed, 'any') ?? '', '{reason}');
  }
  const nested = names.length > 1 || path.length > names.length;
  if (nested) {
    mark(fillTemplate('{path}', holes), '{path}');
    mark(fillTemplate('{steps}', holes), '{steps}');
  }
  text = text.replaceAll('{', '{{');
  for (const [sign, hole] of marks) text = text.split(sign).join(hole);
  return { text, values };
}

function unquote(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}

/** Messages that are alike up to a colon are one message with a reason. */
function mergeReasons(drafts: readonly Draft[]): Draft[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const colon = draft.title.indexOf(': ');
    const key = colon === -1 || colon < 6 ? `= ${draft.title}` : draft.title.slice(0, colon + 2);
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups].map(([prefix, members]) => {
    const [first] = members as [Draft];
    if (members.length === 1) return first;
    const titles = new Map(members.flatMap((member) => [...member.titles]));
    if (prefix.startsWith('= ')) return { ...first, titles };
    return { title: `${prefix}{reason}`, detail: first.detail, values: first.values, titles };
  });
}
