import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printBranchName } from '../../../src/core/pulls/branch-name.ts';
import { issueChange } from '../../../src/core/tasks/issue-task.ts';
import { hostileText } from '../../support/hostile-text.ts';

const about = { number: 7, url: 'https://host/issues/7' };

test('an issue is a change of one code task, with the files it names', () => {
  const change = issueChange({
    ...about,
    title: 'Say  goodbye\n',
    body: 'Add it to `src/lib.rs`.\r\n<!-- hidden -->\n',
  });
  expect(change).toMatchObject({ name: 'issue-7', total: 1, complete: 0, files: [] });
  expect(change.tasks).toMatchObject([
    {
      id: '1',
      kind: 'code',
      done: false,
      title: 'Say goodbye',
      details: ['Add it to `src/lib.rs`.'],
      mentions: { files: ['src/lib.rs'] },
      issue: about,
    },
  ]);
});

test('its branch has the number of the issue', () => {
  const [task] = issueChange({ ...about, title: 'Say goodbye', body: '' }).tasks;
  expect(task && printBranchName('openspec/', task)).toBe('openspec/issue-7/1-say-goodbye');
});

test('an issue without words, and a hostile or very long one, is still a task of bounded size', () => {
  expect(issueChange({ ...about, title: ' \u200b', body: '' }).tasks).toMatchObject([
    { title: 'Issue 7', details: [] },
  ]);
  expect(issueChange({ ...about, title: 'x', body: 'y'.repeat(65_536) }).tasks[0]?.details[0]?.length).toBe(
    12_000,
  );
  fc.assert(
    fc.property(hostileText(), hostileText(), (title, body) => {
      const [task] = issueChange({ ...about, title, body }).tasks;
      expect(task?.title).not.toMatch(/\n|^$/);
    }),
  );
});
