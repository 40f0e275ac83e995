import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_ATTACKS } from './all-attacks.ts';

test('there are at least 80 attacks, each with a name of its own', () => {
  expect(ALL_ATTACKS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(ALL_ATTACKS.map(({ name }) => name)).size).toBe(ALL_ATTACKS.length);
});

test('every kind of attack is tried, and by more than a few', () => {
  const counts = Map.groupBy(ALL_ATTACKS, ({ kind }) => kind);
  expect([...counts.keys()].toSorted()).toEqual([
    'escape',
    'exfiltration',
    'exhaustion',
    'forgery',
    'git',
    'injection',
    'manifest',
    'path',
    'persistence',
    'settings',
    'source',
  ]);
  for (const [, attacks] of counts) expect(attacks.length).toBeGreaterThanOrEqual(10);
});

test('every table is tried by a test file', () => {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const texts = tests.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
  for (const table of readdirSync(join(import.meta.dirname, 'attacks')))
    expect(texts).toContain(`'./attacks/${table}'`);
});
