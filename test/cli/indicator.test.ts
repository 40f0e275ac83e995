import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type * as Indicator from '../../src/entry/indicator.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { UPSTREAM_EXPORTS } from '../support/upstream-week.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

test('the bundle for other programs reads an indicator, and has its types beside it', async () => {
  const { lmWidgetProps, readLmIndicator }: typeof Indicator = await import(join(DIST, 'indicator.js'));
  using folder = new TemporaryFolder();
  const path = join(folder.write({ 'a.json': JSON.stringify(UPSTREAM_EXPORTS.indicator) }).path, 'a.json');
  const { indicator, problem } = await readLmIndicator(path);
  expect({ indicator, problem }).toEqual({ indicator: UPSTREAM_EXPORTS.indicator, problem: undefined });
  expect(lmWidgetProps(indicator, { path }).color).toBe('red');
  expect((await readLmIndicator(join(folder.path, 'missing.json'))).indicator.status).toBe('offline');
  expect(existsSync(join(DIST, 'types', 'entry', 'indicator.d.ts'))).toBe(true);
});
