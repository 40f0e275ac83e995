import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNamedWork } from '../../../src/core/commands/named-work.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import { hostileText } from '../../support/hostile-text.ts';

const change = (name: string) =>
  parseTasks(name, [
    { path: `openspec/changes/${name}/tasks.md`, content: '- [ ] 1.1 One\n- [ ] 1.2 Two\n' },
  ]);
const CHANGES = [change('add-greeting'), change('other')];
const find = (text: string) => findNamedWork(text, CHANGES);

test.each([
  ['See openspec/changes/add-greeting.', ['add-greeting'], []],
  ['`openspec/changes/add-greeting/tasks.md` and openspec/changes/other', ['add-greeting', 'other'], []],
  ['https://github.com/a/b/tree/main/openspec/changes/other', ['other'], []],
  ['Do add-greeting#1.2.', [], ['add-greeting#1.2']],
  ['openspec/changes/add-greeting: add-greeting#1.1, ADD add-greeting#1.1', [], ['add-greeting#1.1']],
  ['add-greeting#1.1 and openspec/changes/other', ['other'], ['add-greeting#1.1']],
])('%j names %j and %j', (text, changes, tasks) => {
  expect(find(text)).toEqual({ changes, tasks });
});

test.each([
  'openspec/changes/unknown',
  'openspec/changes/archive/2026-01-01-add-greeting',
  'add-greeting',
  'add-greeting#9.9',
  'my-add-greeting#1.1',
  'closes #1.1',
  '<!-- openspec/changes/add-greeting -->',
])('%j names nothing there is', (text) => {
  expect(find(text)).toEqual({ changes: [], tasks: [] });
});

test('hostile and long texts name only what there is', () => {
  for (const piece of ['a', 'a#', '#', 'openspec/changes/', '<!--'])
    find(piece.repeat(100_000 / piece.length));
  fc.assert(
    fc.property(hostileText(), (text) => {
      expect(find(text).changes.every((name) => CHANGES.some((one) => one.name === name))).toBe(true);
    }),
  );
});
