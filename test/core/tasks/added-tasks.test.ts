import { describe, expect, test } from 'vitest';
import { addedTasks } from '../../../src/core/tasks/added-tasks.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';

const change = (content: string) => parseTasks('one', [{ path: 'openspec/changes/one/tasks.md', content }]);
const added = (before: string, after: string) =>
  addedTasks(change(before), change(after)).map(({ id }) => id);

const BEFORE = '## 1. Begin\n\n- [ ] 1.1 Read `a.rs`\n- [ ] 1.2 Write `b.rs`\n  - in UTF-8\n- [x] 1.3 Stop\n';

describe('new are', () => {
  test('open tasks of a file that was not there', () => {
    expect(addedTasks(undefined, change(BEFORE)).map(({ id }) => id)).toEqual(['1.1', '1.2']);
  });

  test('added, reworded and re-opened tasks, and those with other details', () => {
    expect(added(BEFORE, `${BEFORE}- [ ] 1.4 Look\n`)).toEqual(['1.4']);
    expect(added(BEFORE, BEFORE.replace('Read `a.rs`', 'Read `c.rs`'))).toEqual(['1.1']);
    expect(added(BEFORE, BEFORE.replace('[x]', '[ ]'))).toEqual(['1.3']);
    expect(added(BEFORE, BEFORE.replace('UTF-8', 'UTF-16'))).toEqual(['1.2']);
  });

  test('the second of two tasks in the same words', () => {
    expect(added('- [ ] 1.1 Look\n', '- [ ] 1.1 Look\n- [ ] 1.2 Look\n')).toEqual(['1.2']);
  });
});

describe('not new are', () => {
  test.each([
    ['nothing changed', BEFORE],
    ['a ticked box', BEFORE.replace('[ ] 1.1', '[x] 1.1')],
    ['prose around the tasks', `# Plan\n\nSome words.\n\n${BEFORE}\n## 2. End\n`],
    ['a number that moved', BEFORE.replace('1.1', '2.1').replace('1.2', '2.2')],
    ['another order', '- [ ] 1.2 Write `b.rs`\n  - in UTF-8\n- [ ] 1.1 Read `a.rs`\n'],
    ['other line ends', BEFORE.replaceAll('\n', '\r\n')],
    ['a line that was wrapped', BEFORE.replace('Read `a.rs`', 'Read\n  `a.rs`')],
    ['a task that was removed', '- [ ] 1.1 Read `a.rs`\n'],
    ['everything removed', ''],
  ])('%s', (_, after) => {
    expect(added(BEFORE, after)).toEqual([]);
  });
});
