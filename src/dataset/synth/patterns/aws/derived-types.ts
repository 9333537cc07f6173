/** Types whose derived parts hold, found and written by scripts/vet-derived-types.ts. */
export const DERIVED_TYPES: readonly string[] = [];
