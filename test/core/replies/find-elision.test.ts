import { describe, expect, test } from 'vitest';
import { findElision } from '../../../src/core/replies/find-elision.ts';

describe('lines that leave code out', () => {
  test.each([
    '// ... existing code ...',
    '    // ...',
    '// …',
    '// rest unchanged',
    '// The rest of the file remains unchanged',
    '// rest of the code stays the same as before',
    '// ... rest of implementation',
    '/* … */',
    '/* ... other methods ... */',
    '// existing tests here',
    '// Other functions...',
    '// remaining methods unchanged',
    '// (existing code)',
    '# ...',
    '# ... existing dependencies ...',
    '<!-- rest of the file unchanged -->',
    '// ... (unchanged)',
    '// same as before',
    '// [rest of file unchanged]',
    '// --- unchanged ---',
    '// (tests omitted for brevity)',
    '// Keep the rest of the code as is',
    '// (all other functions stay the same)',
    '// your existing code here',
    '// previous code',
    '# (existing fields)',
    '// The remaining code is unchanged.',
    '// all other impls unchanged',
    '// 40 lines omitted',
    '// code continues here',
    'fn a() { /* ... */ }',
    'fn a() {} // ... rest of the code',
    '        Kind::A => {} /* rest unchanged */',
    '...',
    '    ...',
  ])('%s', (line) => {
    expect(findElision('src/lib.rs', ['fn a() {', line, '}'])).toBe(1);
  });
});

describe('lines that only look like it', () => {
  test.each([
    'for i in 0..10 {}',
    'let Point { x, .. } = p;',
    'let all = ..;',
    '..',
    'println!("loading...");',
    'let s = "// ... existing code ...";',
    '/// ... and so on',
    '//! Reads the rest of the file...',
    '/// The rest is unchanged',
    'extern "C" { fn printf(f: *const c_char, ...) -> c_int; }',
    '// Wait for the remaining bytes before closing',
    '// keep reading until the peer closes...',
    '// the rest of the bytes belong to the body',
    '// Existing connections are closed first',
    '// TODO later...',
    'macro_rules! m { ($($x:tt)*) => { ... } }',
    '#[derive(Debug)]',
    '# Heading in a string',
    '// see https://example.org/...',
    'assert_eq!(shorten("abcdef"), "abc...");',
    '..Default::default()',
    '// The remaining bytes are unchanged',
    '// Other threads are left out of the count',
    '// existing items come first',
    '// (existing) keys win over new ones',
    '// --- unchanged keys win ---',
    '// leading zeros are omitted',
    '// the original implementation was slower',
    '// previous code point',
    '// keep the rest of the buffer for the next call',
    'let url = "https://example.org/..."; // the page',
    'let s = "a // ..."; let t = "/* ... */";',
    'fn f(..) {} // see rule 4',
  ])('%s', (line) => {
    expect(findElision('src/lib.rs', ['fn a() {', line, '}'])).toBeUndefined();
  });

  test('a C-variadic list over several lines', () => {
    expect(
      findElision('src/ffi.rs', ['fn printf(', '    f: *const c_char,', '    ...', ') -> c_int;']),
    ).toBeUndefined();
  });

  test('prose with dots in Markdown', () => {
    expect(findElision('README.md', ['# ...', '...', 'and so on ...'])).toBeUndefined();
  });

  test('lines that were there before, as often as they were there', () => {
    expect(findElision('src/lib.rs', ['// ...'], '  // ...\n')).toBeUndefined();
    expect(findElision('src/lib.rs', ['// ...', '// ...'], '// ...\n')).toBe(1);
  });
});
