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
  const isVariables = path.endsWith('.tfvars');
  return isVariables ? attributePlaces(value) : value.blocks.map((block) => blockPlace(block, source));
}

function attributePlaces({ attributes }: NativeBody): BlockPlace[] {
  return [...attributes.values()].map(({ name, span }) => ({
    address: name,
    start: span.start,
    end: span.end,
    essence: essenceOf(span.source, span.start, span.end),
  }));
}

function blockPlace(block: Block, source: Source): BlockPlace {
  const start = block.typeSpan.start;
  const end = block.closeBraceSpan.end;
  return { address: addressOf(block), start, end, essence: essenceOf(source, start, end) };
}

function addressOf({ type, labels, body }: Block): string {
  const names = labels.map(({ value }) => value);
  if (type === 'resource') return names.join('.');
  const alias = type === 'provider' && body.kind === 'NativeBody' ? body.attributes.get('alias') : undefined;
  const suffix =
    alias === undefined ? [] : [alias.span.source.text.slice(alias.expression.span.start, alias.expression.span.end)];
  return [type, ...names, ...suffix.map((each) => each.replaceAll('"', ''))].join('.');
}

/** The text's tokens without white space and comments. */
function essenceOf({ name, text }: Source, start: number, end: number): string {
  const part: Source = { name, text: text.slice(start, end) };
  const { kinds, starts, ends } = scanTokens(part);
  const tokens: string[] = [];
  for (let index = 0; index < kinds.length; index++) {
    if (kinds[index] === T.Newline || kinds[index] === T.Comment) continue;
    tokens.push(part.text.slice(starts[index], ends[index]));
  }
  return tokens.join('\u0000');
}
