import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BusyTime } from '../../src/entry/busy-time.ts';

test('overlapping works count once, and a failed one counts', async () => {
  const busy = new BusyTime();
  const started = performance.now();
  const spin = async () => {
    const until = performance.now() + 20;
    while (performance.now() < until) await setImmediate();
  };
  await Promise.all([busy.during(spin), busy.during(spin), busy.during(spin)]);
  await expect(
    busy.during(async () => {
      await spin();
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(busy.milliseconds).toBeGreaterThanOrEqual(39);
  expect(busy.milliseconds).toBeLessThanOrEqual(Math.ceil(performance.now() - started));
});

test('time between works is not busy', async () => {
  const busy = new BusyTime();
  await busy.during(() => Promise.resolve());
  const before = busy.milliseconds;
  const until = performance.now() + 15;
  while (performance.now() < until) await setImmediate();
  expect(busy.milliseconds).toBe(before);
});
