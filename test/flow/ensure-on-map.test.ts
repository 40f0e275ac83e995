import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMapFile } from '../../src/adapters/artifacts/map-file.ts';
import { takeSlotLock } from '../../src/adapters/git/slot-lock.ts';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { parseManifest } from '../../src/core/foundry/map-manifest.ts';
import { ensureOnMap } from '../../src/flow/ensure-on-map.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const PROCESS = join(import.meta.dirname, '..', 'support', 'put-on-map.ts');

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const manifest = () => join(folder.path, 'manifest.json');
const placed = () => parseManifest(readFileSync(manifest(), 'utf8')) ?? [];
const put = (...bricks: readonly string[]) =>
  ensureOnMap(
    openMapFile(folder.path, takeSlotLock),
    bricks.map((brick) => ({ brick, timestamp: 1 })),
  );
const begin = (...bricks: readonly string[]) =>
  execa(process.execPath, [PROCESS, folder.path, ...bricks], { reject: false });

test('several processes at once lose no brick of each other', async () => {
  writeFileSync(manifest(), '{"0,0": "a note of somebody"}');
  const lists = Array.from({ length: 4 }, (_, process) =>
    Array.from({ length: 12 }, (_, file) => brickName(`/p${process % 2}/f${file}-${process}`)),
  );
  const ends = await Promise.all(lists.map((bricks) => begin(...bricks)));
  expect(ends.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    lists.map(() => ({ exitCode: 0, stderr: '' })),
  );
  const told = ends.flatMap(({ stdout }) => stdout.split('\n')).sort();
  expect(
    placed()
      .map(({ x, y, brick }) => `${x},${y} ${brick}`)
      .sort(),
  ).toEqual(told);
  expect(told).toHaveLength(48);
  expect(JSON.parse(readFileSync(manifest(), 'utf8'))).toMatchObject({ '0,0': 'a note of somebody' });
  expect(readdirSync(folder.path).sort()).toEqual(['.openspec-complete', 'manifest.json']);
}, 60_000);

test('a process that is killed with the map in its hands keeps nobody else from it', async () => {
  const bricks = Array.from({ length: 3_000 }, (_, file) => brickName(`/killed/f${file}`));
  const killed = begin(...bricks);
  await new Promise((resolve) => killed.stdout.once('data', resolve));
  killed.kill('SIGKILL');
  await killed;
  const before = placed();
  const [entry] = await put('late.brick');
  expect(entry).toMatchObject({ brick: 'late.brick' });
  expect(placed()).toHaveLength(before.length + 1);
  expect(before.length).toBeLessThan(bricks.length);
});

test('a manifest that cannot be read is left as it is, and named', async () => {
  writeFileSync(manifest(), '{"0,0": ');
  await expect(put('a.brick')).rejects.toMatchObject({ code: 'map-unreadable', at: manifest() });
  expect(readFileSync(manifest(), 'utf8')).toBe('{"0,0": ');
});

test('nothing to put writes nothing', async () => {
  await put();
  expect(readdirSync(folder.path)).toEqual([]);
});
