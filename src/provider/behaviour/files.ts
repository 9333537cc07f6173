/** hashicorp/local and hashicorp/archive: files of the configuration's folder are read, nothing outside it and nothing is written. */
import { createHash } from 'node:crypto';
import { stringValue, type Value } from '../../cty/index.ts';
import type { ReadResponse } from '../provider.ts';
import type { Behaviour, BehaviourContext } from './behaviour.ts';
import { member, problem, textOf, withMembers } from './values.ts';

export const LOCAL: Behaviour = {
  planResource: (request, planned) => {
    if (request.type !== 'local_file' && request.type !== 'local_sensitive_file') return undefined;
    const fill: Record<string, Value> = {};
    const defaults = {
      file_permission: request.type === 'local_file' ? '0777' : '0700',
      directory_permission: request.type === 'local_file' ? '0777' : '0700',
    };
    for (const [name, value] of Object.entries(defaults)) {
      if (member(request.config, name)?.state === 'null') fill[name] = stringValue(value);
    }
    return { planned: withMembers(planned, fill) };
  },
  readData: (type, config, context) => {
    if (type !== 'local_file' && type !== 'local_sensitive_file') return undefined;
    const path = textOf(config, 'filename') ?? '';
    const bytes = context.files?.read(path);
    if (bytes === undefined) {
      return {
        state: config,
        diagnostics: [
          problem(
            'Read local file data source error',
            `There is no file ${path} in the configuration's folder; files outside it are never read.`,
            'local/no-file',
          ),
        ],
      };
    }
    return { state: withMembers(config, describeFile(bytes)), diagnostics: [] };
  },
};

/** Content and checksums under the names that both providers use. */
export function describeFile(bytes: Uint8Array): Record<string, Value> {
  const hash = (algorithm: string, encoding: 'hex' | 'base64'): Value =>
    stringValue(createHash(algorithm).update(bytes).digest(encoding));
  return {
    content: stringValue(new TextDecoder().decode(bytes)),
    content_base64: stringValue(Buffer.from(bytes).toString('base64')),
    content_md5: hash('md5', 'hex'),
    content_sha1: hash('sha1', 'hex'),
    content_sha256: hash('sha256', 'hex'),
    content_base64sha256: hash('sha256', 'base64'),
    content_sha512: hash('sha512', 'hex'),
    content_base64sha512: hash('sha512', 'base64'),
    id: hash('sha1', 'hex'),
  };
}

export const ARCHIVE: Behaviour = {
  validateResource: (_mode, _type, config) => {
    const given = ['source_file', 'source_dir', 'source_content'].filter(
      (name) => member(config, name)?.state !== 'null',
    );
    const sources = member(config, 'source');
    const blocks = sources?.state === 'known' && Array.isArray(sources.data) ? sources.data.length : 0;
    const count = given.length + (blocks > 0 ? 1 : 0);
    if (sources?.state === 'unknown' || count === 1) return [];
    return [
      problem(
        count === 0 ? 'Missing Attribute Configuration' : 'Invalid Attribute Combination',
        'Exactly one of source_file, source_dir, source_content and source blocks is needed.',
        'archive/source',
      ),
    ];
  },
  readData: (_type, config, context) => readArchive(config, context),
};

/** The archive itself is not made; its checksums are known after apply. What it is made of must be there. */
function readArchive(config: Value, context: BehaviourContext): ReadResponse | undefined {
  if (context.files === undefined) return unknownArchive(config, context);
  const file = textOf(config, 'source_file');
  const folder = textOf(config, 'source_dir');
  const missing =
    file !== undefined && context.files.read(file) === undefined
      ? file
      : folder !== undefined && context.files.list(folder) === undefined
        ? folder
        : undefined;
  if (missing === undefined) return unknownArchive(config, context);
  return {
    state: config,
    diagnostics: [
      problem(
        'Archive creation error',
        `error creating archive: ${missing} is not in the configuration's folder`,
        'archive/no-file',
      ),
    ],
  };
}

function unknownArchive(config: Value, context: BehaviourContext): ReadResponse {
  return { state: context.plan(config), diagnostics: [] };
}
