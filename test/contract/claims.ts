import { describe, expect, test } from 'vitest';
import type { Claims } from '../../src/ports/claims.ts';

/** Two runs that see the same claims. */
export interface ClaimsUnderTest extends AsyncDisposable {
  readonly one: Claims;
  readonly other: Claims;
}

const KEY = { change: 'add greeting/ö', id: '1.2' };

/** What everything that keeps claims promises. */
export function testClaims(name: string, create: () => Promise<ClaimsUnderTest>): void {
  describe(`${name} keeps the contract of Claims`, () => {
    test('a claim is found by everybody as it was written, and belongs to one task', async () => {
      await using under = await create();
      expect(await under.other.find(KEY)).toBeUndefined();
      const version = await under.one.put(KEY, '{"run":"1"}', undefined);
      expect(await under.other.find(KEY)).toEqual({ version, text: '{"run":"1"}' });
      expect(await under.other.find({ ...KEY, id: '1.1' })).toBeUndefined();
      expect(await under.other.put({ ...KEY, id: '1.1' }, 'x', undefined)).toBeDefined();
    });

    test('all claims are listed with their tasks', async () => {
      await using under = await create();
      expect(await under.one.list()).toEqual([]);
      const other = { change: 'b', id: '2-1' };
      const versions = [
        await under.one.put(KEY, 'one', undefined),
        await under.other.put(other, 'two', undefined),
      ];
      const listed = (await under.one.list()).toSorted((a, b) => (a.text < b.text ? -1 : 1));
      expect(listed).toEqual([
        { key: KEY, version: versions[0], text: 'one' },
        { key: other, version: versions[1], text: 'two' },
      ]);
    });

    test('who comes second gets nothing', async () => {
      await using under = await create();
      const version = await under.one.put(KEY, 'first', undefined);
      expect(await under.other.put(KEY, 'second', undefined)).toBeUndefined();
      expect(await under.one.find(KEY)).toEqual({ version, text: 'first' });
    });

    test('of many at the same moment one wins', async () => {
      await using under = await create();
      const runs = [under.one, under.other, under.one, under.other];
      const won = await Promise.all(runs.map((claims, at) => claims.put(KEY, `run ${at}`, undefined)));
      expect(won.filter((version) => version !== undefined)).toHaveLength(1);
      expect(won).toContain((await under.one.find(KEY))?.version);
    });

    test('a claim is taken over only by who names its version, and by one of them', async () => {
      await using under = await create();
      const old = await under.one.put(KEY, 'old', undefined);
      const wins = await Promise.all(
        [under.one, under.other].map((run, at) => run.put(KEY, `new ${at}`, old)),
      );
      expect(wins.filter((version) => version !== undefined)).toHaveLength(1);
      expect(await under.one.put(KEY, 'late', old)).toBeUndefined();
    });

    test('a claim that was given back is free; another’s is never given back', async () => {
      await using under = await create();
      const old = await under.one.put(KEY, 'old', undefined);
      const now = await under.other.put(KEY, 'new', old);
      expect(await under.one.remove(KEY, old ?? '')).toBe(true);
      expect((await under.one.find(KEY))?.version).toBe(now);
      expect(await under.other.remove(KEY, now ?? '')).toBe(true);
      expect(await under.one.find(KEY)).toBeUndefined();
      expect(await under.one.remove(KEY, now ?? '')).toBe(true);
      expect(await under.one.put(KEY, 'again', undefined)).toBeDefined();
    });
  });
}
