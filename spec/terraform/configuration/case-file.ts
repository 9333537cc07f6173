/** Cases in one readable text: `=== name`, then `--- path` and the file's lines. */
export type Cases = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function parseCases(text: string): Cases {
  const cases = new Map<string, Map<string, string>>();
  let files = new Map<string, string>();
  let path: string | undefined;
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('=== ')) {
      files = new Map();
      cases.set(line.slice(4), files);
      path = undefined;
    } else if (line.startsWith('--- ')) {
      path = line.slice(4);
      files.set(path, '');
    } else if (path !== undefined) {
      files.set(path, `${files.get(path)}${line}\n`);
    }
  }
  return cases;
}
