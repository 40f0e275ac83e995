import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepositories } from '../../../eval/format/read-repositories.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const EVAL = join(import.meta.dirname, '../../../eval');

/** The tally crate with its cases, to be spoilt. */
function copy(): TemporaryFolder {
  const folder = new TemporaryFolder();
  for (const part of ['repositories', 'cases'])
    cpSync(join(EVAL, part, 'tally'), join(folder.path, part, 'tally'), { recursive: true });
  return folder;
}

test('every case in the repository can be read', () => {
  const cases = readRepositories(EVAL).flatMap((repository) => repository.cases);
  expect(cases.length).toBeGreaterThan(5);
  expect(readRepositories(EVAL, 'tally/1.2').flatMap((one) => one.cases.map(({ name }) => name))).toEqual([
    'tally/1.2',
  ]);
});

test('a case says its task, its files and its wrong solutions', () => {
  const one = readRepositories(EVAL, 'tally/2.1')[0]?.cases[0];
  expect(one).toMatchObject({ category: 'refactor', change: 'monthly-statements', task: '2.1' });
  expect([...(one?.reference.keys() ?? [])]).toEqual([
    'src/entry.rs',
    'src/ledger.rs',
    'src/lib.rs',
    'src/text.rs',
  ]);
  expect([...(one?.hidden.keys() ?? [])]).toEqual(['tests/hidden_comments.rs']);
  expect(one?.claims?.mustNot).toHaveLength(2);
  expect(one?.wrong.map(({ name }) => name)).toEqual(['1-last-mark']);
});

test('a malformed case is refused by its name', () => {
  using folder = copy();
  const spoil = (files: Record<string, string>) => () => readRepositories(folder.write(files).path);
  const path = 'cases/tally/1.1/case.json';
  expect(spoil({ [path]: '{ "change": "monthly-statements", "task": "1.1" }' })).toThrow(
    /tally\/1\.1: case\.json/,
  );
  expect(spoil({ [path]: '{ "change": "other", "task": "1.1", "category": "docs" }' })).toThrow(
    'no task 1.1 in',
  );
  expect(spoil({ [path]: '{ "change": "monthly-statements", "task": "1.2", "category": "docs" }' })).toThrow(
    'its folder another',
  );
});

test('a case without a reference is refused, and so are two of one text', () => {
  using folder = copy();
  cpSync(join(folder.path, 'repositories/tally'), join(folder.path, 'repositories/twin'), {
    recursive: true,
  });
  cpSync(join(folder.path, 'cases/tally/1.1'), join(folder.path, 'cases/twin/1.1'), { recursive: true });
  expect(() => readRepositories(folder.path)).toThrow(
    'twin/1.1: its task has the same text as that of tally/1.1',
  );
  rmSync(join(folder.path, 'cases/tally/1.1/reference'), { recursive: true });
  expect(() => readRepositories(folder.path)).toThrow('tally/1.1: reference/ holds no file');
});
