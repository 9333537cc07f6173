/**
 * How alike two texts are, from short signatures: the share of equal entries estimates the share of three-word runs that
 * they have in common (Jaccard). MinHash after Broder (1997).
 */
const ENTRIES = 64;
const RUN = 3;

/** 64 numbers of 32 bits; equal texts have equal ones. A text of fewer than three words is one run. */
export function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(ENTRIES).fill(0xffffffff);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = words.map(hashOf);
  const last = Math.max(0, hashes.length - RUN);
  for (let start = 0; start <= last; start++) {
    let run = 0;
    for (let i = start; i < Math.min(start + RUN, hashes.length); i++)
      run = mixed((run ^ (hashes[i] as number)) + i - start);
    for (let entry = 0; entry < ENTRIES; entry++) {
      const value = mixed(run ^ (SALTS[entry] as number));
      if (value < (signature[entry] as number)) signature[entry] = value;
    }
  }
  return signature;
}

/** Estimated share of what both have among what either has, from 0 to 1. */
export function likenessOf(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let entry = 0; entry < ENTRIES; entry++) if (a[entry] === b[entry]) equal++;
  return equal / ENTRIES;
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The finisher of MurmurHash3: every bit of the input moves every bit of the result. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const SALTS = Array.from({ length: ENTRIES }, (_, entry) => mixed(Math.imul(entry + 1, 0x9e3779b9)));
