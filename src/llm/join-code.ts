/**
 * Several pieces of code as one configuration. Models show parts that continue each other, the same again improved, or several
 * candidates: what is declared twice counts as it was said last, in the place where it was said first.
 */
const OPENING =
  /^([ \t]*)(resource|data|module|variable|output|provider|terraform)\b\s*"?([\w-]*)"?(?:\s+"?([\w-]+)"?)?\s*\{/;

interface Piece {
  /** Empty where nothing is declared that must be unique. */
  readonly name: string;
  readonly text: string;
}

export function joinCode(codes: readonly string[]): string {
  const pieces = codes.map(piecesOf);
  const names = pieces.map((each) => each.flatMap(({ name }) => (name === '' ? [] : [name])));
  if (!haveDuplicates(names)) return codes.join('\n');
  const last = new Map(pieces.flat().map(({ name, text }) => [name, text]));
  const said = new Set<string>();
  const kept = pieces.flat().flatMap(({ name, text }) => {
    if (name === '') return [text];
    if (said.has(name)) return [];
    said.add(name);
    return [last.get(name) ?? text];
  });
  return `${kept
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** What a text declares that must be unique. */
export function declarationsIn(code: string): ReadonlySet<string> {
  return new Set(piecesOf(code).flatMap(({ name }) => (name === '' ? [] : [name])));
}

/** Between pieces; what one piece declares twice is the model's own mistake. */
function haveDuplicates(names: readonly (readonly string[])[]): boolean {
  const seen = new Set<string>();
  for (const each of names) {
    if (each.some((name) => seen.has(name))) return true;
    for (const name of each) seen.add(name);
  }
  return false;
}

/** Blocks from their first line to the brace that stands below it, and what is between. */
function piecesOf(code: string): Piece[] {
  const pieces: Piece[] = [];
  let between: string[] = [];
  const lines = code.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    const opening = OPENING.exec(line);
    if (opening === null) {
      between.push(line);
      continue;
    }
    if (between.length > 0) pieces.push({ name: '', text: between.join('\n') });
    between = [];
    const end = /\}\s*$/.test(line) ? index : endOf(lines, index + 1, `${opening[1]}}`);
    const text = lines.slice(index, end + 1).join('\n');
    pieces.push({ name: nameOf(opening, text), text });
    index = end;
  }
  return between.length > 0 ? [...pieces, { name: '', text: between.join('\n') }] : pieces;
}

function endOf(lines: readonly string[], from: number, brace: string): number {
  for (let index = from; index < lines.length; index++) if (lines[index]?.startsWith(brace)) return index;
  return lines.length - 1;
}

/** Providers may be configured again under an alias, and only one block may require providers. */
function nameOf([, , type = '', first = '', second = '']: RegExpExecArray, text: string): string {
  if (type === 'terraform') return text.includes('required_providers') ? 'terraform' : '';
  const alias = type === 'provider' ? (/^\s*alias\s*=\s*"?([\w-]+)/m.exec(text)?.[1] ?? '') : '';
  return [type, first, second, alias].join('.');
}
