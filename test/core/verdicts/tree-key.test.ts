import { expect, test } from 'vitest';
import { treeKey } from '../../../src/core/verdicts/tree-key.ts';

const file = (path: string, blob = 'a', mode = '100644') => ({ path, mode, blob });
const CODE = [file('Cargo.toml'), file('src/lib.rs')];
const KEY = treeKey(CODE);

test('a ticked box and a reworded plan are no new tree, in whatever order the files come', () => {
  expect(treeKey([file('openspec/changes/add/tasks.md', 'b'), ...CODE])).toBe(KEY);
  expect(treeKey(CODE.toReversed())).toBe(KEY);
});

test('content, mode, name and number of every other file count', () => {
  const others = [
    [file('Cargo.toml'), file('src/lib.rs', 'b')],
    [file('Cargo.toml'), file('src/lib.rs', 'a', '100755')],
    [file('Cargo.toml'), file('src/main.rs')],
    [file('Cargo.toml')],
    [...CODE, file('README.md')],
    [...CODE, file('openspec/build.rs')],
    [...CODE, file('docs/openspec/a.md')],
  ];
  expect(new Set([KEY, ...others.map(treeKey)]).size).toBe(others.length + 1);
});
