import { expect, test } from 'vitest';
import { RequestSlots } from '../../../src/adapters/lm/request-slots.ts';

const never = new AbortController().signal;

test('slots are given first come, first served, and never to more than fit', async () => {
  const slots = new RequestSlots(1);
  const order: string[] = [];
  const first = await slots.take(never);
  const second = slots.take(never).then((slot) => [order.push('second'), slot] as const);
  const third = slots.take(never).then((slot) => [order.push('third'), slot] as const);
  expect(slots.full).toBe(true);
  first[Symbol.dispose]();
  (await second)[1][Symbol.dispose]();
  (await third)[1][Symbol.dispose]();
  expect(order).toEqual(['second', 'third']);
  expect(slots.full).toBe(false);
});

test('giving a slot back twice frees it once', async () => {
  const slots = new RequestSlots(1);
  const first = await slots.take(never);
  first[Symbol.dispose]();
  await slots.take(never);
  first[Symbol.dispose]();
  expect(slots.full).toBe(true);
});

test('who gives up while waiting leaves the line', async () => {
  const slots = new RequestSlots(1);
  const first = await slots.take(never);
  const impatient = new AbortController();
  const leaving = slots.take(impatient.signal);
  impatient.abort(new Error('no more time'));
  await expect(leaving).rejects.toThrow('no more time');
  first[Symbol.dispose]();
  expect(slots.full).toBe(false);
  await expect(slots.take(impatient.signal)).rejects.toThrow('no more time');
});

test('a larger server lets the next in line start', async () => {
  const slots = new RequestSlots(1);
  await slots.take(never);
  const second = slots.take(never);
  slots.resize(2);
  await second;
  expect(slots.full).toBe(true);
});
