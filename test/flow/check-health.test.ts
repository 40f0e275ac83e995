import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { lmHealth, lookAt } from '../../src/flow/check-health.ts';

const health = { endpoint: 'http://localhost:1234/v1', models: [], milliseconds: 1, errors: ['why'] };

test('lm_ready is said only when a run could start now', () => {
  const details = { endpoint: health.endpoint, errors: ['why'] };
  expect(lmHealth({ ...health, status: 'healthy' })).toEqual({ ok: true, mode: 'lm_ready', details });
  expect(lmHealth({ ...health, status: 'degraded' })).toEqual({ ok: false, mode: 'lm_off', details });
  expect(lmHealth({ ...health, status: 'offline' })).toEqual({ ok: false, mode: 'lm_off', details });
});

test('a fault becomes its line with the exit code of a run, a bug is left alone', async () => {
  expect(await lookAt('git', () => Promise.resolve('git 2.50'))).toEqual({
    part: 'git',
    ok: true,
    text: 'git 2.50',
    exit: 0,
  });
  expect(await lookAt('sandbox', () => Promise.reject(new Fault('sandbox-missing', 'bwrap')))).toMatchObject({
    ok: false,
    exit: 4,
  });
  await expect(lookAt('lm', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});
