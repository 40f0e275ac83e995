import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Application, applyEdits } from '../../../src/core/edits/apply-edits.ts';
import type { Edit, Hunk } from '../../../src/core/edits/edit.ts';
import { parseFileLines, printFileLines } from '../../../src/core/edits/file-lines.ts';
import { lineDiff } from '../../support/line-diff.ts';

const PATH = 'src/lib.rs';
const SOURCE = `use std::fmt;

pub struct Point {
    x: i32,
    y: i32,
}

impl Point {
    pub fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
    pub fn len(&self) -> i32 {
        self.x + self.y
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.x, self.y)
    }
}
`;
const replace = (search: string, put: string, path = PATH): Edit => ({
  kind: 'replace',
  path,
  search,
  replace: put,
});

function result(application: Application, path = PATH): string | null | undefined {
  if (application.kind === 'problems')
    throw new Error(application.problems.map((one) => one.explain).join('\n'));
  return application.changes.get(path);
}
const apply = (edit: Edit, text = SOURCE) => applyEdits([edit], new Map([[PATH, text]]));

describe('SEARCH is found', () => {
  const after = SOURCE.replace('self.x + self.y', 'self.x.abs() + self.y.abs()');
  test.each([
    ['exactly', '        self.x + self.y\n', '        self.x.abs() + self.y.abs()\n'],
    [
      'with trailing space',
      '    pub fn len(&self) -> i32 {  \n        self.x + self.y\t\n',
      '    pub fn len(&self) -> i32 {  \n        self.x.abs() + self.y.abs()\n',
    ],
    ['with blank lines around', '\n        self.x + self.y\n\n', '\n        self.x.abs() + self.y.abs()\n\n'],
    [
      'without its indentation, the new lines indented',
      'pub fn len(&self) -> i32 {\n    self.x + self.y\n}\n',
      'pub fn len(&self) -> i32 {\n    self.x.abs() + self.y.abs()\n}\n',
    ],
    [
      'with too much indentation',
      '            pub fn len(&self) -> i32 {\n                self.x + self.y\n',
      '            pub fn len(&self) -> i32 {\n                self.x.abs() + self.y.abs()\n',
    ],
    [
      'nearly right, the misquoted line kept',
      '    pub fn len(&self) -> i32 {\n        self.x + self.y\n    }\n}\n\nimpl fmt::Display for Points {\n',
      '    pub fn len(&self) -> i32 {\n        self.x.abs() + self.y.abs()\n    }\n}\n\nimpl fmt::Display for Points {\n',
    ],
  ])('%s', (_name, search, put) => {
    expect(result(apply(replace(search, put)))).toBe(after);
  });

  test('CRLF files stay CRLF and keep their byte order mark', () => {
    const crlf = `\uFEFF${SOURCE.replaceAll('\n', '\r\n')}`;
    const edit = replace('        self.x + self.y\n', '        let sum = self.x + self.y;\n        sum\n');
    expect(result(apply(edit, crlf))).toBe(
      crlf.replace('        self.x + self.y\r\n', '        let sum = self.x + self.y;\r\n        sum\r\n'),
    );
    expect(result(apply({ kind: 'write', path: PATH, content: 'a\nb\n' }, crlf))).toBe('\uFEFFa\r\nb\r\n');
  });

  test('a missing final line end stays missing, lines nobody edits keep their own ends', () => {
    expect(result(apply(replace('b\n', 'c\nd\n'), 'a\r\na\nb'))).toBe('a\r\na\nc\nd');
    expect(result(apply(replace('b\n', ''), 'a\nb'))).toBe('a');
    expect(result(apply({ kind: 'write', path: PATH, content: 'x\ny\n' }, 'a'))).toBe('x\ny');
  });

  test('context that is misquoted in the middle stays as the file has it', () => {
    const text = 'fn a() {\n    let first = one();\n    let limit = 100;\n    let last = three();\n}\n';
    const search = 'fn a() {\n    let first = one();\n    let limit = 10;\n    let last = three();\n}\n';
    const put = search.replace('one()', 'uno()').replace('three()', 'tre()');
    expect(result(apply(replace(search, put), text))).toBe(
      text.replace('one()', 'uno()').replace('three()', 'tre()'),
    );
  });

  test('a block that comes twice is applied once', () => {
    const edit = replace('use std::fmt;\n', 'use std::fmt;\nuse std::io;\n');
    expect(result(applyEdits([edit, edit], new Map([[PATH, SOURCE]])))).toBe(
      SOURCE.replace('use std::fmt;\n', 'use std::fmt;\nuse std::io;\n'),
    );
  });

  test('two blocks at the same place both apply, and a later one may build on an earlier', () => {
    const add = (name: string) => replace('use std::fmt;\n', `use std::fmt;\nuse std::${name};\n`);
    const onto = replace('use std::io;\n', 'use std::io::Write;\n');
    expect(result(applyEdits([add('io'), add('mem'), onto], new Map([[PATH, SOURCE]])))).toBe(
      SOURCE.replace('use std::fmt;\n', 'use std::fmt;\nuse std::mem;\nuse std::io::Write;\n'),
    );
  });

  test('of a file that is written whole twice the last stays', () => {
    const write = (content: string): Edit => ({ kind: 'write', path: PATH, content });
    expect(result(applyEdits([write('draft\n'), write('final\n')], new Map([[PATH, SOURCE]])))).toBe(
      'final\n',
    );
  });

  test('several blocks of one file apply in order', () => {
    const edits = [replace('    x: i32,\n', '    x: i64,\n'), replace('    y: i32,\n', '    y: i64,\n')];
    expect(result(applyEdits(edits, new Map([[PATH, SOURCE]])))).toBe(
      SOURCE.replace('x: i32,\n', 'x: i64,\n').replace('y: i32,\n', 'y: i64,\n'),
    );
  });
});

