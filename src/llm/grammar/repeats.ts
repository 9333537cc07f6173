/**
 * What a grammar cannot count: a model held to one may set an argument of a block twice, or declare a resource twice. The
 * later one goes. For texts of a line for each argument, as grammars make them; other texts come out as they are.
 */
export function withoutRepeats(text: string): string {
  const seen: Set<string>[] = [new Set()];
  let dropping = 0;
  let heredoc: string | undefined;
  const isKept = (line: string): boolean => {
    const dropped = dropping > 0;
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) [heredoc, dropping] = [undefined, Math.max(0, dropping - 1)];
      return !dropped;
    }
    heredoc = /<<-?(\w+)$/.exec(line)?.[1];
    const brackets = bracketsOf(line);
    const depth = brackets.reduce((sum, bracket) => sum + step(bracket), heredoc === undefined ? 0 : 1);
    const name = nameOf(line);
    if (dropped || (name !== undefined && seen.at(-1)?.has(name))) {
      dropping = Math.max(0, dropping + depth);
      return false;
    }
    if (name !== undefined) seen.at(-1)?.add(name);
    for (const bracket of brackets) {
      if (step(bracket) > 0) seen.push(new Set());
      else if (seen.length > 1) seen.pop();
    }
    return true;
  };
  return text.split('\n').filter(isKept).join('\n');
}

const step = (bracket: string) => ('{[('.includes(bracket) ? 1 : -1);

/** The argument that a line sets, or the resource that it opens. */
function nameOf(line: string): string | undefined {
  return /^\s*([A-Za-z_][\w-]*)\s+= /.exec(line)?.[1] ?? /^((?:resource|data) "\w+" "\w+") \{$/.exec(line)?.[1];
}

/** In order, without those in texts. */
const bracketsOf = (line: string): string[] => line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/[{}[\]()]/g) ?? [];
