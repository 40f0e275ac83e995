import { expect, test } from 'vitest';
import { classifyTask } from '../../../src/core/tasks/classify-task.ts';
import { findMentions } from '../../../src/core/tasks/find-mentions.ts';

function classify(title: string, section = '1. Implementation') {
  return classifyTask({ title, section: [section], mentions: findMentions([title]) });
}

test.each([
  ['code', 'Add `parse` to `src/parser.rs` and verify the unit tests cover quoting'],
  ['code', 'Commit message parser: accept trailers'],
  ['code', 'Release the lock on drop'],
  ['code', 'Open the pull request template file and parse it'],
  ['code', 'Ensure the CLI exposes `--seed`'],
  ['code', 'Add a manual override for the clock'],
  ['code', 'In `freeze`, validate `key` when present'],
  ['code', 'Run `cargo add serde` and derive it'],
  ['code', 'Implement incomplete task checking from tasks.md'],
  ['code', 'Create `src/security.rs` with helpers'],
  ['code', '实现 `parse` 函数'],
  ['test', 'Add unit tests for the lexer in `tests/lexer.rs`'],
  ['test', 'Write integration tests covering the empty file'],
  ['test', 'Verify that the parser rejects a trailing comma'],
  ['test', 'Unit test: a missing token exits non-zero'],
  ['test', 'In `src/a.rs`, add a test asserting that the human player wins'],
  ['test', '添加单元测试'],
  ['docs', 'Update README.md with the new flags'],
  ['docs', 'Document the retry policy'],
  ['docs', 'Add an entry to CHANGELOG.md'],
  ['docs', '更新 README 文档'],
  ['manual', 'Manually verify the window opens'],
  ['manual', 'Smoke test the release build'],
  ['manual', '[DEV] Rotate the key'],
  ['manual', 'Verify on a real device that frames arrive'],
  ['manual', 'Code review by a maintainer'],
  ['manual', '手动验证界面'],
  ['meta', 'Commit: `feat(api): add x`'],
  ['meta', 'Commit and push the branch'],
  ['meta', 'Open a pull request against `main`'],
  ['meta', 'Archive the change with `openspec archive add-a`'],
  ['meta', 'Run `openspec archive add-a --yes`'],
  ['meta', 'Deploy to staging'],
  ['meta', 'Tag and publish v1.2.0'],
  ['meta', 'Update `openspec/specs/auth/spec.md`'],
  ['meta', '提交代码'],
])('%s: %s', (kind, title) => {
  expect(classify(title).kind).toBe(kind);
});

test.each([
  ['Run `cargo test`', ['cargo test']],
  ['`cargo clippy -- -D warnings` clean', ['cargo clippy -- -D warnings']],
  ['`cargo test` — all tests pass', ['cargo test']],
  [
    'Verify: `cargo build && cargo clippy -- -D warnings && cargo test`',
    ['cargo build', 'cargo clippy -- -D warnings', 'cargo test'],
  ],
  ['Run cargo test -p core --all-features and check that it passes', ['cargo test -p core --all-features']],
  ['Run `openspec validate add-a --strict`', ['openspec validate add-a --strict']],
  ['All tests pass', ['cargo test']],
  ['Run the full test suite', ['cargo test']],
  ['Ensure clippy is clean', ['cargo clippy --all-targets']],
  ['运行 `cargo test` 确保所有测试通过', ['cargo test']],
])('verify: %s', (title, commands) => {
  expect(classify(title)).toEqual({ kind: 'verify', commands });
});

test('the heading decides what the words leave open', () => {
  expect(classify('Navigation between all views', '4. Manual testing').kind).toBe('manual');
  expect(classify('Empty input is rejected', '5. Tests').kind).toBe('test');
  expect(classify('Installation instructions', '6. Documentation').kind).toBe('docs');
  expect(classify('Navigation between all views').kind).toBe('code');
});

test('placeholders, pipes and programs that change something are no commands of a verify task', () => {
  for (const title of [
    'Run `cargo install --path .`',
    'Run `cargo test <name>`',
    'Run `cargo test | tee log`',
  ])
    expect(classify(title).commands).toEqual([]);
});

test.each([
  'Run `cargo test` and update CHANGELOG.md',
  'Run the test suite and remove the old module',
  'Run `cargo test` and delete `src/old.rs`',
  'Verify `cargo test` passes and rename Foo to Bar',
  'Check that all tests pass; move helpers into util.rs',
  'Run `cargo fmt`, then update README',
])('a command is not the whole task where more is to be done: %s', (title) => {
  expect(classify(title)).toMatchObject({ kind: expect.not.stringMatching('verify'), commands: [] });
});
