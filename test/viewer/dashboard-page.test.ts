import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dashboard } from '../../src/viewer/dashboard.ts';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { Chromium } from '../support/chromium.ts';
import { QUIET, servedViewer } from '../support/served-viewer.ts';

let shown: Dashboard = QUIET;
let viewer: ServedViewer;
let chromium: Chromium;

beforeAll(async () => {
  viewer = await servedViewer(new FakeBrickMap(), async () => shown);
  chromium = await Chromium.start();
}, 60_000);
afterAll(async () => {
  await chromium[Symbol.asyncDispose]();
  await viewer[Symbol.asyncDispose]();
});

test('runs, outcomes, the indicator and charts are shown, and every pull request is linked', async () => {
  shown = {
    indicator: {
      ...QUIET.indicator,
      status: 'degraded',
      reason: 'high_error_rate',
      error_rate: 0.25,
      total_calls: 8,
      top_error_reason: 'timeout',
    },
    days: [
      {
        date: '2026-11-19',
        calls: 8,
        failed: 2,
        tokensPrompt: 1200,
        tokensCompletion: 300,
        latencyMilliseconds: 900,
      },
    ],
    models: [{ model: 'qwen', calls: 8, successful: 6, p50: 800, p90: 1500, p99: 2000 }],
    runs: [
      {
        at: '2026-11-19T10:00:00Z',
        change: 'add-<b>x</b>',
        task: '1.1',
        kind: 'convert_binary',
        outcome: 'opened',
        ok: true,
        pull: 'https://github.com/o/r/pull/7',
      },
      {
        at: '2026-11-19T09:00:00Z',
        change: 'add-y',
        task: '1.2',
        kind: 'code',
        outcome: 'failed',
        ok: false,
      },
    ],
  };
  const page = await chromium.open(`${viewer.url}dashboard`);
  const text = await page.evaluate<string>('document.body.innerText');
  for (const said of [
    'degraded',
    'high_error_rate',
    '25.0 %',
    'timeout',
    'qwen',
    '1,500',
    'add-<b>x</b>',
    'convert_binary',
    '✗ failed',
  ])
    expect(text).toContain(said);
  expect(await page.evaluate(`[...document.querySelectorAll('#runs a')].map((link) => link.href)`)).toEqual([
    'https://github.com/o/r/pull/7',
  ]);
  expect(await page.evaluate(`document.querySelector('#tokens svg').getAttribute('aria-label')`)).toBe(
    '2026-11-19: 1.5K tokens',
  );
  expect(await page.evaluate(`document.querySelectorAll('#calls rect').length`)).toBe(2);
  expect(page.complaints).toEqual([]);
});

test('without a journal the dashboard says so instead of drawing nothing', async () => {
  shown = QUIET;
  const page = await chromium.open(`${viewer.url}dashboard`);
  const text = await page.evaluate<string>('document.body.innerText');
  expect(text).toContain('offline');
  expect(text).toContain('No model call in this time.');
  expect(text).toContain('Nothing was recorded yet.');
});

test('an empty map says how to fill it', async () => {
  const page = await chromium.open(viewer.url);
  expect(await page.evaluate(`document.getElementById('empty').textContent`)).toContain(
    'openspec-complete foundry watch',
  );
});
