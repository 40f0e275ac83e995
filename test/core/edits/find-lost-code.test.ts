import { describe, expect, test } from 'vitest';
import { findLostCode } from '../../../src/core/edits/find-lost-code.ts';

const fns = (...names: readonly string[]) => names.map((name) => `pub fn ${name}() {}\n`).join('');
const LIB = fns('a', 'b', 'c', 'd', 'e', 'f');
const write = (content: string, path = 'src/lib.rs') => ({ kind: 'write', path, content }) as const;
const lost = (
  edits: Parameters<typeof findLostCode>[0],
  files: Record<string, string> = { 'src/lib.rs': LIB },
) => findLostCode(edits, new Map(Object.entries(files))).map((one) => one.path);

describe('a piece offered as the whole file is refused', () => {
  test.each([
    ['one function of six', fns('a')],
    ['one function and a new one', fns('a', 'z')],
    ['a method of it', 'impl X {\n    pub fn c(&self) {}\n}\n'],
    ['nothing but a comment', '// see above\n'],
    [
      'the names only in comments and strings',
      `${fns('a')}// fn b fn c fn d\nconst S: &str = "fn e() fn f()";\n`,
    ],
  ])('%s', (_, content) => {
    expect(lost([write(content)])).toEqual(['src/lib.rs']);
  });

  test('the model is told what goes and how to do it on purpose', () => {
    expect(findLostCode([write(fns('a'))], new Map([['src/lib.rs', LIB]]))[0]?.explain).toBe(
      'Your src/lib.rs no longer has `b`, `c`, `d`, `e`, `f`. A whole file replaces all of src/lib.rs: write it complete, or use SEARCH/REPLACE blocks for what changes and for what goes.',
    );
  });

  test('a usage snippet after the whole new file', () => {
    expect(lost([write(LIB, 'src/new.rs'), write('fn main() { a(); }\n', 'src/new.rs')], {})).toEqual([
      'src/new.rs',
    ]);
  });

  test('a few lines of a long text', () => {
    const readme = Array.from({ length: 60 }, (_, at) => `Line ${at}.\n`).join('\n');
    expect(lost([write('# Title\n\nNew section.\n', 'README.md')], { 'README.md': readme })).toEqual([
      'README.md',
    ]);
  });
});

describe('a whole file that keeps or moves the code passes', () => {
  test.each([
    ['everything kept, one added', LIB + fns('g')],
    ['one removed', fns('a', 'b', 'c', 'd', 'e')],
    ['all renamed', fns('a1', 'b1', 'c1', 'd1', 'e1', 'f1')],
    ['half of it merged', fns('a', 'b', 'c', 'def')],
  ])('%s', (_, content) => {
    expect(lost([write(content)])).toEqual([]);
  });

  test('split into modules', () => {
    expect(lost([write('pub mod parts;\n'), write(LIB, 'src/parts.rs')])).toEqual([]);
  });

  test('a small file rewritten, a new file, a file answered twice', () => {
    expect(lost([write(fns('z'))], { 'src/lib.rs': fns('a', 'b') })).toEqual([]);
    expect(lost([write(fns('z'), 'src/new.rs')])).toEqual([]);
    expect(lost([write(LIB), write(LIB + fns('g'))])).toEqual([]);
  });

  test('removed on purpose by a block or a diff', () => {
    expect(
      lost([
        { kind: 'replace', path: 'src/lib.rs', search: LIB, replace: fns('a') },
        { kind: 'delete', path: 'x.rs' },
      ]),
    ).toEqual([]);
  });
});
