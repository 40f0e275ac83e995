import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import type { Task } from '../../../src/core/tasks/task.ts';

function parse(content: string): readonly Task[] {
  return parseTasks('add-a', [{ path: 'tasks.md', content }]).tasks;
}

function fixture(name: string): readonly Task[] {
  return parse(readFileSync(`test/fixtures/openspec/${name}.md`, 'utf8'));
}

const ids = (tasks: readonly Task[]) => tasks.map((task) => task.id);
const titles = (tasks: readonly Task[]) => tasks.map((task) => task.title);
const byId = (tasks: readonly Task[], id: string) => tasks.find((task) => task.id === id);

test.each([
  ['dash-bullets', ['1.1', '1.2', '1.3', '1.4']],
  ['deep-ids', ['1.1.1', '1.1.2', '1.1.2a']],
  ['task-prefix', ['1.1', '1.2', '3']],
  ['bold-ids', ['1.1', '1.2', '1.3', '1.4']],
  ['bold-titles', ['0', '1', '100']],
  ['single-numbers', ['1', '2', '1-2', '3-retries-are-enough-client']],
  ['letter-ids', ['T001', 'T002', 'TASK-003', 'H1', 'H2', 's3-bucket-names-are-validated-src-bucket-94f1']],
  [
    'no-ids',
    ['add-quiet-flag-command-line', 'implement-ring-buffer', 'add-tests', 'add-tests-2', 'add-tests-3'],
  ],
])('ids of %s are those a person wrote, else slugs of the title', (name, expected) => {
  expect(ids(fixture(name))).toEqual(expected);
});

test('titles lose the id, bold, marks, comments and dependency notes', () => {
  expect(titles(fixture('bold-ids'))).toEqual([
    'Add the type',
    'Use it in `src/main.rs`',
    'Rename the field from `a` to `b`',
    'Drop `**kwargs`-like text',
  ]);
  expect(titles(fixture('html-comments'))).toEqual([
    'Add a flag',
    'hidden in a block',
    'Strip `<!-- x -->` from input',
    'Open and go on',
  ]);
  expect(titles(parse('- [ ] T002 [P] (optional) Add `b.rs` (depends on T001)'))).toEqual(['Add `b.rs`']);
});

test('a file may repeat ids and a task still has its own', () => {
  const tasks = fixture('duplicates');
  expect(ids(tasks).slice(0, 2)).toEqual(['1.1', '1.1-2']);
  expect(new Set(ids(tasks)).size).toBe(tasks.length);
});

test('ids are unique whatever is written, and letter case alone does not tell them apart', () => {
  const text = fc.constantFrom(
    '1.1 a',
    '1.1-2 a',
    'T1: a',
    't1',
    'Task 1.1: b',
    'a',
    'A',
    '',
    '1.1-2',
    '日本',
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
      const found = ids(parse(texts.map((line) => `- [ ] ${line}`).join('\n')));
      expect(new Set(found.map((id) => id.toLowerCase())).size).toBe(texts.length);
      for (const id of found) expect(id).toMatch(/^[\w.-]{1,60}$/);
    }),
  );
});

test('a derived id survives other tasks being added, moved and ticked', () => {
  const before = parse('## 1. A\n- [ ] Add the parser\n- [ ] 実装する\n');
  const after = parse('## 1. A\n- [ ] Something new\n\n## 2. B\n- [ ] 実装する\n- [x] Add the parser\n');
  for (const id of ids(before)) expect(ids(after)).toContain(id);
});

test('wrapped text is one text, and what is below it is its details', () => {
  const [first, second] = fixture('wrapped-text');
  expect(first?.text).toBe(
    '2.1 Extend the grammar with a `for` statement whose three parts are all optional, and keep the old form working for `while`',
  );
  expect(second?.text).toBe('2.2 Lower it to a loop in the middle end (lazy continuation)');
  const tasks = fixture('sub-bullets');
  expect(tasks.map((task) => task.details)).toEqual([
    [
      'keys are hashes of `src/key.rs`',
      'entries expire after one hour',
      'A paragraph that still belongs to it.',
    ],
    ['**Acceptance criteria:**', 'memory stays below the limit', 'the oldest goes first'],
  ]);
  expect(tasks[0]?.mentions.files).toEqual(['src/key.rs']);
});

