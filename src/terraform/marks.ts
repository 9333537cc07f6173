import type { Marks } from '../cty/index.ts';

export const SENSITIVE: Marks = new Set(['sensitive']);
export const EPHEMERAL: Marks = new Set(['ephemeral']);
