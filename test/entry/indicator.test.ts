import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportSet } from '../../src/core/metrics/export-set.ts';
import { parseIndicator } from '../../src/core/metrics/parse-indicator.ts';
import { sortedJson } from '../../src/core/metrics/sorted-json.ts';
import { readLmIndicator } from '../../src/entry/indicator.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { NO_CALLS, UPSTREAM_EXPORTS, UPSTREAM_NOW, weekOf } from '../support/upstream-week.ts';

const OFFLINE = { status: 'offline', reason: 'db_off', db_off: true, total_calls: 0 };
const GOOD = UPSTREAM_EXPORTS.indicator;

test('every indicator that is exported is read as it was written', async () => {
  using folder = new TemporaryFolder();
  const path = join(folder.path, 'lm_indicator.json');
  const off = { kind: 'off', error: 'no-journal' } as const;
  const known = [NO_CALLS, weekOf(10, 1), weekOf(10, 9)].map((facts) => ({ kind: 'known', facts }) as const);
  for (const calls of [off, ...known]) {
    const indicator = exportSet(calls, off, UPSTREAM_NOW)['lm_indicator.json'];
    folder.write({ 'lm_indicator.json': sortedJson(indicator) });
    expect(await readLmIndicator(path)).toEqual({ indicator });
  }
});

test.each([
  ['no JSON', 'LM_HEALTH: mode=lm_off (endpoint not reachable)', 'it is not JSON'],
  ['a list', '[]', 'it is not an object'],
  ['nothing', '', 'it is not JSON'],
  ["upstream's stub", { ...GOOD, status: 'unknown' }, 'its status is missing or not usable'],
  ["upstream's captured output", { status: 'captured' }, 'its status is missing or not usable'],
  ['an unknown reason', { ...GOOD, reason: 'toString' }, 'its reason is missing or not usable'],
  ['a missing key', { ...GOOD, window_days: undefined }, 'its window_days is missing or not usable'],
  ['a further key', { ...GOOD, note: 1 }, 'it has keys that an indicator does not have'],
  ['a rate that is none', { ...GOOD, error_rate: 1.01 }, 'its error_rate is missing or not usable'],
  ['a number as text', { ...GOOD, total_calls: '9' }, 'its total_calls is missing or not usable'],
  ['a status of another reason', { ...GOOD, status: 'healthy' }, 'its status, reason and db_off contradict'],
  [
    'a healthy signal without a database',
    { ...GOOD, db_off: true },
    'its status, reason and db_off contradict',
  ],
  ['calls that are none', { ...GOOD, total_calls: 0 }, 'its reason and total_calls contradict'],
  ['too much', `${' '.repeat(70_000)}{}`, 'it is too long'],
])('%s is offline, and says why', async (_, content, problem) => {
  using folder = new TemporaryFolder();
  folder.write({ 'lm_indicator.json': typeof content === 'string' ? content : JSON.stringify(content) });
  const reading = await readLmIndicator(join(folder.path, 'lm_indicator.json'));
  expect(reading.indicator).toMatchObject(OFFLINE);
  expect(reading.problem).toContain(problem);
});

test('what is no file is offline: missing, a folder, a pipe that nobody writes to, a link to nothing', async () => {
  using folder = new TemporaryFolder();
  execFileSync('mkfifo', [join(folder.path, 'pipe')]);
  symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'link'));
  const problems = [];
  for (const name of ['missing', '.', 'pipe', 'link']) {
    const { indicator, problem } = await readLmIndicator(join(folder.path, name));
    expect(indicator).toMatchObject(OFFLINE);
    problems.push(problem);
  }
  expect(problems).toEqual([
    'it does not exist',
    'it is not a file',
    'it is not a file',
    'it does not exist',
  ]);
});

test('no text is taken for healthy that is not exactly an indicator', () => {
  const keys = fc.constantFrom(...Object.keys(GOOD));
  fc.assert(
    fc.property(keys, fc.jsonValue(), (key, value) => {
      const reading = parseIndicator(JSON.stringify({ ...GOOD, [key]: value }));
      if (reading.problem === undefined) expect(reading.indicator.status).toBe('degraded');
      else expect(reading.indicator).toMatchObject(OFFLINE);
    }),
  );
});
