import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBranchOf, parseBranchName, printBranchName } from '../../../src/core/pulls/branch-name.ts';
import { hostileText } from '../../support/hostile-text.ts';

const PREFIX = 'openspec/';
const name = fc.oneof(
  hostileText(12),
  fc.string({ unit: fc.constantFrom(...'ab1.-_%/~'), maxLength: 12 }),
  fc.constantFrom(
    '..',
    '.',
    '.lock',
    'a.lock',
    '@',
    '@{',
    '-',
    '--',
    '',
    '1.2',
    'x'.repeat(400),
    '界'.repeat(200),
  ),
);

/** git's own opinion, on all names with one process: it refuses to create a ref it finds malformed. */
function refusedByGit(branches: readonly string[]): readonly string[] {
  return branches.filter((branch) => spawnSync('git', ['check-ref-format', '--branch', branch]).status !== 0);
}

test.each([
  ['1.2', 'Add `greet(name)` to `src/lib.rs`', 'openspec/add-greeting/1.2-add-greet-name-to-src-lib-rs'],
  ['T001', 'Ünïcode Straße', 'openspec/add-greeting/T001-ünïcode-straße'],
  ['1.3', '実装する：レンダラー', 'openspec/add-greeting/1.3-実装する-レンダラー'],
  ['2-1', '???', 'openspec/add-greeting/2--1'],
  ['1 2', 'A', 'openspec/add-greeting/1%202-a'],
])('task %j named %j gets the branch %j', (id, title, branch) => {
  expect(printBranchName(PREFIX, { change: 'add-greeting', id, title })).toBe(branch);
});

test('git accepts every branch name, and its parts fit a file name', () => {
  const branches: string[] = [];
  fc.assert(
    fc.property(name, name, name, (change, id, title) => {
      const branch = printBranchName(PREFIX, { change, id, title });
      branches.push(branch);
      for (const part of branch.split('/')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(200);
    }),
    { numRuns: 300 },
  );
  expect(refusedByGit(branches)).toEqual([]);
});

test('change and id are read back from the branch, unless it had to be shortened', () => {
  fc.assert(
    fc.property(name, name, name, (change, id, title) => {
      const branch = printBranchName(PREFIX, { change, id, title });
      const read = parseBranchName(PREFIX, branch);
      if (/%_[0-9a-f]{16}/.test(branch)) expect(read).toBeUndefined();
      else expect(read).toEqual({ change: change.toWellFormed(), id: id.toWellFormed() });
    }),
    { numRuns: 2000 },
  );
});

test('a branch belongs to its task whatever the title was, and to no other', () => {
  fc.assert(
    fc.property(name, name, name, name, (change, id, title, other) => {
      const branch = printBranchName(PREFIX, { change, id, title });
      expect(isBranchOf(PREFIX, { change, id }, branch)).toBe(true);
      const same = other.toWellFormed() === id.toWellFormed();
      expect(isBranchOf(PREFIX, { change, id: other }, branch)).toBe(same);
    }),
    { numRuns: 2000 },
  );
});

test('branches of others are nobody’s task', () => {
  for (const branch of ['main', 'openspec/x', 'feature/a/1-b', 'openspec/a/b/c', 'openspec/a/%_zz-b'])
    expect(parseBranchName(PREFIX, branch)).toBeUndefined();
});
