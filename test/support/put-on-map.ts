// A process that puts bricks on a map one by one: node put-on-map.ts <folder> <brick…>
import { openMapFile } from '../../src/adapters/artifacts/map-file.ts';
import { takeSlotLock } from '../../src/adapters/git/slot-lock.ts';
import { ensureOnMap } from '../../src/flow/ensure-on-map.ts';

const [folder = '', ...bricks] = process.argv.slice(2);
const map = openMapFile(folder, takeSlotLock);
for (const brick of bricks) {
  const [entry] = await ensureOnMap(map, [{ brick, timestamp: Date.now() / 1_000 }]);
  console.log(`${entry?.x},${entry?.y} ${brick}`);
}
