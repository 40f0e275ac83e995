import { expect, test } from 'vitest';
import { testFileFor } from '../../../src/core/prompts/test-file-for.ts';

const library = (name: string, folder: string, kind = 'lib') => ({
  name,
  folder,
  targets: [
    { name: name.replaceAll('-', '_'), kind, file: `${folder === '' ? '' : `${folder}/`}src/lib.rs` },
  ],
});
const binary = {
  name: 'tool',
  folder: 'tool',
  targets: [{ name: 'tool', kind: 'bin', file: 'tool/src/main.rs' }],
};
const place = (paths: readonly string[], packages: Parameters<typeof testFileFor>[1], taken: string[] = []) =>
  testFileFor({ id: '1.2', paths }, packages, new Set(taken));

test('the file belongs to the package of the task’s likeliest file, the deepest folder first', () => {
  const packages = [library('shell', ''), library('money-core', 'crates/core')];
  expect(place(['crates/core/src/a.rs', 'src/lib.rs'], packages)).toEqual({
    kind: 'file',
    path: 'crates/core/tests/scenario_1_2.rs',
    target: 'money-core/test/scenario_1_2',
    library: 'money_core',
  });
  expect(place(['src/b.rs'], packages)).toMatchObject({ path: 'tests/scenario_1_2.rs', library: 'shell' });
});

test('a file that is there is never written over', () => {
  expect(
    place([], [library('shell', '')], ['tests/scenario_1_2.rs', 'tests/scenario_1_2_2.rs']),
  ).toMatchObject({
    path: 'tests/scenario_1_2_3.rs',
    target: 'shell/test/scenario_1_2_3',
  });
});

test('an id of any kind gives a name that cargo takes', () => {
  expect(testFileFor({ id: '../Ä/x', paths: [] }, [library('a', '')], new Set())).toMatchObject({
    path: 'tests/scenario_x.rs',
  });
});

test.each([
  ['no library', ['tool/src/main.rs'], [binary], 'the package tool has no library that a test could call'],
  ['a library for C alone', [], [library('ffi', '', 'cdylib')], 'the package ffi has no library'],
  ['several packages and no hint', [], [binary, library('a', 'a')], 'it is not clear which package'],
])('%s: no tests, with the reason', (_what, paths, packages, why) => {
  expect(place(paths, packages)).toEqual({ kind: 'none', why: expect.stringContaining(why) });
});
