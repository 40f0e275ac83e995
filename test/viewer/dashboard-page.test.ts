import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dashboard } from '../../src/viewer/dashboard.ts';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { Chromium, type ChromiumPage } from '../support/chromium.ts';
import { QUIET, servedViewer } from '../support/served-viewer.ts';

let shown: Dashboard = QUIET;
let isBroken = false;
let viewer: ServedViewer;
let chromium: Chromium;

beforeAll(async () => {
  viewer = await servedViewer(new FakeBrickMap(), async () => {
    if (isBroken) throw new Error('password=hunter2');
    return shown;
  });
  chromium = await Chromium.start();
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
});

const WEEK: Dashboard = {
  troubles: [],
  indicator: {
    ...QUIET.indicator,
    ...{ status: 'degraded', reason: 'high_error_rate', error_rate: 0.25, total_calls: 8 },
    top_error_reason: 'timeout',
  },
  days: [
    {
      ...{ date: '2026-11-18', calls: 0, failed: 0, tokensPrompt: 0, tokensCompletion: 0 },
      latencyMilliseconds: 0,
    },
    {
      ...{ date: '2026-11-19', calls: 8, failed: 2, tokensPrompt: 1200, tokensCompletion: 300 },
      latencyMilliseconds: 2345,
    },
  ],
  models: [{ model: 'qwen', calls: 8, successful: 6, p50: 800, p90: 1500, p99: 2000 }],
  runs: [
    {
      ...{ at: '2026-11-19T10:00:00Z', change: 'add-<b>x</b>', task: '1.1', kind: 'convert_binary' },
      ...{ outcome: 'opened', ok: true, pull: 'https://github.com/o/r/pull/7' },
    },
    {
      ...{
        at: '2026-11-19T09:30:00Z',
        change: 'add-y',
        task: '1.3',
        kind: 'code',
        outcome: 'opened',
        ok: true,
      },
      pull: 'https://ghe.example/o/r/pull/8',
    },
    { at: '2026-11-19T09:00:00Z', change: 'add-y', task: '1.2', kind: 'code', outcome: 'failed', ok: false },
  ],
};

