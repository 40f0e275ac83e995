import { openBrickFolder } from '../src/adapters/artifacts/brick-folder.ts';
import { Chromium } from '../test/support/chromium.ts';
import { servedViewer } from '../test/support/served-viewer.ts';
import { linkedBricks } from './linked-bricks.ts';

const ACROSS = 100;
const FRAMES = 120;

/** The map of 10,000 bricks in headless Chromium without a graphics card: first paint, then panning and zooming. */
export async function benchBrickMap(): Promise<string> {
  using folder = linkedBricks(ACROSS);
  await using viewer = await servedViewer(openBrickFolder(folder.path));
  await using chromium = await Chromium.start();
  const page = await chromium.open(viewer.url);
  const paint = await page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const [mark] = performance.getEntriesByName('map-painted');
      if (mark) resolve(mark.startTime); else setTimeout(look, 16);
    };
    look();
  })`);
  await page.until('brickMap.bricks.all.every((brick) => brick.hasThumbnail)');
  const whole = await page.evaluate<number>('performance.now()');
  const far = await framesPerSecond(page.evaluate.bind(page), 6);
  const near = await framesPerSecond(page.evaluate.bind(page), 100);
  return (
    `10,000 bricks: first paint ${paint.toFixed(0)} ms (bar 2000 ms), all thumbnails ${whole.toFixed(0)} ms, ` +
    `${far.toFixed(0)} frames/s from afar and ${near.toFixed(0)} near by (bar 30)`
  );
}

/** Pans and zooms, and waits for the picture after every step. */
function framesPerSecond(evaluate: <T>(expression: string) => Promise<T>, zoom: number): Promise<number> {
  return evaluate<number>(`new Promise((resolve) => {
    const { view } = brickMap;
    const start = performance.now();
    let frame = 0;
    const step = () => {
      const turn = frame / ${FRAMES} * 2 * Math.PI;
      view.camera = { x: 50 + 20 * Math.cos(turn), y: 50 + 20 * Math.sin(turn), zoom: ${zoom} * (1.3 + 0.3 * Math.sin(turn)) };
      view.drawAndWait();
      frame++;
      if (frame === ${FRAMES}) resolve(${FRAMES} / (performance.now() - start) * 1000);
      else setTimeout(step, 0);
    };
    step();
  })`);
}
