import { createHash, randomFillSync } from 'node:crypto';
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { openBrickFolder } from '../src/adapters/artifacts/brick-folder.ts';
import { printSidecar, type Sidecar } from '../src/core/bricks/sidecar.ts';
import { printManifest } from '../src/core/foundry/map-manifest.ts';
import { brickOf } from '../test/support/brick-of.ts';
import type { Chromium, ChromiumPage } from '../test/support/chromium.ts';
import { servedViewer } from '../test/support/served-viewer.ts';
import { SOME_SIDECAR } from '../test/support/some-sidecar.ts';
import { TemporaryFolder } from '../test/support/temporary-folder.ts';
import { measureFrames } from './measure-frames.ts';

const ACROSS = 16;
/** Bytes of the artifacts: textures of 256 to 2,048 pixels a side, small ones more often. */
const SIZES = [60_000, 3_000, 200_000, 40_000, 900_000, 65_536, 150_000, 3_000_000] as const;
const ZOOMS = [75, 100, 300, 1500, 9000] as const;

/** Frames a second over real bricks of a folder, every byte of them loaded, with security notes on each third. */
export async function benchBricksNearBy(chromium: Chromium): Promise<string> {
  using folder = new TemporaryFolder();
  writeBricks(folder);
  await using viewer = await servedViewer(openBrickFolder(folder.path));
  const page = await chromium.open(viewer.url);
  await page.until('brickMap.bricks.all.every((brick) => brick.card && brick.thumbnail)');
  const measured: string[] = [];
  for (const zoom of ZOOMS) {
    const way = { zoom, middle: ACROSS / 2, reach: Math.min(3, 700 / zoom) };
    await loadAllOf(page, way);
    const { perSecond, longest } = await measureFrames(page, way);
    measured.push(`${perSecond.toFixed(0)} at ${zoom} (longest ${longest.toFixed(0)} ms)`);
  }
  return `near by, real bricks, frames/s by pixels a brick: ${measured.join(', ')} (bar 30)`;
}

function writeBricks(folder: TemporaryFolder): void {
  const names = Array.from({ length: ACROSS * ACROSS }, (_, at) => `${at}.brick`);
  const entries = names.map((brick, at) => ({
    x: at % ACROSS,
    y: Math.floor(at / ACROSS),
    brick,
    timestamp: 1,
  }));
  folder.write({ 'manifest.json': printManifest(entries) });
  SIZES.forEach((size, kind) => {
    const bytes = randomFillSync(new Uint8Array(size), 0, size >> 1);
    folder.write({ [`kind-${kind}`]: brickOf(bytes) });
    names.forEach((name, at) => {
      if (at % SIZES.length !== kind) return;
      linkSync(join(folder.path, `kind-${kind}`), join(folder.path, name));
      if (at % 3 === 0) folder.write({ [`${name}.json`]: printSidecar(sidecarOf(name, bytes)) });
    });
  });
}

function sidecarOf(path: string, bytes: Uint8Array): Sidecar {
  const security = Array.from({ length: 8 }, (_, at) => ({
    severity: (['low', 'medium', 'high', 'critical'] as const)[at % 4] ?? 'low',
    text: 'a note',
    offset: Math.floor((bytes.length * at) / 8),
    size: Math.ceil(bytes.length / 50),
  }));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const source = { ...SOME_SIDECAR.source, path, size: bytes.length, sha256 };
  return { ...SOME_SIDECAR, source, semantic: { ...SOME_SIDECAR.semantic, security } };
}

/** Goes the way until nothing more is loaded on it. */
async function loadAllOf(page: ChromiumPage, way: Parameters<typeof measureFrames>[1]): Promise<void> {
  const loaded = () =>
    page.evaluate<number>('brickMap.bricks.all.filter((brick) => brickMap.view.details.get(brick)).length');
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await measureFrames(page, way);
    now = await loaded();
  }
}
