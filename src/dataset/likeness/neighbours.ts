/** Finds what is like a text among many, without comparing it with each: bands of equal entries lead to the few. */
import { likenessOf } from './minhash.ts';

const BAND = 4;

export interface Neighbours {
  readonly size: number;
  add(signature: Uint32Array): void;
  /** Whether something that was added is at least this like it, from 0 to 1. */
  has(signature: Uint32Array, likeness: number): boolean;
  /** All that were added and are at least this like it, by their places in the order of adding. */
  like(signature: Uint32Array, likeness: number): number[];
}

export function createNeighbours(): Neighbours {
  const signatures: Uint32Array[] = [];
  const byBand = new Map<string, number[]>();
  const isLike = (index: number, signature: Uint32Array, likeness: number) =>
    likenessOf(signature, signatures[index] as Uint32Array) >= likeness;
  function* candidates(signature: Uint32Array): Generator<number> {
    const given = new Set<number>();
    for (const band of bandsOf(signature)) {
      for (const index of byBand.get(band) ?? []) {
        if (given.has(index)) continue;
        given.add(index);
        yield index;
      }
    }
  }
  return {
    get size() {
      return signatures.length;
    },
    add(signature) {
      for (const band of bandsOf(signature)) {
        const known = byBand.get(band);
        if (known === undefined) byBand.set(band, [signatures.length]);
        else known.push(signatures.length);
      }
      signatures.push(signature);
    },
    has(signature, likeness) {
      for (const index of candidates(signature)) if (isLike(index, signature, likeness)) return true;
      return false;
    },
    like: (signature, likeness) => [...candidates(signature)].filter((index) => isLike(index, signature, likeness)),
  };
}

function bandsOf(signature: Uint32Array): string[] {
  const bands: string[] = [];
  for (let start = 0; start < signature.length; start += BAND) {
    bands.push(String.fromCharCode(start, ...halves(signature, start)));
  }
  return bands;
}

/** A band as text: the shortest key that a map compares quickly. */
function halves(signature: Uint32Array, start: number): number[] {
  return Array.from(signature.subarray(start, start + BAND)).flatMap((entry) => [entry >>> 16, entry & 0xffff]);
}
