import { expect, test } from 'vitest';
import { readSources } from '../../src/flow/read-sources.ts';

const entry = (path: string, over: { readonly mode?: string; readonly size?: number } = {}) => ({
  path,
  mode: '100644',
  blob: '',
  size: 1,
  ...over,
});

test('plain Rust files that are text and not huge are read', async () => {
  const entries = [
    entry('src/lib.rs'),
    entry('build.rs', { mode: '100755' }),
    entry('README.md'),
    entry('src/link.rs', { mode: '120000' }),
    entry('src/huge.rs', { size: 1024 * 1024 }),
    entry('src/bytes.rs'),
  ];
  const asked: string[] = [];
  const sources = await readSources(
    {
      list: () => Promise.resolve(entries),
      read: (_commit, paths) => {
        asked.push(...paths);
        return Promise.resolve(
          new Map(paths.map((path) => [path, Uint8Array.of(path === 'src/bytes.rs' ? 0xff : 0x61)])),
        );
      },
    },
    'base',
  );
  expect(asked).toEqual(['src/lib.rs', 'build.rs', 'src/bytes.rs']);
  expect([...sources]).toEqual([
    ['src/lib.rs', 'a'],
    ['build.rs', 'a'],
  ]);
});
