/**
 * One way of writing a configuration where there are many: no comments, no `terraform` and `provider` blocks, every resource
 * labelled `main` unless labels are kept, as in a change, where what is there has its names. A small model then need
 * not learn what nobody asked for. Formatted text of one file in, the same out.
 */
import { type BlockLines, blocksIn } from '../pairs/errors/lines.ts';

export function canonicalText(text: string, { keepLabels = false } = {}): string {
  const bare = text
    .split('\n')
    .filter((line) => !/^\s*(#|\/\/)/.test(line))
    .join('\n');
  const kept = withoutBlocks(bare, (block) => block.indent === '' && ['terraform', 'provider'].includes(block.type));
  const labels = keepLabels ? [] : newLabels(kept);
  const labelled = labels.reduce((now, [type, from, to]) => renamed(now, type, from, to), kept);
  return `${labelled
    .replaceAll(MARK, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function withoutBlocks(text: string, unwanted: (block: BlockLines) => boolean): string {
  const ranges = blocksIn(text).filter(unwanted);
  return text
    .split('\n')
    .filter((_, line) => !ranges.some(({ start, end }) => start <= line && line <= end))
    .join('\n');
}

/** Type, label and new label of each resource and data source; a second one of a type is `main_2`. */
function newLabels(text: string): [string, string, string][] {
  const seen = new Map<string, number>();
  return blocksIn(text).flatMap(({ type, labels }): [string, string, string][] => {
    const [kind, label] = labels;
    if ((type !== 'resource' && type !== 'data') || kind === undefined || label === undefined) return [];
    const number = (seen.get(`${type}.${kind}`) ?? 0) + 1;
    seen.set(`${type}.${kind}`, number);
    return [[kind, label, number === 1 ? 'main' : `main_${number}`]];
  });
}

// A mark that HCL has no use for keeps a name that was just given from being renamed again.
const MARK = '\u0000';

function renamed(text: string, type: string, from: string, to: string): string {
  return text
    .replaceAll(`"${type}" "${from}" {`, `"${type}" "${to}${MARK}" {`)
    .replaceAll(new RegExp(`\\b${type}\\.${from}(?![\\w\u0000-])`, 'g'), `${type}.${to}${MARK}`);
}
