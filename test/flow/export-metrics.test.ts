import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalExports } from '../../src/adapters/local/local-exports.ts';
import { Fault } from '../../src/core/fault.ts';
import { exportMetrics } from '../../src/flow/export-metrics.ts';
import { FakeJournalReader } from '../fakes/fake-journal-reader.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { UPSTREAM_EXPORTS, UPSTREAM_FACTS, UPSTREAM_NOW, weekOf } from '../support/upstream-week.ts';

const NAMES = [
  'lm_budget_7d.json',
  'lm_health_7d.json',
  'lm_indicator.json',
  'lm_insights_7d.json',
  'lm_usage_7d.json',
];
const FAULT = new Fault('journal-unreachable', 'postgres://ada:hunter2@db.internal:5432/control');

const into = (folder: TemporaryFolder) => new LocalExports({ path: folder.path, within: folder.path });
const read = (folder: TemporaryFolder, name: string) =>
  JSON.parse(readFileSync(join(folder.path, name), 'utf8'));

test('the five files are written from one week, and the journal is closed', async () => {
  using folder = new TemporaryFolder();
  const reader = new FakeJournalReader({ calls: UPSTREAM_FACTS });
  const { files, fault } = await exportMetrics(async () => reader, into(folder), UPSTREAM_NOW);
  expect(readdirSync(folder.path)).toEqual(NAMES);
  expect(read(folder, 'lm_indicator.json')).toEqual(UPSTREAM_EXPORTS.indicator);
  expect(read(folder, 'lm_usage_7d.json')).toEqual(files['lm_usage_7d.json']);
  expect(fault).toBeUndefined();
  expect(reader.asked).toEqual([
    'calls since 2025-11-23T18:02:11.123Z',
    'budgets at 2025-11-30T18:02:11.123Z',
  ]);
  expect(reader.isClosed).toBe(true);
});

test('a file is sorted, indented by two, and ends without a line end', async () => {
  using folder = new TemporaryFolder();
  const reader = new FakeJournalReader({ calls: weekOf(1000, 20) });
  await exportMetrics(async () => reader, into(folder), UPSTREAM_NOW);
  expect(readFileSync(join(folder.path, 'lm_indicator.json'), 'utf8')).toMatchInlineSnapshot(`
    "{
      "db_off": false,
      "error_rate": 0.02,
      "generated_at": "2025-11-30T18:02:11.123000+00:00",
      "reason": "ok",
      "status": "healthy",
      "success_rate": 0.98,
      "top_error_reason": "model-unreachable",
      "total_calls": 1000,
      "window_days": 7
    }"
  `);
});

test.each([
  ['nothing is recorded', async () => undefined, 'no-journal'],
  ['the journal cannot be opened', () => Promise.reject(FAULT), 'journal-unreachable'],
  ['it cannot be read', async () => new FakeJournalReader({ fault: FAULT }), 'journal-unreachable'],
])('where %s all files are written and say so, by a code alone', async (_, open, error) => {
  using folder = new TemporaryFolder();
  await exportMetrics(open, into(folder), UPSTREAM_NOW);
  expect(readdirSync(folder.path)).toEqual(NAMES);
  expect(read(folder, 'lm_indicator.json')).toMatchObject({
    status: 'offline',
    reason: 'db_off',
    db_off: true,
  });
  expect(read(folder, 'lm_budget_7d.json').error).toBe(error);
  for (const name of NAMES) {
    const text = readFileSync(join(folder.path, name), 'utf8');
    for (const detail of ['hunter2', 'ada', 'internal', '5432']) expect(text).not.toContain(detail);
  }
});

test('the person at the keyboard is told why, the files are not', async () => {
  using folder = new TemporaryFolder();
  const { fault } = await exportMetrics(() => Promise.reject(FAULT), into(folder), UPSTREAM_NOW);
  expect(fault).toBe(FAULT);
});

test('settings that cannot be used and bugs write nothing', async () => {
  using folder = new TemporaryFolder().write({ 'lm_indicator.json': 'old' });
  const wrong = new Fault('bad-settings', 'control-dsn is no address');
  await expect(exportMetrics(() => Promise.reject(wrong), into(folder), UPSTREAM_NOW)).rejects.toBe(wrong);
  const bug = new TypeError('a bug');
  await expect(exportMetrics(() => Promise.reject(bug), into(folder), UPSTREAM_NOW)).rejects.toBe(bug);
  expect(readdirSync(folder.path)).toEqual(['lm_indicator.json']);
  expect(readFileSync(join(folder.path, 'lm_indicator.json'), 'utf8')).toBe('old');
});

test('budgets that cannot be read leave the week as it is', async () => {
  using folder = new TemporaryFolder();
  const reader = new FakeJournalReader({ calls: UPSTREAM_FACTS, faults: { budgets: FAULT } });
  const { fault } = await exportMetrics(async () => reader, into(folder), UPSTREAM_NOW);
  expect(fault).toBe(FAULT);
  expect(read(folder, 'lm_insights_7d.json').db_off).toBe(false);
  expect(read(folder, 'lm_budget_7d.json')).toMatchObject({ ok: false, connection_ok: false });
});
