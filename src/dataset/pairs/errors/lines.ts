/** Formatted configurations seen as lines: arguments, block headers, references. */
import { pick, type Random } from './error-mode.ts';

export interface Argument {
  /** 0-based. */
  readonly line: number;
  readonly indent: string;
  readonly name: string;
  readonly value: string;
}

/** Arguments that stand on one line of their own; entries of maps look the same and are left out by their braces. */
export function argumentsIn(text: string): Argument[] {
  const found: Argument[] = [];
  const closers: string[] = [];
  text.split('\n').forEach((content, line) => {
    const match = /^(\s*)([a-z_][\w-]*)\s+=\s(.*\S)\s*$/.exec(content);
    const inBlocks = closers.every((closer) => closer === 'block');
    if (match !== null && inBlocks && closers.length > 0 && balanced(match[3] as string)) {
      found.push({ line, indent: match[1] as string, name: match[2] as string, value: match[3] as string });
    }
    follow(content, closers);
  });
  return found;
}

/** Keeps track of what is open: `block`, or `value` for maps, lists and calls over several lines. */
function follow(content: string, open: string[]): void {
  const bare = content.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replace(/#.*$/, '');
  const isHeader = /^\s*[\w-]+(?:\s+(?:""|[\w-]+))*\s*\{\s*$/.test(bare);
  for (const character of bare) {
    if ('{[('.includes(character)) open.push(isHeader ? 'block' : 'value');
    else if ('}])'.includes(character)) open.pop();
  }
}

function balanced(value: string): boolean {
  const bare = value.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  return [...'{[('].every((opener, index) => {
    const closer = '}])'[index] as string;
    return bare.split(opener).length === bare.split(closer).length;
  });
}

export interface BlockLines {
  readonly start: number;
  /** The line of its closing brace. */
  readonly end: number;
  readonly indent: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** Blocks that end on a line of their own. */
export function blocksIn(text: string): BlockLines[] {
  const lines = text.split('\n');
  return lines.flatMap((content, start) => {
    const match = /^(\s*)([a-z_]+)((?:\s+"[^"]*")*)\s*\{\s*$/.exec(content);
    if (match === null) return [];
    const [, indent = '', type = '', labels = ''] = match;
    const end = lines.findIndex((line, index) => index > start && line === `${indent}}`);
    return end < 0
      ? []
      : [{ start, end, indent, type, labels: [...labels.matchAll(/"([^"]*)"/g)].map((each) => each[1] as string) }];
  });
}

export const resourcesIn = (text: string) =>
  blocksIn(text).filter(({ type, labels, indent }) => type === 'resource' && labels.length === 2 && indent === '');

export const nestedBlocksIn = (text: string) => {
  const inResources = resourcesIn(text);
  return blocksIn(text).filter(
    ({ indent, start }) =>
      indent !== '' && inResources.some((resource) => resource.start < start && start < resource.end),
  );
};

/** Arguments of resources at their first level. */
export function resourceArguments(text: string): Argument[] {
  const resources = resourcesIn(text);
  const nested = nestedBlocksIn(text);
  return argumentsIn(text).filter(
    ({ line }) =>
      resources.some(({ start, end }) => start < line && line < end) &&
      !nested.some(({ start, end }) => start < line && line < end),
  );
}

export interface Reference {
  readonly line: number;
  readonly type: string;
  readonly label: string;
  readonly attribute: string;
  readonly text: string;
}

/** References to attributes of resources, outside of strings. */
export function referencesIn(text: string): Reference[] {
  const declared = new Set(resourcesIn(text).map(({ labels }) => labels.join('.')));
  return text.split('\n').flatMap((content, line) =>
    [...content.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/\b([a-z]\w*_\w+)\.(\w+)\.(\w+)/g)].flatMap(
      (match): Reference[] => {
        const [whole, type = '', label = '', attribute = ''] = match;
        return declared.has(`${type}.${label}`) ? [{ line, type, label, attribute, text: whole }] : [];
      },
    ),
  );
}

/** The text with one line changed; an empty list takes the line out. */
export function withLine(text: string, line: number, ...replacement: readonly string[]): string {
  const lines = text.split('\n');
  lines.splice(line, 1, ...replacement);
  return lines.join('\n');
}

export function withoutLines(text: string, start: number, end: number): string {
  const lines = text.split('\n');
  lines.splice(start, end - start + 1);
  return lines.join('\n');
}

/** A change to one argument that fits; undefined where none does. */
export function changeArgument(
  text: string,
  random: Random,
  fits: (argument: Argument) => boolean,
  change: (argument: Argument) => string | readonly string[] | undefined,
): string | undefined {
  const argument = pick(resourceArguments(text).filter(fits), random);
  if (argument === undefined) return undefined;
  const changed = change(argument);
  if (changed === undefined) return undefined;
  const lines = typeof changed === 'string' ? [changed] : changed;
  return withLine(text, argument.line, ...lines.map((line) => argument.indent + line));
}

export const isQuoted = ({ value }: Argument) => /^"[^"$]*"$/.test(value) && value.length > 2;
export const isNumber = ({ value }: Argument) => /^-?\d+(\.\d+)?$/.test(value);
export const isBoolean = ({ value }: Argument) => value === 'true' || value === 'false';
