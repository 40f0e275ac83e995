import { openBrickFolder } from '../src/adapters/artifacts/brick-folder.ts';
import { Chromium } from '../test/support/chromium.ts';
import { servedViewer } from '../test/support/served-viewer.ts';
import { benchBricksNearBy } from './bricks-near-by.ts';
import { linkedBricks } from './linked-bricks.ts';
import { measureFrames } from './measure-frames.ts';

const ACROSS = 100;

/** The map in headless Chromium without a graphics card: 10,000 bricks from afar, then larger ones near by. */
export async function benchBrickMap(): Promise<string> {
  await using chromium = await Chromium.start();
  return `${await manyFromAfar(chromium)}; ${await benchBricksNearBy(chromium)}`;
}

/** First paint, all thumbnails, then panning and zooming. */
async function manyFromAfar(chromium: Chromium): Promise<string> {
  using folder = linkedBricks(ACROSS);
  await using viewer = await servedViewer(openBrickFolder(folder.path));
  const page = await chromium.open(viewer.url);
  const paint = await page.evaluate<number>(`performance.getEntriesByName('map-painted')[0].startTime`);
  await page.until('brickMap.bricks.all.every((brick) => brick.thumbnail)');
  const whole = await page.evaluate<number>('performance.now()');
  const far = await measureFrames(page, { zoom: 6, middle: ACROSS / 2, reach: 20 });
  return (
    `10,000 bricks: first paint ${paint.toFixed(0)} ms (bar 2000 ms), all thumbnails ${whole.toFixed(0)} ms, ` +
    `${far.perSecond.toFixed(0)} frames/s from afar (bar 30)`
  );
}
