/** Patterns of `fileset`: `*`, `?`, `[…]`, `{a,b}` within a name, `**` for any folders. */

/** A regular expression for whole relative paths; undefined where the pattern is malformed. Free of nested repetition. */
export function compileGlob(pattern: string): RegExp | undefined {
  let source = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] as string;
    if (character === '*') {
      const atStart = i === 0 || pattern[i - 1] === '/';
      if (pattern[i + 1] === '*' && atStart && (pattern[i + 2] === '/' || i + 2 === pattern.length)) {
        source += i + 2 === pattern.length ? '.*' : '(?:.*/)?';
        i += 2;
      } else {
        while (pattern[i + 1] === '*') i++;
        source += '[^/]*';
      }
    } else if (character === '?') {
      source += '[^/]';
    } else if (character === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return undefined;
      const negated = pattern[i + 1] === '^' || pattern[i + 1] === '!';
      const members = pattern.slice(i + (negated ? 2 : 1), end).replace(/[[\]\\^]/g, '\\$&');
      if (members === '') return undefined;
      source += `(?!/)[${negated ? '^' : ''}${members}]`;
      i = end;
    } else if (character === '{') {
      depth++;
      source += '(?:';
    } else if (character === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (character === ',' && depth > 0) {
      source += '|';
    } else if (character === '\\') {
      i++;
      if (i === pattern.length) return undefined;
      source += escapeCharacter(pattern[i] as string);
    } else {
      source += escapeCharacter(character);
    }
  }
  if (depth > 0) return undefined;
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return undefined;
  }
}

function escapeCharacter(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
