import { expect, test } from 'vitest';
import { newDiagnostics } from '../../../src/core/verdicts/new-diagnostics.ts';
import { diagnostic } from './diagnostics.ts';

const fresh = (before: Parameters<typeof newDiagnostics>[0], after: Parameters<typeof newDiagnostics>[1]) =>
  newDiagnostics(before, after, 'error').map((each) => `${each.file}:${each.line}`);

test('the library and its test build report one place once', () => {
  expect(fresh([], [diagnostic({}), diagnostic({}), diagnostic({ line: 9 })])).toEqual([
    'src/lib.rs:3',
    'src/lib.rs:9',
  ]);
});

test('an old error that moved down its file is old', () => {
  expect(fresh([diagnostic({})], [diagnostic({ line: 40 })])).toEqual([]);
});

test('each old error pays for one: a second of the same kind is new', () => {
  const old = diagnostic({ source: 'a();' });
  const same = diagnostic({ source: 'a();', line: 5 });
  expect(fresh([old], [same, diagnostic({ source: 'b();', line: 8 })])).toEqual(['src/lib.rs:8']);
});

test('the one whose source line is unchanged is the old one, whatever the order', () => {
  const old = diagnostic({ source: 'a();', line: 8 });
  expect(
    fresh([old], [diagnostic({ source: 'b();', line: 3 }), diagnostic({ source: 'a();', line: 9 })]),
  ).toEqual(['src/lib.rs:3']);
});

test('an old error on a line that was edited is old', () => {
  expect(fresh([diagnostic({ source: 'a();' })], [diagnostic({ source: 'a(1);' })])).toEqual([]);
});

test('an old error whose line moved to another file is old, the same words on another line there are new', () => {
  const old = diagnostic({ source: 'a();' });
  expect(fresh([old], [diagnostic({ source: 'a();', file: 'src/b.rs' })])).toEqual([]);
  expect(fresh([old], [diagnostic({ source: 'c();', file: 'src/b.rs' })])).toEqual(['src/b.rs:3']);
});

test('another code or level is not the same, and closing remarks count as nothing', () => {
  expect(fresh([diagnostic({ code: 'E0277' })], [diagnostic({})])).toEqual(['src/lib.rs:3']);
  expect(fresh([], [diagnostic({ level: 'warning' })])).toEqual([]);
  const {
    file: _file,
    line: _line,
    ...bare
  } = diagnostic({ code: '', message: 'aborting due to 2 previous errors' });
  expect(fresh([], [bare])).toEqual([]);
  expect(fresh([], [{ ...bare, message: 'linking with `cc` failed' }])).toEqual(['undefined:undefined']);
});
