import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrickFolder } from '../../src/adapters/artifacts/brick-folder.ts';
import { printManifest } from '../../src/core/foundry/map-manifest.ts';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { brickOf } from '../support/brick-of.ts';
import { LiveListener } from '../support/live-listener.ts';
import { servedViewer } from '../support/served-viewer.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const BRICK = brickOf(Buffer.from('All the world is a stage.'));
const ENTRY = { x: 0, y: 0, brick: 'play.brick', timestamp: 1 };
const FLIPPED = { x: 1, y: 0, brick: 'flipped.brick', timestamp: 1 };
const MISSING = { x: 2, y: 0, brick: 'missing.brick', timestamp: 1 };

let folder: TemporaryFolder;
let viewer: ServedViewer;

beforeAll(async () => {
  const flipped = Buffer.from(BRICK);
  flipped.fill(0x20, 132, 135);
  folder = new TemporaryFolder().write({
    'play.brick': BRICK,
    'flipped.brick': flipped,
    'cut.brick': 'V2BR',
  });
  replace('{');
  viewer = await servedViewer(openBrickFolder(folder.path));
});
afterAll(async () => {
  await viewer[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** As programs write the manifest: in one step. */
function replace(manifest: string): void {
  writeFileSync(join(folder.path, 'next'), manifest);
  renameSync(join(folder.path, 'next'), join(folder.path, 'manifest.json'));
}

const ask = async (path: string) => (await fetch(viewer.url + path)).json();

test('a manifest that is broken at the start and mended later is told, each time once', async () => {
  expect(await ask('api/map')).toEqual({
    placed: [],
    trouble: expect.stringContaining('has to be a JSON object'),
  });
  using page = await LiveListener.to(viewer.url);
  const entries = [ENTRY, FLIPPED, MISSING];
  replace(printManifest(entries));
  expect(await page.next('map_trouble')).toMatchObject({ trouble: null });
  for (const entry of entries)
    expect(await page.next('tile_update')).toEqual({ type: 'tile_update', ...entry });
  expect(await ask('api/map')).toEqual({ placed: entries });
  replace('[]');
  expect(await page.next('map_trouble')).toMatchObject({ trouble: expect.stringContaining('Mend it') });
  replace(printManifest([ENTRY, FLIPPED]));
  expect(await page.next('tile_remove')).toEqual({ type: 'tile_remove', ...MISSING });
  expect(await page.next('map_trouble')).toMatchObject({ trouble: null });
});

test('what a card cannot tell is told of a brick that is read whole', async () => {
  const cards = await fetch(`${viewer.url}api/cards`, {
    method: 'POST',
    body: '["flipped.brick","cut.brick"]',
  });
  expect(await cards.json()).toMatchObject([
    { source: 'flipped.brick', length: 25 },
    { damage: 'it ends after 4 bytes, within its header of 132' },
  ]);
  expect(await ask('api/checks/play.brick')).toEqual({ damage: null });
  expect(await ask('api/checks/flipped.brick')).toEqual({
    damage: 'its bytes do not have the SHA-256 that it names',
  });
  for (const path of ['api/checks/cut.brick', 'api/checks/none.brick', 'bricks/cut.brick'])
    expect((await fetch(viewer.url + path)).status).toBe(404);
});

test('a brick comes as it is on disk, and its thumbnail with it', async () => {
  const reply = await fetch(`${viewer.url}bricks/play.brick`);
  expect(Buffer.from(await reply.arrayBuffer()).equals(BRICK)).toBe(true);
  const thumbnails = await fetch(`${viewer.url}api/thumbnails`, {
    method: 'POST',
    body: '["play.brick","cut.brick"]',
  });
  const bytes = new Uint8Array(await thumbnails.arrayBuffer());
  expect([bytes[0], bytes[1], bytes[2], bytes[257]]).toEqual([1, 8, 0, 0]);
});
