import { expect, test } from 'vitest';
import { Bursts } from '../../src/flow/bursts.ts';

const { signal } = new AbortController();

test('what is told together is given together, each path once', async () => {
  const bursts = new Bursts({ quietMilliseconds: 5, longestMilliseconds: 60_000 }, []);
  for (const path of ['/a', '/b', '/a']) bursts.add(path);
  expect([...((await bursts.next(signal)) ?? [])]).toEqual(['/a', '/b']);
});

test('what is told while it waits wakes it', async () => {
  const bursts = new Bursts({ quietMilliseconds: 5, longestMilliseconds: 60_000 }, []);
  const next = bursts.next(signal);
  setImmediate(() => bursts.add('/late'));
  expect([...((await next) ?? [])]).toEqual(['/late']);
});

test('a burst without an end is given in parts', async () => {
  const bursts = new Bursts({ quietMilliseconds: 60_000, longestMilliseconds: 20 }, []);
  const told = new Set<string>();
  const talk = setInterval(() => {
    const path = `/${told.size}`;
    told.add(path);
    bursts.add(path);
  }, 1);
  const first = await bursts.next(signal);
  const second = await bursts.next(signal);
  clearInterval(talk);
  expect(first?.has('/0')).toBe(true);
  expect(second?.has('/0')).toBe(false);
  expect(second?.size).toBeGreaterThan(0);
});

test('more paths than are remembered are given as the roots that they are in', async () => {
  const bursts = new Bursts({ quietMilliseconds: 1, longestMilliseconds: 5 }, ['/tree'], 100);
  for (let at = 0; at < 101; at++) bursts.add(`/tree/${at}`);
  expect([...((await bursts.next(signal)) ?? [])]).toEqual(['/tree']);
});

test('a signal ends the waiting', async () => {
  const stopper = new AbortController();
  const bursts = new Bursts({ quietMilliseconds: 5, longestMilliseconds: 10 }, []);
  const next = bursts.next(stopper.signal);
  stopper.abort();
  expect(await next).toBeUndefined();
  bursts.add('/a');
  expect(await bursts.next(stopper.signal)).toBeUndefined();
});
