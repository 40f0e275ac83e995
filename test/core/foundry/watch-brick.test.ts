import { expect, test } from 'vitest';
import { folderOfName } from '../../../src/core/foundry/brick-name.ts';
import { watchBrick } from '../../../src/core/foundry/watch-brick.ts';

const TASKS = new Map([
  ['/bin/ls', { brick: 'tools/ls.brick', isNamed: true }],
  ['/srv/app', { brick: 'app.brick', isNamed: true }],
  ['/srv/app/log', { brick: 'log.brick', isNamed: true }],
  ['/opt', { brick: 'the-id.brick', isNamed: false }],
]);

test('the source of a task has the brick that the task names, or the one of its id', () => {
  expect(watchBrick(TASKS, '/bin/ls')).toBe('tools/ls.brick');
  expect(watchBrick(TASKS, '/opt')).toBe('the-id.brick');
});

test('files of a folder stand below its destination, those of a task within it below that one’s', () => {
  expect(watchBrick(TASKS, '/srv/app/sub/b')).toMatch(/^app-sub-b-[0-9a-f]{12}\.brick$/);
  expect(folderOfName(watchBrick(TASKS, '/srv/app/sub/b') ?? '')).toEqual(['app', 'sub']);
  expect(watchBrick(TASKS, '/srv/app/log/x')).toMatch(/^log-x-/);
  expect(watchBrick(TASKS, '/srv/apple')).toBeUndefined();
});

test('a folder without a destination says nothing of its files, and one that is / of all', () => {
  expect(watchBrick(TASKS, '/opt/x')).toBeUndefined();
  expect(watchBrick(new Map([['/', { brick: 'all.brick', isNamed: true }]]), '/etc/hosts')).toMatch(
    /^all-etc-hosts-/,
  );
});
