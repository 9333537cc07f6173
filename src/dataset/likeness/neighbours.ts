/** Finds what is like a text among many, without comparing it with each: bands of equal entries lead to the few. */
import { likenessOf } from './minhash.ts';

const BAND = 4;

export interface Neighbours {
  readonly size: number;
  add(signature: Uint32Array): void;
  /** Whether something that was added is at least this like it, from 0 to 1. */
  has(signature: Uint32Array, likeness: number): boolean;
}

export function createNeighbours(): Neighbours {
  const signatures: Uint32Array[] = [];
  const byBand = new Map<string, number[]>();
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
      const compared = new Set<number>();
      for (const band of bandsOf(signature)) {
        for (const index of byBand.get(band) ?? []) {
          if (compared.has(index)) continue;
          compared.add(index);
          if (likenessOf(signature, signatures[index] as Uint32Array) >= likeness) return true;
        }
      }
      return false;
    },
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
