/** The world that applied resources seem to live in: one account, project and subscription, and where its values come from. */
import { createHash } from 'node:crypto';
import type { Value } from '../../cty/index.ts';
import type { Schema } from '../schema.ts';

export interface World {
  /** The same seed gives the same values to the same resources. */
  readonly seed: string;
  /** What `created_at` and its like say; RFC 3339. */
  readonly now: Date;
  /** Real path of the folder in which files may be made; undefined: none are. */
  readonly folder?: string | undefined;
  /** The same as Terraform names it, which may be shut into it. */
  readonly folderInside?: string | undefined;
  /** How often each plan was applied, so that two equal instances get values of their own. */
  readonly applied: Map<string, number>;
}

export function createWorld(
  seed: string,
  options: { now?: Date; folder?: string | undefined; folderInside?: string | undefined } = {},
): World {
  const { now = new Date(), folder, folderInside } = options;
  return { seed, now, folder, folderInside, applied: new Map() };
}

/** What is applied, and where. */
export interface Applied {
  readonly address: string;
  readonly type: string;
  readonly schema: Schema;
  /** The provider's configuration. */
  readonly settings: Value;
  readonly world: World;
}

/** Reproducible bits of a resource: every draw is named, so that an added attribute does not change the others. */
export interface Draw {
  readonly hex: (name: string, length: number) => string;
  readonly digits: (name: string, length: number) => string;
  /** Upper-case letters and digits, beginning with a letter. */
  readonly code: (name: string, length: number) => string;
  /** 0 ≤ n < limit. */
  readonly below: (name: string, limit: number) => number;
  readonly uuid: (name: string) => string;
}

export function drawFrom(seed: string): Draw {
  const digest = (name: string): Buffer => createHash('sha512').update(`${seed}\n${name}`).digest();
  const hex = (name: string, length: number): string => {
    let text = '';
    for (let part = 0; text.length < length; part++) text += digest(`${name}.${part}`).toString('hex');
    return text.slice(0, length);
  };
  const letters = (name: string, length: number, alphabet: string): string => {
    const bytes = digest(name);
    return Array.from({ length }, (_, at) => alphabet[(bytes[at % 64] as number) % alphabet.length]).join('');
  };
  return {
    hex,
    digits: (name, length) => letters(name, length, '0123456789').replace(/^0/, '1'),
    code: (name, length) =>
      letters(`${name}.first`, 1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') +
      letters(name, length - 1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    below: (name, limit) => digest(name).readUInt32BE(0) % limit,
    uuid: (name) => {
      const text = hex(name, 32);
      const variant = '89ab'[Number.parseInt(text[16] as string, 16) % 4];
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
    },
  };
}
