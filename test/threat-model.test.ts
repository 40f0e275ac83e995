import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');

test('every wall of the threat model names tests, and they are there', () => {
  const walls = PAGE.split(/^\*\*\d+\. /m).slice(1);
  expect(walls.length).toBeGreaterThan(8);
  for (const wall of walls) {
    const tests = [...wall.matchAll(/`(test\/[\w./-]+\.ts)`/g)].map(([, path = '']) => path);
    expect([wall.slice(0, 40), tests.length]).toEqual([
      wall.slice(0, 40),
      expect.toSatisfy((n: number) => n > 0),
    ]);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  }
});

test('SECURITY.md says how to report, what is supported and what is promised', () => {
  const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  for (const heading of ['Reporting a vulnerability', 'Supported versions', 'What is promised'])
    expect(text).toContain(`## ${heading}\n`);
  expect(text).toContain('(docs/threat-model.md)');
});
