import { expect, test } from 'vitest';
import { PageBricks, saidOf } from '../../src/viewer/page/bricks.ts';

const entry = (x: number, brick: string, timestamp = 1) => ({ x, y: 0, brick, timestamp });

test('bricks that swap their places are both there', () => {
  const bricks = new PageBricks();
  bricks.put(entry(3, 'a.brick'));
  bricks.put(entry(4, 'b.brick'));
  bricks.put(entry(3, 'b.brick', 2));
  bricks.put(entry(4, 'a.brick', 2));
  expect(bricks.at(3.5, 0.5)?.place.brick).toBe('b.brick');
  expect(bricks.at(4.5, 0.5)?.place.brick).toBe('a.brick');
  expect(bricks.all).toHaveLength(2);
});

test('a brick at two places is at both', () => {
  const bricks = new PageBricks();
  bricks.put(entry(0, 'a.brick'));
  bricks.put(entry(9, 'a.brick'));
  expect([bricks.at(0, 0), bricks.at(9, 0)].map((brick) => brick?.place.brick)).toEqual([
    'a.brick',
    'a.brick',
  ]);
});

test('what is removed is gone, and its index is used again', () => {
  const bricks = new PageBricks();
  bricks.put(entry(0, 'a.brick'));
  const gone = bricks.put(entry(1, 'b.brick'));
  expect(bricks.remove(entry(1, 'other.brick'))).toBeUndefined();
  expect(bricks.remove(entry(1, 'b.brick'))).toBe(gone);
  expect(bricks.at(1, 0)).toBeUndefined();
  expect(bricks.all).toHaveLength(1);
  expect(bricks.put(entry(2, 'c.brick'))?.index).toBe(gone?.index);
});

test('an entry that is as it was changes nothing; another brick forgets what was known', () => {
  const bricks = new PageBricks();
  const brick = bricks.put(entry(0, 'a.brick'));
  if (brick) Object.assign(brick, { source: '/bin/a', damage: 'it is not there', isAsked: true });
  expect(bricks.put(entry(0, 'a.brick'))).toBeUndefined();
  expect(bricks.put(entry(0, 'a.brick', 2))).toMatchObject({ source: '/bin/a', isAsked: false });
  expect(bricks.put(entry(0, 'b.brick', 2))).toMatchObject({ source: undefined, damage: undefined });
});

test('damaged bricks are found as such', () => {
  const bricks = new PageBricks();
  const brick = bricks.put(entry(0, 'a.brick'));
  if (brick) brick.said = saidOf({ ...brick, damage: 'it is not there', source: '/bin/A' });
  expect(bricks.search('damaged /bin/a')).toEqual([brick]);
});