describe('SEARCH is refused', () => {
  const problems = (edits: readonly Edit[], text = SOURCE) => {
    const application = applyEdits(edits, new Map([[PATH, text]]));
    return application.kind === 'problems' ? application.problems : [];
  };

  test('when it is not there, with the nearest lines and their numbers', () => {
    const [problem] = problems([
      replace('    pub fn length(&self) -> i64 {\n        self.x - self.y - 1\n    }\n', ''),
    ]);
    expect(problem?.explain).toMatchInlineSnapshot(`
      "The SEARCH lines do not occur in src/lib.rs. Copy them exactly; the nearest lines are:
      11 |     }
      12 |     pub fn len(&self) -> i32 {
      13 |         self.x + self.y
      14 |     }
      15 | }"
    `);
  });

  test('when it is there twice, with both places', () => {
    const [problem] = problems([replace('    }\n}\n', '    }\n    fn x() {}\n}\n')]);
    expect(problem).toMatchObject({ why: 'ambiguous', edit: 0, path: PATH });
    expect(problem?.explain).toMatchInlineSnapshot(`
      "The SEARCH lines occur in src/lib.rs 2 times. Add lines around them until they occur once:
      13 |         self.x + self.y
      14 |     }
      15 | }
      16 | 
      ...
      19 |         write!(f, "({}, {})", self.x, self.y)
      20 |     }
      21 | }"
    `);
  });

  test.each([
    [
      'two lenient places',
      [replace('a();\nb();\n', 'c();\n')],
      '  a();\n  b();\n    a();\n    b();\n',
      'ambiguous',
    ],
    [
      'two places but for trailing space',
      [replace('a();\nb(); \n', 'c();\n')],
      'a();\nb();\t\nx();\na();\nb();\t\n',
      'ambiguous',
    ],
    [
      'two places but for blank lines around',
      [replace('\n\na();\nb();\n\n', 'c();\n')],
      'a();\nb();\nx();\na();\nb();\n',
      'ambiguous',
    ],
    [
      'indentation that shifts line by line',
      [replace('if a {\n    b();\n', 'c();\n')],
      '  if a {\n  b();\n  }\n',
      'not-found',
    ],
    [
      'a line that changes and is misquoted',
      [
        replace(
          '    y: i32,\n}\n\nimpl Point {\n    pub fn new(x: i64, y: i32) -> Self {\n',
          '    y: i32,\n}\n\nimpl Point {\n    pub fn new(x: i64, y: i32, z: i32) -> Self {\n',
        ),
      ],
      SOURCE,
      'not-found',
    ],
    [
      'the same lines wanted as two things',
      [replace('    x: i32,\n', '    x: i64,\n'), replace('    x: i32,\n', '    x: u8,\n')],
      SOURCE,
      'overlap',
    ],
    [
      'two nearly equal places',
      [replace('let alpha = one();\nlet beta = two();\nlet gammo = three();\nlet delta = four();\n', '')],
      'let alpha = one();\nlet beta = two();\nlet gamma = three();\nlet delta = four();\n'.repeat(2),
      'ambiguous',
    ],
    ['empty SEARCH in a file with text', [replace('', 'fn x() {}\n')], SOURCE, 'no-search'],
    ['a file that is not there', [replace('a\n', 'b\n', 'src/nope.rs')], SOURCE, 'missing-file'],
    [
      'deleting what is not there',
      [{ kind: 'delete', path: 'src/nope.rs' } as const],
      SOURCE,
      'missing-file',
    ],
    [
      'two blocks for the same lines',
      [
        replace('    x: i32,\n    y: i32,\n', '    x: i64,\n    y: i64,\n'),
        replace('    y: i32,\n}\n', '    y: u8,\n}\n'),
      ],
      SOURCE,
      'overlap',
    ],
    ['half a match is no match', [replace('pub struct Point {\n    z: i32,\n}\n', '')], SOURCE, 'not-found'],
    [
      'equal lines around other code are no match',
      [replace('fn a() {\n    start();\n    finish_everything_now();\n}\n', '')],
      'fn a() {\n    start();\n    let x = compute(1, 2);\n}\n',
      'not-found',
    ],
  ])('%s', (_name, edits, text, why) => {
    expect(problems(edits, text)).toMatchObject([{ why }]);
  });

  test('every wrong edit is told, and one wrong edit applies nothing', () => {
    const found = problems([
      replace('zzzzz\n', 'y\n'),
      replace('    x: i32,\n', '    x: i64,\n'),
      replace('qqqqq\n', ''),
    ]);
    expect(found.map((one) => one.edit)).toEqual([0, 2]);
  });
});

