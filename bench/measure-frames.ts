import type { ChromiumPage } from '../test/support/chromium.ts';

const FRAMES = 120;

export interface Frames {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly longest: number;
}

/**
 * Pans and zooms over the map in a circle, and waits for the picture after every step.
 *
 * @param way pixels of the screen a cell, at least; where the circle's middle is on both axes; its radius, in cells
 */
export function measureFrames(
  page: ChromiumPage,
  way: { readonly zoom: number; readonly middle: number; readonly reach: number },
): Promise<Frames> {
  return page.evaluate<Frames>(`new Promise((resolve) => {
    const { view } = brickMap;
    const { zoom, middle, reach } = ${JSON.stringify(way)};
    const start = performance.now();
    let [frame, longest, last] = [0, 0, start];
    const step = () => {
      const turn = frame / ${FRAMES} * 2 * Math.PI;
      const [x, y] = [middle + reach * Math.cos(turn), middle + reach * Math.sin(turn)];
      view.camera = { x, y, zoom: zoom * (1.3 + 0.3 * Math.sin(turn)) };
      view.drawAndWait();
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      frame++;
      if (frame === ${FRAMES}) resolve({ perSecond: ${FRAMES} / (now - start) * 1000, longest });
      else setTimeout(step, 0);
    };
    step();
  })`);
}