test('fenced code below a task is kept with its indentation and names no files', () => {
  const [task] = parse('- [ ] 1.1 Add\n  ```rust\n  fn a() {\n      b("src/no.rs");\n  }\n  ```\n  after\n');
  expect(task?.details).toEqual(['```rust', 'fn a() {', '    b("src/no.rs");', '}', '```', 'after']);
  expect(task?.mentions.files).toEqual([]);
});

test('a nested box knows its parent, also over several levels and tabs', () => {
  expect(fixture('nested-boxes').map((task) => [task.id, task.parent])).toEqual([
    ['1.1', undefined],
    ['1.1.1', '1.1'],
    ['1.1.2', '1.1'],
    ['grandchild', '1.1.2'],
    ['tab-child', '1.1.2'],
    ['1.2', undefined],
    ['1.2.1', '1.2'],
  ]);
});

test('the section is the path of headings; fences, comments and front matter hold none', () => {
  expect(fixture('deep-ids')[0]?.section).toEqual(['1. Storage', '1.1 Pages']);
  expect(byId(fixture('code-fences'), '1.3')?.section).toEqual(['1. With fences']);
  expect(fixture('front-matter')[0]?.section).toEqual(['Tasks']);
  expect(parse('## 1. A ##\n# B\n- [ ] x')[0]?.section).toEqual(['B']);
});

test('lines are counted from 1 at line feeds, with CRLF and BOM as well', () => {
  expect(fixture('crlf').map((task) => [task.line, task.text])).toEqual([
    [5, '1.1 Add the flag and wrap it'],
    [7, '1.2 Done'],
    [10, 'fenced'],
    [12, ''],
  ]);
  expect(fixture('bom')[0]).toMatchObject({ line: 1, id: '1.1', done: true });
});

test('only x is done; another marker, struck or deferred text, hidden and empty boxes are open but left alone', () => {
  const state = (name: string) => fixture(name).map((task) => [task.id, task.done, task.deferred]);
  expect(state('struck')).toEqual([
    ['1.1', true, undefined],
    ['1.2', false, 'struck'],
    ['1.3', false, 'struck'],
    ['1.4', false, 'deferred'],
    ['1.5', false, 'deferred'],
    ['1.6', false, undefined],
    ['1.7', false, undefined],
  ]);
  const others = fixture('other-markers').filter((task) => task.deferred !== undefined);
  expect(others.map((task) => `${task.line} ${task.marker} ${task.deferred}`)).toEqual([
    '1 ~ marker',
    '2 - marker',
    '3 > marker',
    '4 ! marker',
    '5 ✅ marker',
    '15  empty',
    '16  empty',
  ]);
  expect(byId(fixture('code-fences'), '9.9')?.deferred).toBe('fenced');
  expect(byId(fixture('html-comments'), '1.3')?.deferred).toBe('commented');
  expect(parse('- [~] 1 Parent\n  - [ ] child').map((task) => task.deferred)).toEqual(['marker', 'marker']);
});

test('a fence that is never closed hides nothing', () => {
  expect(parse('```\n## 2. B\n- [ ] 2.1 a').map((task) => [task.section, task.deferred])).toEqual([
    [['2. B'], undefined],
  ]);
});

test('dependencies are read inline and from lines of their own', () => {
  expect(fixture('dependencies').map((task) => task.dependsOn)).toEqual([
    [],
    ['1.1'],
    ['1.1', '1.2'],
    ['1.2', '1.3'],
    ['1.1', '1.2', '1.3'],
    undefined,
    ['1.1', '1.2', '1.3'],
  ]);
  const tasks = parse(
    '- [ ] T001 a\n- [ ] T002 b\n- [ ] T003 c (depends on T001 and T002)\n- [ ] T004 d\n  - **Dependencies**: None',
  );
  expect(tasks.map((task) => task.dependsOn)).toEqual([undefined, undefined, ['T001', 'T002'], []]);
  expect(parse('- [ ] 1.1 Close after 1.5 seconds\n- [ ] 1.5 x')[0]?.dependsOn).toBeUndefined();
});

test('[P] and optional marks are marks, words about parallel or optional things are not', () => {
  expect(fixture('parallel').map((task) => task.parallel)).toEqual([false, true, true, false, false]);
  expect(fixture('optional').map((task) => task.optional)).toEqual([true, true, false, true]);
  expect(parse('- [ ] 1.1 Parse `[P]`')[0]?.parallel).toBe(false);
});

