/** regex, regexall and the regular expressions of `replace`, by RE2's rules: linear time, so that no pattern can hang a verification. */
import { RE2JS } from 're2js';
import type { FunctionFailure, FunctionSpec } from '../function.ts';
import { tooLong, tooManyElements, tooMuchToSearch } from '../limits.ts';
import { DYNAMIC, listOf, objectOf, STRING, type Type, tupleOf } from '../type.ts';
import { known, listValue, nullOf, objectValue, stringValue, tupleValue, type Value } from '../value.ts';
import { declare, fail, string, text } from './define.ts';

const compiled = new Map<string, RE2JS | string>();

/** A compiled pattern, or what is wrong with it. The last few hundred are kept. */
export function compilePattern(pattern: string): RE2JS | string {
  let result = compiled.get(pattern);
  if (result === undefined) {
    if (compiled.size > 500) compiled.clear();
    try {
      result = RE2JS.compile(pattern);
    } catch (error) {
      result = error instanceof Error ? error.message : String(error);
    }
    compiled.set(pattern, result);
  }
  return result;
}

/** What a match gives: the whole text without groups, a tuple for numbered groups, an object for named ones. */
function matchType(regex: RE2JS): Type | FunctionFailure {
  const names = Object.keys(regex.namedGroups());
  const count = regex.groupCount();
  if (names.length === 0) return count === 0 ? STRING : tupleOf(new Array<Type>(count).fill(STRING));
  if (names.length !== count) return fail('invalid regexp pattern: named and unnamed groups cannot be mixed', 0);
  return objectOf(new Map(names.map((name): [string, Type] => [name, STRING])));
}

function patternType(pattern: Value | undefined): Type | FunctionFailure {
  if (pattern?.state !== 'known') return DYNAMIC;
  const regex = compilePattern(text(pattern));
  return typeof regex === 'string' ? fail(`invalid regexp pattern: ${regex}`, 0) : matchType(regex);
}

type Matcher = ReturnType<RE2JS['matcher']>;

function matchValue(regex: RE2JS, matcher: Matcher): Value {
  const group = (key: string | number): Value => {
    const found = typeof key === 'number' ? matcher.group(key) : matcher.group(key);
    return found === null || found === undefined ? nullOf(STRING) : stringValue(found);
  };
  const names = Object.keys(regex.namedGroups());
  if (names.length > 0) return objectValue(names.map((name): [string, Value] => [name, group(name)]));
  const count = regex.groupCount();
  if (count === 0) return group(0);
  return tupleValue(Array.from({ length: count }, (_, i) => group(i + 1)));
}

export const regexFunctions: readonly FunctionSpec[] = [
  declare('regex', {
    parameters: [string('pattern'), string('string')],
    returns: ([pattern]) => patternType(pattern),
    call: ([pattern, subject]) => {
      const regex = compilePattern(text(pattern));
      if (typeof regex === 'string') return fail(`invalid regexp pattern: ${regex}`, 0);
      const excess = tooMuchToSearch(text(pattern), text(subject));
      if (excess !== undefined) return excess;
      const matcher = regex.matcher(text(subject));
      return matcher.find() ? matchValue(regex, matcher) : fail('pattern did not match any part of the given string');
    },
  }),
  declare('regexall', {
    parameters: [string('pattern'), string('string')],
    returns: ([pattern]) => {
      const type = patternType(pattern);
      return 'failure' in type ? type : listOf(type);
    },
    call: ([pattern, subject], returns) => {
      const regex = compilePattern(text(pattern));
      if (typeof regex === 'string') return fail(`invalid regexp pattern: ${regex}`, 0);
      const tooMuch = tooMuchToSearch(text(pattern), text(subject));
      if (tooMuch !== undefined) return tooMuch;
      const matcher = regex.matcher(text(subject));
      const matches: Value[] = [];
      let end = -1;
      while (matcher.find()) {
        // An empty match right after another one does not count, as in Go.
        if (matcher.end() === matcher.start() && matcher.start() === end) continue;
        end = matcher.end();
        const excess = tooManyElements(matches.length + 1);
        if (excess !== undefined) return excess;
        matches.push(matchValue(regex, matcher));
      }
      return matches.length === 0 ? known(returns, []) : listValue((matches[0] as Value).type, matches);
    },
  }),
];

const REFERENCE = /\$(?:\$|([A-Za-z0-9_]+)|\{([^{}$]*)\})/g;

/** Replaces all matches; `$1`, `$name` and `${name}` stand for groups and `$$` for a dollar. */
export function replaceMatches(subject: string, pattern: string, replacement: string): Value | FunctionFailure {
  const regex = compilePattern(pattern);
  if (typeof regex === 'string') return fail(`invalid regexp pattern: ${regex}`);
  const tooMuch = tooMuchToSearch(pattern, subject);
  if (tooMuch !== undefined) return tooMuch;
  const matcher = regex.matcher(subject);
  const groups = regex.namedGroups();
  const expand = (template: string): string =>
    template.replace(REFERENCE, (whole, plain: string | undefined, braced: string | undefined) => {
      if (whole === '$$') return '$';
      const name = plain ?? braced ?? '';
      if (/^\d+$/.test(name)) return Number(name) <= regex.groupCount() ? (matcher.group(Number(name)) ?? '') : '';
      return Object.hasOwn(groups, name) ? (matcher.group(name) ?? '') : '';
    });
  let result = '';
  let last = 0;
  let previousEnd = -1;
  while (matcher.find()) {
    const start = matcher.start();
    // An empty match right after another one does not count, as in Go.
    if (matcher.end() === start && start === previousEnd) continue;
    result += subject.slice(last, start) + expand(replacement);
    last = matcher.end();
    previousEnd = last;
    const excess = tooLong(result.length);
    if (excess !== undefined) return excess;
  }
  return stringValue(result + subject.slice(last));
}
