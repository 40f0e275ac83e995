import { expect, test } from 'vitest';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import { wholeTask } from '../../../src/core/tasks/whole-task.ts';

function whole(content: string) {
  const [task, ...nested] = parseTasks('add', [{ path: 'tasks.md', content }]).tasks;
  if (!task) throw new Error('no task');
  return { task, whole: wholeTask(task, nested) };
}

test('a task without nested boxes is its own whole', () => {
  const { task, whole: same } = whole('- [ ] 1.1 Add one\n');
  expect(same).toBe(task);
});

test('texts, named files and the commands of nested verify boxes come together', () => {
  const { whole: all } = whole(
    '- [ ] 1.1 Add one in `src/one.rs`\n  - a detail\n  - [ ] Also `src/two.rs`\n  - [ ] Run `cargo test`\n',
  );
  expect(all.kind).toBe('code');
  expect(all.details).toEqual(['a detail', 'Also `src/two.rs`', 'Run `cargo test`']);
  expect(all.mentions.files).toEqual(['src/one.rs', 'src/two.rs']);
  expect(all.commands).toEqual(['cargo test']);
});

test('a verify task stays one only while every nested box is one', () => {
  expect(whole('- [ ] 1.1 Run `cargo test`\n  - [ ] Run `cargo clippy`\n').whole).toMatchObject({
    kind: 'verify',
    commands: ['cargo test', 'cargo clippy'],
  });
  expect(whole('- [ ] 1.1 Run `cargo test`\n  - [ ] Add a parser for numbers\n').whole.kind).toBe('code');
});
