import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileCache } from '../../../src/adapters/system/file-cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-cache-'));
});
afterEach(() => rm(folder, { recursive: true }));
const cache = (maxBytes = 1_000_000) => fileCache({ folder: join(folder, 'made/here'), maxBytes });
const files = () => readdir(join(folder, 'made/here'));

test('what was put is found again, by another process too', async () => {
  expect(await cache().get('a')).toBeUndefined();
  await cache().put('a', { b: [1, 'ü\n'] });
  await cache().put('../../etc', null);
  expect(await cache().get('a')).toEqual({ b: [1, 'ü\n'] });
  expect(await cache().get('../../etc')).toBeNull();
  expect(await files()).toHaveLength(2);
});

test('a damaged, cut or empty entry is a miss and is replaced', async () => {
  await cache().put('a', { long: 'x'.repeat(100) });
  const [name = ''] = await files();
  const path = join(folder, 'made/here', name);
  const whole = await readFile(path, 'utf8');
  for (const text of [whole.replace('xxx', 'xyx'), whole.slice(0, -5), '', '{}', `${'0'.repeat(64)}\nnull`]) {
    await writeFile(path, text);
    expect(await cache().get('a')).toBeUndefined();
  }
  await cache().put('a', 1);
  expect(await cache().get('a')).toBe(1);
});

test('the entries used longest ago go when the folder grows too large', async () => {
  const small = cache(1_000);
  for (const [at, key] of ['a', 'b', 'c'].entries()) {
    const known = new Set(await files().catch(() => []));
    await small.put(key, 'x'.repeat(200));
    const added = (await files()).find((name) => !known.has(name)) ?? '';
    await utimes(join(folder, 'made/here', added), at + 1, at + 1);
  }
  expect(await small.get('a')).toBeDefined();
  await small.put('d', 'x'.repeat(200));
  expect(await small.get('b')).toBeUndefined();
  expect(await small.get('a')).toBeDefined();
  expect(await small.get('d')).toBeDefined();
});

test('an entry larger than the whole cache, or one that is no JSON, is not kept', async () => {
  await cache(100).put('a', 'x'.repeat(200));
  await cache().put('b', undefined);
  expect(await cache().get('a')).toBeUndefined();
  expect(await cache().get('b')).toBeUndefined();
});

test('a folder that cannot be made costs nothing but the cache', async () => {
  await writeFile(join(folder, 'made'), 'a file');
  await cache().put('a', 1);
  expect(await cache().get('a')).toBeUndefined();
});

test('many writers of one key leave one whole entry and no drafts', async () => {
  const writers = Array.from({ length: 20 }, (_, i) =>
    cache().put('a', { writer: i, pad: 'y'.repeat(5_000) }),
  );
  await Promise.all(writers);
  expect(await cache().get('a')).toMatchObject({ pad: 'y'.repeat(5_000) });
  expect(await files()).toHaveLength(1);
});
