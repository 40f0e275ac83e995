import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brickName } from '../../src/core/foundry/brick-name.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { LineReader } from '../support/line-reader.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const BYTES = 65_536;

let folder: TemporaryFolder;
let chromium: Chromium;
let page: ChromiumPage;
let watching: LineReader;
const running: ReturnType<typeof begin>['running'][] = [];

function begin(args: readonly string[]) {
  const started = execa(process.execPath, [CLI, ...args], { cwd: folder.path, reject: false });
  return { running: started, out: new LineReader(started.stdout) };
}

beforeAll(async () => {
  folder = new TemporaryFolder().write({ 'src/tile': Buffer.alloc(BYTES) });
  const watch = begin(['foundry', 'watch', 'src']);
  const view = begin(['view', '--port', '0', '--json']);
  running.push(watch.running, view.running);
  watching = watch.out;
  await watching.until(/^watching 1 file,/);
  const [url = ''] = /http:[^"]+/.exec(await view.out.until(/url/)) ?? [];
  chromium = await Chromium.start();
  page = await chromium.open(url);
  await page.until(`document.getElementById('live').textContent === 'live'`);
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  for (const one of running) one.kill('SIGTERM');
  expect((await Promise.all(running)).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  folder[Symbol.dispose]();
});

const named = (name: string) =>
  `brickMap.bricks.all.find((brick) => brick.place.brick === ${JSON.stringify(brickName(name))})`;

/** True in the page when the middle of a brick is light, or is not. */
const isLight = (name: string, light: boolean) => `(() => {
  const brick = ${named(name)};
  if (!brick?.thumbnail) return false;
  const { view } = brickMap;
  view.draw();
  const gl = document.getElementById('canvas').getContext('webgl2');
  const at = new Uint8Array(4);
  const left = (brick.place.x + 0.5 - view.camera.x) * view.camera.zoom + view.size.width / 2;
  const top = (brick.place.y + 0.5 - view.camera.y) * view.camera.zoom + view.size.height / 2;
  gl.readPixels(Math.floor(left), Math.floor(view.size.height - top), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, at);
  return at[0] > 200 === ${light};
})()`;

const lookAt = (name: string, zoom: number) =>
  page.evaluate(`(() => {
    const { x, y } = ${named(name)}.place;
    brickMap.view.camera = { x: x + 0.5, y: y + 0.5, zoom: ${zoom} };
    brickMap.view.redraw();
  })()`);

test('a file that is edited changes on the open page, near and far, and a new one appears', async () => {
  await page.until(`${named('src/tile')}?.thumbnail`);
  let light = false;
  for (const zoom of [40, 300]) {
    await lookAt('src/tile', zoom);
    await page.until(isLight('src/tile', light));
    light = !light;
    writeFileSync(join(folder.path, 'src/tile'), Buffer.alloc(BYTES, light ? 255 : 0));
    await watching.until(/^changed .*tile/);
    await page.until(isLight('src/tile', light));
  }
  writeFileSync(join(folder.path, 'src/another'), Buffer.alloc(BYTES, 255));
  await watching.until(/^folded .*another/);
  await page.until(`${named('src/another')}?.thumbnail`);
  await lookAt('src/another', 300);
  await page.until(isLight('src/another', true));
  expect(page.complaints).toEqual([]);
}, 60_000);