let page: ChromiumPage;
const dashboard = async (size?: { width: number; height: number }) => {
  page = await chromium.open(`${viewer.url}dashboard`, size);
  return page.evaluate<string>('document.body.innerText');
};
/** Asks the server again, as the page does when its tab comes to the front. */
const ask = () => page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
const labels = (id: string) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('#${id} .stack')].map((stack) => stack.firstChild.textContent)`,
  );
const spoken = (id: string) =>
  page.evaluate<string>(`document.querySelector('#${id} [role=img]').getAttribute('aria-label')`);

test('runs, outcomes and the indicator are shown, and every pull request is linked by its repository', async () => {
  shown = WEEK;
  const text = await dashboard();
  for (const said of ['degraded', 'high_error_rate', '25.0 %', 'timeout', 'qwen', '1,500'])
    expect(text).toContain(said);
  for (const said of ['add-<b>x</b>', 'convert_binary', '✗ failed']) expect(text).toContain(said);
  expect(
    await page.evaluate(
      `[...document.querySelectorAll('#runs a')].map((link) => [link.href, link.textContent])`,
    ),
  ).toEqual([
    ['https://github.com/o/r/pull/7', 'o/r#7'],
    ['https://ghe.example/o/r/pull/8', 'ghe.example/o/r#8'],
  ]);
  expect(page.complaints).toEqual([]);
});

test('each chart tells its days, its units and which part is which, also to those who do not see it', async () => {
  shown = WEEK;
  const text = await dashboard();
  for (const name of ['prompt tokens', 'completion tokens', 'succeeded']) expect(text).toContain(name);
  const swatches = `[...document.querySelectorAll('#tokens .swatch')].map((one) => one.offsetWidth * one.offsetHeight)`;
  expect(await page.evaluate(swatches)).toEqual([144, 144]);
  expect(await labels('tokens')).toEqual(['0', '1.5K']);
  expect(await labels('latency')).toEqual(['–', '2.3 s']);
  expect(await labels('calls')).toEqual(['0', '8']);
  expect(await spoken('tokens')).toBe(
    'November 18: 0 prompt tokens, 0 completion tokens; November 19: 1,200 prompt tokens, 300 completion tokens',
  );
  expect(await spoken('latency')).toBe('November 18: 0 ms; November 19: 2,345 ms');
  const heights = await page.evaluate<number[]>(
    `[...document.querySelectorAll('#calls .stack > div')].map((part) => part.getBoundingClientRect().height)`,
  );
  expect(heights).toHaveLength(2);
  expect(heights[1]).toBeCloseTo(3 * (heights[0] ?? 0), 0);
});

test('parts of a bar are 3 to 1 against the ground and each other, in dark and light', async () => {
  shown = WEEK;
  await dashboard();
  for (const theme of ['light', 'dark'] as const) {
    await page.emulate(theme);
    await page.until(`document.documentElement.dataset.theme === '${theme}'`);
    const colours = await page.evaluate<string[]>(
      `['.card', '.dark-part', '.light-part', '.bad-part'].map((part) => getComputedStyle(document.querySelector('#calls, #tokens').closest('.charts').querySelector(part)).backgroundColor)`,
    );
    const [ground = 0, dark = 0, light = 0, bad = 0] = colours.map(luminance);
    for (const pair of [
      [ground, dark],
      [ground, light],
      [ground, bad],
      [dark, light],
      [light, bad],
    ] as const)
      expect(contrast(...pair)).toBeGreaterThan(3);
  }
});

test('long names break: a wide window cuts nothing off, a narrow one scrolls in its tables alone', async () => {
  const long = 'm'.repeat(190);
  const [run] = WEEK.runs ?? [];
  if (!run) throw new Error('there is a run');
  shown = {
    ...WEEK,
    indicator: { ...WEEK.indicator, top_error_reason: long },
    runs: [{ ...run, change: long, model: long, pull: `https://ghe.example/${long}` }],
  };
  const overflow = (selector: string) =>
    page.evaluate<number>(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('${selector}'))`,
    );
  await dashboard({ width: 1280, height: 740 });
  for (const part of ['html', '#runs', '#models', '#signal']) expect(await overflow(part)).toBe(0);
  await dashboard({ width: 360, height: 740 });
  for (const part of ['html', '#signal', '#tokens']) expect(await overflow(part)).toBe(0);
  expect(await overflow('#runs')).toBeGreaterThan(0);
  expect(await page.evaluate(`document.getElementById('runs').tabIndex`)).toBe(0);
});

test('text of another direction does not turn what stands beside it', async () => {
  const [run] = WEEK.runs ?? [];
  if (!run) throw new Error('there is a run');
  shown = { ...WEEK, runs: [{ ...run, change: 'שלום', model: 'نموذج' }] };
  await dashboard();
  const isolated = `[...document.querySelectorAll('#runs bdi')].map((part) => part.textContent)`;
  expect(await page.evaluate(isolated)).toEqual(['שלום', '1.1', 'convert_binary', 'o/r#7', 'نموذج']);
});

test('asking again leaves the focus, and what did not change, alone', async () => {
  shown = WEEK;
  await dashboard();
  await page.evaluate(
    `globalThis.before = document.querySelector('#models table'); document.querySelectorAll('#runs a')[1].focus()`,
  );
  shown = { ...WEEK, runs: (WEEK.runs ?? []).slice(0, 2) };
  await ask();
  await page.until(`document.querySelectorAll('#runs tbody tr').length === 2`);
  expect(await page.evaluate(`document.activeElement.href`)).toBe('https://ghe.example/o/r/pull/8');
  expect(await page.evaluate(`document.querySelector('#models table') === before`)).toBe(true);
});

test('what is not known is not told as nothing, and its reason stands above, once', async () => {
  shown = {
    ...QUIET,
    troubles: ['The database cannot be reached. Start it.'],
    days: null,
    models: null,
    runs: null,
  };
  const text = await dashboard();
  expect(text).toContain('The database cannot be reached. Start it.');
  expect(text).not.toMatch(/No model call|No task ended|0\.0 %/);
  expect(text.match(/Not known: the reason is said above\./g)).toHaveLength(5);
  const regions = await page.evaluate(
    `[...document.querySelectorAll('[role=status], [aria-live]')].map(({ id }) => id)`,
  );
  expect(regions).toEqual(['troubles']);
});

test('a server that fails, or is gone, is told above what was known, and no longer when it is back', async () => {
  const told = `document.getElementById('troubles').textContent`;
  shown = WEEK;
  await dashboard();
  isBroken = true;
  await ask();
  await page.until(`${told}.startsWith('The server could not read')`);
  expect(await page.evaluate(`document.querySelectorAll('#runs tbody tr').length`)).toBe(3);
  isBroken = false;
  await ask();
  await page.until(`${told} === ''`);
  await page.evaluate(`globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))`);
  await ask();
  await page.until(`${told}.startsWith('The server does not answer.')`);
});

test('a week without calls and tasks is told as one', async () => {
  shown = QUIET;
  const text = await dashboard();
  expect(text).toContain('offline');
  expect(text).toContain('No model call in this time.');
  expect(text).toContain('No task ended in this time.');
  expect(
    await page.evaluate(`[...document.querySelectorAll('h1')].map(({ textContent }) => textContent)`),
  ).toEqual(['Runs and model health']);
});

/** github.com/w3c/wcag, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

test('an empty map says how to fill it', async () => {
  const page = await chromium.open(viewer.url);
  expect(await page.evaluate(`document.getElementById('notice').textContent`)).toContain(
    'openspec-complete foundry watch',
  );
});
