import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findInventions } from '../../../src/core/analysis/find-inventions.ts';
import { KnownNames } from '../../../src/core/analysis/known-names.ts';
import { GREETER } from '../../support/known-artifact.ts';

const names = new KnownNames(GREETER);

test.each([
  'Copies its argument with strcpy() and calls `parse_header`.',
  'The section .rodata at 0x2000 holds texts (256 bytes up to 0x2100).',
  'Loads libc.so.6, and reads /etc/greeter.conf.',
  'Mentions CVE-2023-1111 and https://example.org/greeter.',
  'Built for x86_64 or x86-64, e.g. as a .so file.',
  'It gets input from the user and hands it to the system, and/or a file.',
  'It makes system calls, calls system libraries, and imports system headers as it gets them.',
  'Entry at 0x6180. The host is example.org.',
  'Bytes at offset 4096 belong to .text.',
  "It isn't the user's fault, and the program's 'strcpy' is known.",
  'The offset added to it, at face value, is small.',
  'Looks like a plain command-line tool; macOS has one too.',
])('says nothing that is not in the facts: %s', (text) => {
  expect(findInventions(text, names)).toEqual([]);
});

test.each([
  ['It is affected by CVE-2021-44228.', 'CVE-2021-44228'],
  ['It is affected by cve 2021 44228.', 'cve 2021 44228'],
  ['A part of a known one: CVE-2023-111.', 'CVE-2023-111'],
  ['See https://evil.example/x for more.', 'https://evil.example/x'],
  ['Talks to www.evil.com daily.', 'www.evil.com'],
  ['The code at 0xdeadbeef is odd.', '0xdeadbeef'],
  ['The code at offset 123456 is odd.', '123456'],
  ['Hides code in .evil today.', '.evil'],
  ['Calls system() with it.', 'system'],
  ['Uses gets() for input.', 'gets'],
  ['Calls gets with it.', 'gets'],
  ['It imports system, and more.', 'system'],
  ['Calls system with what it reads', 'system'],
  ['Vulnerable to Heartbleed.', 'Heartbleed'],
  ['Vulnerable to dirty-pipe.', 'dirty-pipe'],
  ['Uses memcpy without a check.', 'memcpy'],
  ['Has a function parse_footer.', 'parse_footer'],
  ['Has a function __stack_chk_fail.', '__stack_chk_fail'],
  ['Has a function parseFooter there.', 'parseFooter'],
  ['Runs `rm -rf`.', 'rm -rf'],
  ['Reads /etc/shadow at start.', '/etc/shadow'],
  ['Links libssl.so.3 too.', 'libssl.so.3'],
  ['Sends it to 203.0.113.9 daily.', '203.0.113.9'],
  ['Sends it to eve@evil.example daily.', 'eve@evil.example'],
  ['The code at address 4a10f0 is odd.', '4a10f0'],
  ['Reads passwords.txt there.', 'passwords.txt'],
  ["Calls 'unlock' first.", 'unlock'],
  ['Affected by CVE: 2021-44228.', 'CVE: 2021-44228'],
])('finds what is invented: %s', (text, invented) => {
  expect(findInventions(text, names)).toContain(invented);
});

test('any text is looked through', () => {
  const piece = fc.constantFrom(
    '0x',
    'CVE-',
    '/',
    '.',
    '_',
    '`',
    '://',
    'a',
    '9',
    ' ',
    '(',
    ')',
    'lib',
    '.so',
    'A',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      expect(Array.isArray(findInventions(pieces.join(''), names))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
