import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brickName, folderOfName } from '../../../src/core/foundry/brick-name.ts';
import { parseManifest } from '../../../src/core/foundry/map-manifest.ts';

test('a name can be read, and tells the folder', () => {
  expect(brickName('/usr/lib/x86_64-linux-gnu/libc.so.6')).toBe(
    'usr-lib-x86_64_linux_gnu-libc.so.6-482931a757fb.brick',
  );
  expect(folderOfName(brickName('/usr/bin/ls'))).toEqual(['usr', 'bin']);
  expect(folderOfName(brickName('src/a-b.ts'))).toEqual(['src']);
  expect(folderOfName('bin_ls.brick')).toEqual([]);
});

test('paths that read alike have different names', () => {
  const paths = [
    '/a b',
    '/a_b',
    '/a-b',
    '/a/b',
    'a/b',
    '/a//b',
    '/A b',
    `/${'x'.repeat(41)}`,
    `/${'x'.repeat(42)}`,
  ];
  expect(new Set(paths.map(brickName)).size).toBe(paths.length);
});

test('any path has a name that a manifest takes and a disk has room for', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant('/.hidden/file')),
      (path) => {
        const name = brickName(path);
        expect(parseManifest(JSON.stringify({ '0,0': { brick: name, timestamp: 1 } }))).toHaveLength(1);
        expect(name.length).toBeLessThan(180);
        expect(name).toMatch(/^[A-Za-z0-9_+][A-Za-z0-9._+-]*\.brick$/);
      },
    ),
  );
});
