/** hashicorp/archive with a folder to work in: the archive is made, inside it, of files inside it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { elementsOf, numberValue, stringValue, type Value } from '../../cty/index.ts';
import { member, problem, textOf } from '../behaviour/values.ts';
import type { Decided } from './utility.ts';
import type { World } from './world.ts';
import { pathInside, writeInside } from './write-inside.ts';
import { type ArchivedFile, tarGz, zip } from './zip.ts';

const MAXIMUM_SIZE = 256 << 20;

/** What an `archive_file` says of the archive that it made. */
export function madeArchive(object: Value, world: World): Decided {
  try {
    const files = sourcesOf(object, world);
    const bytes = textOf(object, 'type') === 'tar.gz' ? tarGz(files) : zip(files);
    const path = textOf(object, 'output_path') ?? '';
    const refusal = writeInside(world, path, bytes);
    if (refusal !== undefined) return failed(`${path} is not written: ${refusal}`);
    return describe(bytes);
  } catch (error) {
    return failed((error as Error).message);
  }
}

function failed(why: string): Decided {
  return { failed: [problem('Archive creation error', `error creating archive: ${why}`, 'archive/not-made')] };
}

function describe(bytes: Uint8Array): Record<string, Value> {
  const hash = (algorithm: string, encoding: 'hex' | 'base64'): Value =>
    stringValue(createHash(algorithm).update(bytes).digest(encoding));
  return {
    output_size: numberValue(bytes.length),
    output_md5: hash('md5', 'hex'),
    output_sha: hash('sha1', 'hex'),
    output_sha256: hash('sha256', 'hex'),
    output_base64sha256: hash('sha256', 'base64'),
    output_sha512: hash('sha512', 'hex'),
    output_base64sha512: hash('sha512', 'base64'),
    id: hash('sha1', 'hex'),
  };
}

function sourcesOf(object: Value, world: World): ArchivedFile[] {
  const file = textOf(object, 'source_file');
  if (file !== undefined) return [{ name: basename(file), bytes: readFileSync(realPath(world, file)) }];
  const folder = textOf(object, 'source_dir');
  if (folder !== undefined) return filesBelow(realPath(world, folder), excludedBy(object));
  const content = textOf(object, 'source_content');
  if (content !== undefined)
    return [{ name: textOf(object, 'source_content_filename') ?? '', bytes: Buffer.from(content) }];
  const sources = member(object, 'source');
  const blocks = sources?.state === 'known' && Array.isArray(sources.data) ? elementsOf(sources) : [];
  return blocks
    .map((block) => ({ name: textOf(block, 'filename') ?? '', bytes: Buffer.from(textOf(block, 'content') ?? '') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function filesBelow(folder: string, excluded: (name: string) => boolean): ArchivedFile[] {
  let size = 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: relative(folder, path).replaceAll(sep, '/') }))
    .filter(({ name }) => !excluded(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ path, name }) => {
      size += statSync(path).size;
      if (size > MAXIMUM_SIZE) throw new Error(`${folder} holds more than ${MAXIMUM_SIZE >> 20} MiB`);
      return { name, bytes: readFileSync(path) };
    });
}

/** Paths relative to the folder, of files or whole folders, with `*` and `**`. */
function excludedBy(object: Value): (name: string) => boolean {
  const given = member(object, 'excludes');
  const texts =
    given?.state === 'known' && Array.isArray(given.data)
      ? elementsOf(given).flatMap(({ data }) => (typeof data === 'string' ? [data] : []))
      : [];
  const patterns = texts.map((text) => new RegExp(`^${globSource(text)}(/.*)?$`));
  return (name) => patterns.some((pattern) => pattern.test(name));
}

function globSource(text: string): string {
  return text
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (hole) =>
      hole === '**/' ? '(?:[^/]+/)*' : hole === '**' ? '.*' : hole === '*' ? '[^/]*' : '[^/]',
    );
}

/** Throws where it is not there or leads outside the working folder. */
function realPath(world: World, name: string): string {
  const folder = world.folder as string;
  const path = realpathSync(resolve(folder, pathInside(world, name)));
  if (path !== folder && !path.startsWith(folder + sep)) throw new Error(`${name} lies outside the working folder`);
  return path;
}