test('files and code are found in backticks and bare', () => {
  const [task] = parse(
    '- [ ] 1.1 Move `Foo::bar` from src/a.rs:12 to `src/b.rs` and crates/*; see `./docs/x.md`, https://a.example/b.rs, `../up.rs`, `/etc/x.conf`, and/or Cargo.toml.',
  );
  expect(task?.mentions).toEqual({
    files: ['src/a.rs', 'src/b.rs', 'docs/x.md', 'Cargo.toml'],
    code: ['Foo::bar', '../up.rs', '/etc/x.conf'],
  });
});

test('tasks of several files share one set of ids', () => {
  const change = parseTasks('add-a', [
    { path: 'a.md', content: '- [x] 1.1 a\n' },
    { path: 'b.md', content: '- [ ] 1.1 b\n' },
  ]);
  expect(change).toMatchObject({ total: 2, complete: 1, files: ['a.md', 'b.md'] });
  expect(change.tasks.map((task) => [task.id, task.file])).toEqual([
    ['1.1', 'a.md'],
    ['1.1-2', 'b.md'],
  ]);
});

const hostile = fc.constantFrom(
  ...[
    '- [ ] ',
    '  - [x] ',
    '`',
    '``',
    '```',
    '~~~',
    '<!--',
    '-->',
    '**',
    '~~',
    '[P]',
    '(',
    ')',
    '[',
    ']',
    '\n',
    '\r\n',
    ' ',
  ],
  ...[
    '\t',
    '1.1',
    '# ',
    '---\n',
    'depends on ',
    '1.1, ',
    'after 1.1',
    '\u2028',
    '\ufeff',
    '\ud800',
    'src/a.rs',
    'cargo test -- ',
  ],
);

test('no text makes the parser throw, and it counts like OpenSpec on all of it', () => {
  const counted = /^\s*(?:[-*+]|\d{1,9}[.)])\s*\[(?:\s*([^\]\s]?)\s*\](?![([])|\s+\])\s*(.*)/;
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 60 }), (pieces) => {
      const content = pieces.join('');
      const change = parseTasks('c', [{ path: 'tasks.md', content }]);
      const theirs = content.split('\n').filter((line) => counted.test(line)).length;
      expect(change.total).toBe(theirs);
    }),
    { numRuns: 3_000 },
  );
});

/** Each would take minutes to centuries with a quadratic step in it; the test's own limit of a minute is the judge. */
test.each(
  Object.entries({
    blanks: `- [${' '.repeat(4_900_000)}`,
    'blanks before the bullet': ' '.repeat(4_900_000),
    backticks: `- [ ] ${'`a``b`'.repeat(800_000)}`,
    'backtick runs inside a span': `- [ ] \`\`${' `x` '.repeat(900_000)}\`\``,
    'comment openers': `- [ ] ${'<!--'.repeat(1_200_000)}`,
    'comment lines': '<!--\n'.repeat(900_000),
    fences: '```rust\n'.repeat(600_000),
    'one long word': `- [ ] ${'a/'.repeat(2_400_000)}b.rs`,
    'one dotted word': `- [ ] ${'a.'.repeat(2_400_000)}`,
    brackets: `- [ ] ${'('.repeat(2_400_000)}${'['.repeat(2_400_000)}`,
    stars: `- [ ] ${'*'.repeat(4_900_000)}`,
    'dashes and blanks': `- [ ] ${'- '.repeat(2_400_000)}`,
    hashes: `- [ ] a\n# ${'# '.repeat(2_400_000)}x`,
    dependencies: `- [ ] ${'depends on 1.1, '.repeat(300_000)}`,
    'many tasks': '- [ ] 1.1 a\n'.repeat(400_000),
    'deep nesting': Array.from({ length: 2_000 }, (_, depth) => `${'  '.repeat(depth)}- [ ] a`).join('\n'),
    'endless wrapping': `- [ ] a\n${'word\n'.repeat(900_000)}`,
    'endless detail': `- [ ] a\n  - b\n${'    word\n'.repeat(500_000)}`,
  }),
)('5 MB of %s are parsed in linear time', (_, content) => {
  expect(parseTasks('c', [{ path: 'tasks.md', content }]).total).toBeGreaterThanOrEqual(0);
});