describe('files', () => {
  test('an empty SEARCH makes a new file and fills a blank one', () => {
    expect(result(applyEdits([replace('', 'fn a() {}\n', 'src/a.rs')], new Map()), 'src/a.rs')).toBe(
      'fn a() {}\n',
    );
    expect(result(apply(replace('\n', 'fn a() {}\n'), '\n\n'))).toBe('fn a() {}\n');
  });

  test('edits that change nothing are named, not counted as changes', () => {
    const application = applyEdits(
      [
        { kind: 'write', path: PATH, content: SOURCE },
        { kind: 'write', path: 'src/b.rs', content: 'b\n' },
        { kind: 'delete', path: 'src/b.rs' },
      ],
      new Map([[PATH, SOURCE.replaceAll('\n', '\r\n')]]),
    );
    expect(application).toEqual({ kind: 'applied', changes: new Map(), unchanged: [PATH, 'src/b.rs'] });
  });

  test('a deleted file goes, a later write brings it back', () => {
    expect(result(apply({ kind: 'delete', path: PATH }))).toBeNull();
    const edits: Edit[] = [
      { kind: 'delete', path: PATH },
      { kind: 'write', path: PATH, content: 'new\n' },
    ];
    expect(result(applyEdits(edits, new Map([[PATH, SOURCE]])))).toBe('new\n');
  });
});

