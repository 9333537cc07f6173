/** After `tsc`: the bundled packs unpacked into `dist/packs`, where a single line of one can be read at once. */
import { fileURLToPath } from 'node:url';
import { findPacks, packText, unpackedPath } from '../dist/provider/pack/index.js';
import { writeUnpacked } from '../dist/provider/pack/unpacked.js';

const bundled = fileURLToPath(new URL('../packs', import.meta.url));
for (const { path } of findPacks()) {
  const unpacked = path.startsWith(bundled) ? unpackedPath(path) : undefined;
  if (unpacked !== undefined) writeUnpacked(path, unpacked, packText(path));
}
