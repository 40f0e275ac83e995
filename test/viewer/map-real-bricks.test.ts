import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrickFolder } from '../../src/adapters/artifacts/brick-folder.ts';
import { printIndex } from '../../src/core/bricks/brick-index.ts';
import { printSidecar, type Sidecar } from '../../src/core/bricks/sidecar.ts';
import { printManifest } from '../../src/core/foundry/map-manifest.ts';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { brickOf } from '../support/brick-of.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { noise } from '../support/noise.ts';
import { servedViewer } from '../support/served-viewer.ts';
import { SOME_SIDECAR } from '../support/some-sidecar.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const folder = new TemporaryFolder();
const TEXT = Buffer.from('All the world is a stage. '.repeat(4000));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let viewer: ServedViewer;
let chromium: Chromium;
let page: ChromiumPage;

/** An artifact of two bricks, whose second holds `.late` from its 16th byte on. */
function largeArtifact() {
  const whole = Buffer.concat([noise(65_536, 1), noise(1000, 2)]);
  const parts = [whole.subarray(0, 65_536), whole.subarray(65_536)];
  const bricks = parts.map((part, at) => ({
    file: `large.000${at + 1}.brick`,
    offset: at * 65_536,
    size: part.length,
    sha256: sha256(part),
  }));
  const index = { format: 'openspec-complete-bricks', version: 1, size: whole.length } as const;
  const sections = [{ name: '.late', offset: 65_552, size: 100 }];
  const sidecar: Sidecar = {
    ...SOME_SIDECAR,
    source: { path: '/var/large', kind: 'file', size: whole.length, sha256: sha256(whole) },
    facts: { format: 'elf', properties: {}, sections, symbols: [] },
    semantic: {
      state: 'unanalysed',
      security: [{ severity: 'critical', text: 'a key', offset: 65_600, size: 4 }],
    },
  };
  return {
    'large.bricks.json': printIndex({ ...index, sha256: sha256(whole), bricks }),
    'large.brick.json': printSidecar(sidecar),
    'large.0001.brick': brickOf(parts[0] ?? whole),
    'large.0002.brick': brickOf(parts[1] ?? whole),
  };
}

const NAMES = [
  ...['large.0001.brick', 'large.0002.brick', 'text.brick', 'packed.brick'],
  ...['short.brick', 'flipped.brick', 'link.brick', 'missing.brick'],
];

