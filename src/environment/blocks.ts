/** The top-level blocks of a file, with addresses and places, so that changed ones can be put in the place of old ones. */
import type { BlockPlace } from '../agent/index.ts';
import { type Block, type NativeBody, parseNative, scanTokens, T } from '../hcl/index.ts';
import { hasErrors, type Source } from '../source/index.ts';

/** Undefined where the text is not of the native syntax or has mistakes. */
export function blocksOf(path: string, text: string): readonly BlockPlace[] | undefined {
  if (path.endsWith('.json')) return undefined;
  const source: Source = { name: path, text };
  const { value, diagnostics } = parseNative(source);
  if (hasErrors(diagnostics)) return undefined;
  const essence = essenceIn(source);
  if (path.endsWith('.tfvars')) return attributePlaces(value, essence);
  return value.blocks.map((block) => blockPlace(block, essence));
}

function attributePlaces({ attributes }: NativeBody, essence: Essence): BlockPlace[] {
  return [...attributes.values()].map(({ name, span: { start, end } }) => ({
    address: name,
    start,
    end,
    essence: essence(start, end),
  }));
}

function blockPlace(block: Block, essence: Essence, address = addressOf(block)): BlockPlace {
  const start = block.typeSpan.start;
  const end = block.closeBraceSpan.end;
  const place = { address, start, end, essence: essence(start, end) };
  const inside = { start: block.openBraceSpan.end, end: block.closeBraceSpan.start };
  const text = block.typeSpan.source.text.slice(inside.start, inside.end);
  if (block.body.kind !== 'NativeBody' || !text.includes('\n')) return place;
  return { ...place, inside: { ...inside, parts: partsOf(block.body, essence) } };
}

function partsOf(body: NativeBody, essence: Essence): BlockPlace[] {
  const blocks = body.blocks.map((each) =>
    blockPlace(each, essence, [each.type, ...each.labels.map(({ value }) => value)].join('.')),
  );
  return [...attributePlaces(body, essence), ...blocks].sort((a, b) => a.start - b.start);
}

function addressOf({ type, labels, body }: Block): string {
  const names = labels.map(({ value }) => value);
  if (type === 'resource') return names.join('.');
  const alias = type === 'provider' && body.kind === 'NativeBody' ? body.attributes.get('alias') : undefined;
  const suffix =
    alias === undefined ? [] : [alias.span.source.text.slice(alias.expression.span.start, alias.expression.span.end)];
  return [type, ...names, ...suffix.map((each) => each.replaceAll('"', ''))].join('.');
}

/** What stands between two offsets, without white space and comments. */
type Essence = (start: number, end: number) => string;

function essenceIn(source: Source): Essence {
  const { kinds, starts, ends } = scanTokens(source);
  const words: { readonly start: number; readonly text: string }[] = [];
  for (let index = 0; index < kinds.length; index++) {
    if (kinds[index] === T.Newline || kinds[index] === T.Comment || kinds[index] === T.EOF) continue;
    const start = starts[index] as number;
    words.push({ start, text: source.text.slice(start, ends[index]) });
  }
  return (start, end) => {
    const first = firstFrom(words, start);
    return words
      .slice(first, firstFrom(words, end))
      .map(({ text }) => text)
      .join('\u0000');
  };
}

function firstFrom(words: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