describe('unified diffs', () => {
  const patch = (...hunks: Hunk[]): Edit => ({ kind: 'patch', path: PATH, hunks });
  test('the content decides, not a wrong line number', () => {
    const hunk = { before: ['    x: i32,'], after: ['    x: i64,'], line: 900 };
    expect(result(apply(patch(hunk)))).toBe(SOURCE.replace('x: i32,\n', 'x: i64,\n'));
  });
  test('a nearly right line number chooses between equal places', () => {
    const text = 'b\na\na\na\na\na\na\na\n'.repeat(4);
    const lines = text.split('\n');
    lines[16] = 'c';
    expect(result(apply(patch({ before: ['b'], after: ['c'], line: 15 }), text))).toBe(lines.join('\n'));
    expect(apply(patch({ before: ['b'], after: ['c'], line: 13 }), text)).toMatchObject({ kind: 'problems' });
    expect(apply(patch({ before: ['b'], after: ['c'] }), text)).toMatchObject({ kind: 'problems' });
  });
  test('line numbers count in the old file, whatever the hunks before added', () => {
    const text = `top\n${'b\na\na\na\na\na\na\na\n'.repeat(4)}`;
    const top = { before: ['top'], after: ['top', ...Array<string>(8).fill('new')], line: 1 };
    const lines = text.split('\n');
    lines[17] = 'c';
    lines.splice(1, 0, ...Array<string>(8).fill('new'));
    expect(result(apply(patch(top, { before: ['b'], after: ['c'], line: 18 }), text))).toBe(lines.join('\n'));
  });
  test('added lines without context are refused', () => {
    expect(apply(patch({ before: [], after: ['x'], line: 3 }))).toMatchObject({
      problems: [{ why: 'no-search' }],
    });
  });
});

describe('whatever the text', () => {
  const line = fc.constantFrom('a', 'b', '', '  a', '}', '    }', 'fn x() {', 'let y = 1;', '\ttab', 'ü€');
  const text = fc.array(line, { minLength: 1, maxLength: 25 });
  const join = (lines: readonly string[], end: string) => lines.map((one) => one + end).join('');

  test('applying the diff of a and b to a gives b', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('\n', '\r\n'), (a, b, end) => {
        const hunks = lineDiff(a, b);
        fc.pre(hunks.length > 0 && hunks.every((hunk) => hunk.before.some((one) => one.trim() !== '')));
        const application = applyEdits(
          [{ kind: 'patch', path: PATH, hunks }],
          new Map([[PATH, join(a, end)]]),
        );
        expect(result(application)).toBe(join(b, end));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a SEARCH copied from the file is replaced there or is ambiguous, never elsewhere', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.array(line, { maxLength: 5 }), (lines, from, length, put) => {
        const start = from % lines.length;
        const search = lines.slice(start, start + 1 + (length % 6));
        fc.pre(search.some((one) => one.trim() !== ''));
        const application = apply(replace(join(search, '\n'), join(put, '\n')), join(lines, '\n'));
        if (application.kind === 'problems')
          expect(application.problems).toMatchObject([{ why: 'ambiguous' }]);
        else {
          const expected = [...lines.slice(0, start), ...put, ...lines.slice(start + search.length)];
          expect(application.changes.get(PATH) ?? join(lines, '\n')).toBe(join(expected, '\n'));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text taken apart and put together is the same text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '\uFEFF', 'ß')), (parts) => {
        expect(printFileLines(parseFileLines(parts.join('')))).toBe(parts.join(''));
      }),
    );
  });

  test('a megabyte of equal lines is searched in linear time', () => {
    const text = 'a\n'.repeat(500_000);
    const search = `${'a\n'.repeat(50_000)}b\n`;
    expect(apply(replace(search, 'c\n'), text)).toMatchObject({ problems: [{ why: 'not-found' }] });
  });
});
