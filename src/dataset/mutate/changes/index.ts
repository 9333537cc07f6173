import type { ChangeKind, MakeChange } from '../change.ts';
import { add } from './add.ts';
import { moveRegion } from './move-region.ts';
import { parameterise } from './parameterise.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { resize } from './resize.ts';
import { scale } from './scale.ts';
import { secure } from './secure.ts';
import { split } from './split.ts';
import { wire } from './wire.ts';

export { wiringsOf } from './wire.ts';

export const CHANGES: Readonly<Record<ChangeKind, MakeChange>> = {
  add,
  remove,
  resize,
  rename,
  secure,
  scale,
  split,
  parameterise,
  'move-region': moveRegion,
  wire,
};