beforeAll(async () => {
  const flipped = brickOf(TEXT);
  flipped.fill(0x20, 132, 135);
  folder.write({
    'manifest.json': printManifest(NAMES.map((brick, x) => ({ x, y: 0, brick, timestamp: 1 }))),
    ...largeArtifact(),
    'text.brick': brickOf(TEXT),
    'packed.brick': brickOf(TEXT, { compress: true }),
    'short.brick': brickOf(TEXT).subarray(0, 5000),
    'flipped.brick': flipped,
  });
  symlinkSync(`${folder.path}/text.brick`, `${folder.path}/link.brick`);
  viewer = await servedViewer(openBrickFolder(folder.path));
  chromium = await Chromium.start();
  page = await chromium.open(viewer.url);
  await page.until('brickMap.bricks.all.every((brick) => brick.card || brick.damage)');
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** Chooses a brick by its file name, and the text of the panel once it holds what is expected of it. */
async function panelOf(brick: string, expected: string): Promise<string> {
  await page.evaluate(`(() => {
    const field = document.getElementById('search');
    field.value = ${JSON.stringify(brick)};
    field.dispatchEvent(new Event('input'));
    document.querySelector('#results button').click();
  })()`);
  await page.until(`document.getElementById('facts').innerText.includes(${JSON.stringify(expected)})`);
  return await page.evaluate(`document.getElementById('facts').innerText`);
}
const found = async (words: string) => {
  await page.evaluate(`(() => {
    const field = document.getElementById('search');
    field.value = ${JSON.stringify(words)};
    field.dispatchEvent(new Event('input'));
  })()`);
  return await page.evaluate<string>(`document.getElementById('count').textContent`);
};

test('a part of a large artifact is told by the whole, with its offsets', async () => {
  const first = await panelOf('large.0002.brick', 'whole, with the SHA-256');
  expect(first).toContain('/var/large');
  expect(first).toContain('Part 2 of 2: 0x10000 to 0x103e7 of 66,536 bytes.');
  expect(first).toContain('0x10000 (65,536)');
  expect(first).toMatch(/in this part\s+0x0 \(0\)/);
  expect(first).not.toContain('.late');
  await page.evaluate(`document.querySelector('#facts .go').click()`);
  await page.until(`document.querySelector('#facts mark')`);
  const noted = await page.evaluate<string>(`document.getElementById('facts').innerText`);
  expect(noted).toContain('elf, unanalysed');
  expect(noted).toContain('0x10040 (65,600)');
  expect(noted).toContain('.late');
  expect(noted).toContain('00010040 ');
});

test('offsets of a compressed brick are told as what they are', async () => {
  const text = await panelOf('packed.brick', 'in the compressed stream');
  expect(text).toMatch(/104,000, compressed to \d+: /);
  // A zlib stream begins with it (RFC 1950).
  await page.until(`document.querySelector('#facts mark')?.textContent === '78'`);
});

test('a damaged brick is crossed out and says why', async () => {
  expect(await panelOf('short.brick', 'Damaged')).toContain('it has 5000 bytes, where a brick');
  expect(await panelOf('link.brick', 'Damaged')).toContain('it is a link');
  expect(await panelOf('missing.brick', 'Damaged')).toContain('it is not there');
  expect(await panelOf('flipped.brick', 'Damaged')).toContain('do not have the SHA-256');
  expect(await panelOf('text.brick', 'checked')).not.toContain('Damaged');
  await found('');
  const colour = await page.evaluate<number[]>(`(() => {
    const { view, bricks } = brickMap;
    const { x, y } = bricks.all.find((brick) => brick.place.brick === 'short.brick').place;
    view.camera = { x: x + 0.5, y: y + 0.5, zoom: 200 };
    view.draw();
    const gl = document.getElementById('canvas').getContext('webgl2');
    const at = new Uint8Array(4);
    gl.readPixels(view.size.width / 2, view.size.height / 2, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, at);
    return [...at];
  })()`);
  expect(colour).toEqual([242, 140, 128, 255]);
});

test('a chosen brick that is folded again and smaller keeps its cursor within', async () => {
  await panelOf('text.brick', 'checked');
  await page.press('End');
  expect(await page.evaluate(`document.getElementById('facts').innerText`)).toContain('0x1963f (103,999)');
  folder.write({
    'text.brick': brickOf(TEXT.subarray(0, 500)),
    'manifest.json': printManifest(
      NAMES.map((brick, x) => ({ x, y: 0, brick, timestamp: brick === 'text.brick' ? 2 : 1 })),
    ),
  });
  await page.until(`document.getElementById('facts').innerText.includes('0x0 (0)')`);
  await page.until(`document.querySelector('#facts mark')`);
  expect(await page.evaluate('brickMap.view.chosen.pixel')).toEqual({ x: 0, y: 0 });
  expect(page.complaints).toEqual([]);
});

test('names of facts are searched, and damage', async () => {
  expect(await found('elf .late')).toBe('2 of 8 found');
  expect(await found('damaged')).toBe('3 of 8 found');
  expect(await found('no such thing')).toBe('0 of 8 found');
});

test('a map that cannot be read says so, keeps what it showed, and recovers', async () => {
  await page.evaluate('brickMap.view.camera = { x: 0, y: 0, zoom: 50 }');
  folder.write({ 'manifest.json': '{broken' });
  await page.until(`document.getElementById('notice').textContent.includes('is no map')`);
  expect(await page.evaluate('brickMap.bricks.all.length')).toBe(8);
  folder.write({
    'manifest.json': printManifest([
      { x: 1, y: 0, brick: 'large.0001.brick', timestamp: 1 },
      { x: 0, y: 0, brick: 'large.0002.brick', timestamp: 1 },
      { x: 5, y: 5, brick: 'large.0002.brick', timestamp: 1 },
      // What is whole and on no map is given a place.
      ...['text.brick', 'packed.brick', 'flipped.brick'].map((brick, x) => ({
        x,
        y: 7,
        brick,
        timestamp: 1,
      })),
    ]),
  });
  await page.until(`brickMap.bricks.at(5, 5)?.card`);
  expect(await page.evaluate(`document.getElementById('notice').hidden`)).toBe(true);
  const names = `[[0, 0], [1, 0], [2, 0]].map(([x, y]) => brickMap.bricks.at(x, y)?.place.brick ?? null)`;
  expect(await page.evaluate(names)).toEqual(['large.0002.brick', 'large.0001.brick', null]);
  expect(await found('')).toBe('6 bricks');
});
