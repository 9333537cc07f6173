/**
 * Takes out what ties a configuration to its author's time and place and says nothing of what it creates: pins of versions, which
 * packs of other versions would refuse, and the backend that keeps its state. Formatted text in, the same out.
 */
import { type BlockLines, blocksIn } from '../../pairs/errors/lines.ts';

export function withoutPins(text: string): string {
  const blocks = blocksIn(text);
  const within = (line: number, wanted: (block: BlockLines) => boolean) =>
    blocks.some((block) => wanted(block) && block.start < line && line < block.end);
  const gone = blocks.filter(isPlaceOfState);
  return text
    .split('\n')
    .flatMap((line, number) => {
      if (gone.some(({ start, end }) => start <= number && number <= end)) return [];
      if (within(number, isRequirement)) return VERSION.test(line) ? [] : [withSource(line)];
      if (within(number, ({ type, indent }) => type === 'terraform' && indent === ''))
        return /^\s*required_version\s*=/.test(line) ? [] : [line];
      const isPin = VERSION.test(line) && within(number, ({ type, indent }) => type === 'provider' && indent === '');
      return isPin ? [] : [line];
    })
    .join('\n');
}

const VERSION = /^\s*version\s*=\s*"[^"]*",?\s*$/;

const isRequirement = ({ type, indent }: BlockLines) => type === 'required_providers' && indent !== '';
const isPlaceOfState = ({ type, indent }: BlockLines) => (type === 'backend' || type === 'cloud') && indent !== '';

/** `aws = "~> 3.0"` and `aws = { source = "hashicorp/aws", version = "~> 3.0" }` on one line. */
function withSource(line: string): string {
  const [, indent, name] = /^(\s*)(\w[\w-]*)\s*=\s*"[^"]*"\s*$/.exec(line) ?? [];
  if (name !== undefined && name !== 'source') return `${indent}${name} = { source = "hashicorp/${name}" }`;
  return line.includes('{') ? line.replace(/,?\s*version\s*=\s*"[^"]*"/, '').replace(/\{\s*,/, '{') : line;
}
