import { expect, test } from 'vitest';
import { explainDiagnostics } from '../../../src/core/verdicts/explain-diagnostics.ts';
import { diagnostic } from './diagnostics.ts';

const EXPLANATION = `
Expected type did not match the received type. See std::fmt for more. A third sentence.

Erroneous code examples:

\`\`\`compile_fail,E0308
fn plus_one(x: i32) -> i32 { x + 1 }
\`\`\`
`;
const TEXT = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join('\n');

test('roots come before what follows from them, with numbered lines and what the code means', () => {
  const unresolved = diagnostic({
    code: 'E0432',
    message: 'unresolved import `crate::two`',
    line: 12,
    source: 'use crate::two;',
  });
  const told = explainDiagnostics(
    [
      diagnostic({ explanation: EXPLANATION }),
      diagnostic({ line: 20, explanation: EXPLANATION }),
      unresolved,
    ],
    new Map([['src/lib.rs', TEXT]]),
    'error',
  );
  expect(told).toMatchInlineSnapshot(`
    "3 new errors. Start with the first: later ones often follow from it.

    1. src/lib.rs:12 [E0432]
    error[E0432]: unresolved import \`crate::two\`
     --> src/lib.rs:12:5
      |
    12 |     use crate::two;
      |     ^^^
    src/lib.rs as it is now:
      8 | line 8
      9 | line 9
     10 | line 10
     11 | line 11
    >12 | line 12
     13 | line 13
     14 | line 14
     15 | line 15
     16 | line 16

    2. src/lib.rs:3 [E0308]
    error[E0308]: mismatched types
     --> src/lib.rs:3:5
      |
    3 |     let x: u8 = "";
      |     ^^^
    src/lib.rs as it is now:
     1 | line 1
     2 | line 2
    >3 | line 3
     4 | line 4
     5 | line 5
     6 | line 6
     7 | line 7
    E0308 means: Expected type did not match the received type. See std::fmt for more.

    3. src/lib.rs:20 [E0308]
    error[E0308]: mismatched types
     --> src/lib.rs:20:5
      |
    20 |     let x: u8 = "";
      |     ^^^
    src/lib.rs as it is now:
     16 | line 16
     17 | line 17
     18 | line 18
     19 | line 19
    >20 | line 20
     21 | line 21
     22 | line 22
     23 | line 23
     24 | line 24"
  `);
});

test('many errors are cut to the first eight and say so', () => {
  const many = Array.from({ length: 50 }, (_, i) => diagnostic({ line: i + 1 }));
  const told = explainDiagnostics(many, new Map(), 'error');
  expect(told).toContain('50 new errors, the first 8 are shown.');
  expect(told.match(/^\d+\. /gm)).toHaveLength(8);
});

test('many long ones stay within what a small context can hold', () => {
  const many = Array.from({ length: 8 }, (_, i) => diagnostic({ line: i + 1, rendered: 'x'.repeat(1_790) }));
  const told = explainDiagnostics(many, new Map(), 'error');
  expect(told).toContain('8 new errors, the first 4 are shown.');
  expect(told.length).toBeLessThan(9_200);
});

test('a monstrous rendering stays small', () => {
  const long = diagnostic({ rendered: 'x'.repeat(1_000_000) });
  const high = diagnostic({ rendered: 'x\n'.repeat(100_000), line: 4 });
  const text = `${'y'.repeat(100_000)}\n`.repeat(6);
  expect(explainDiagnostics([long, high], new Map([['src/lib.rs', text]]), 'error').length).toBeLessThan(
    8_000,
  );
});

test('a diagnostic without a place or beyond the file is still told', () => {
  const {
    file: _file,
    line: _line,
    ...bare
  } = diagnostic({ rendered: '', message: 'linking with `cc` failed', code: '' });
  expect(explainDiagnostics([bare], new Map(), 'error')).toBe(
    '1 new error.\n\n1. no place given\nlinking with `cc` failed',
  );
  expect(
    explainDiagnostics([diagnostic({ line: 99 })], new Map([['src/lib.rs', 'a']]), 'warning'),
  ).not.toContain('as it is now');
});
