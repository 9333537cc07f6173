/** Rewritings that mean the same: a policy that refuses one of them judges the text, not the infrastructure. */
import type { Block } from '../../hcl/index.ts';
import { type Edit, edited, type Files, parsedFiles, spanOf } from './edits.ts';

/** Every resource under another name of its own, everything in the reverse order. */
export function renamedAndReversed(files: Files): Files {
  return mapped(files, (text) => reversed(renamed(text, files)));
}

/** Every resource that is one instance as a list of one. */
export function counted(files: Files): Files {
  const single = resourcesOf(files).filter(({ body }) => body.kind === 'NativeBody' && isSingle(body.attributes));
  const addresses = new Set(single.map(addressOf));
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const [file] = parsedFiles({ [path]: text });
      if (file === undefined) return [path, text];
      const edits: Edit[] = file.body.blocks
        .filter((block) => block.type === 'resource' && addresses.has(addressOf(block)))
        .map(({ openBraceSpan }) => ({ span: openBraceSpan, text: '{\n  count = 1\n' }));
      return [path, indexed(edited(text, edits), addresses)];
    }),
  );
}

function isSingle(attributes: ReadonlyMap<string, unknown>): boolean {
  return !attributes.has('count') && !attributes.has('for_each');
}

const addressOf = ({ labels }: Block): string => labels.map(({ value }) => value).join('.');

function resourcesOf(files: Files): Block[] {
  return parsedFiles(files).flatMap(({ body }) => body.blocks.filter(({ type }) => type === 'resource'));
}

function mapped(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith('.tf') ? change(text) : text]),
  );
}

function renamed(text: string, files: Files): string {
  return resourcesOf(files).reduce((now, { labels: [type, name] }) => {
    const [kind, label] = [type?.value ?? '', name?.value ?? ''];
    return now
      .replaceAll(`resource "${kind}" "${label}"`, `resource "${kind}" "the_${label}"`)
      .replace(reference(`${kind}.${label}`), `$1${kind}.the_${label}`);
  }, text);
}

/** The address where it is referred to: not as a part of a longer name, not of a data source. */
function reference(address: string): RegExp {
  return new RegExp(`(^|[^\\w.-])${address.replace('.', '\\.')}(?![\\w-])`, 'gm');
}

function indexed(text: string, addresses: ReadonlySet<string>): string {
  return [...addresses].reduce((now, address) => {
    const elsewhere = new RegExp(`(depends_on\\s*=\\s*\\[[^\\]]*\\])|${reference(address).source}`, 'gm');
    return now.replace(elsewhere, (all, dependencies: string | undefined, before: string | undefined) =>
      dependencies !== undefined ? all : `${before ?? ''}${address}[0]`,
    );
  }, text);
}

function reversed(text: string): string {
  const [file] = parsedFiles({ 'main.tf': text });
  if (file === undefined) return text;
  return `${file.body.blocks
    .map((block) => spanOf(block))
    .map(({ start, end }) => text.slice(start, end))
    .reverse()
    .join('\n\n')}\n`;
}
