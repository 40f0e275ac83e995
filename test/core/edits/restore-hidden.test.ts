import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/edits/edit.ts';
import { restoreHidden } from '../../../src/core/edits/restore-hidden.ts';
import { secretMasker } from '../../../src/core/policy/mask-secrets.ts';
import { stripHidden } from '../../../src/core/prompts/strip-hidden.ts';

const TOKEN = `ghp_${'x1Y2'.repeat(9)}`;
const KEY = `-----BEGIN PRIVATE KEY-----\n${`${'MIIE'.repeat(16)}\n`.repeat(3)}-----END PRIVATE KEY-----`;
const FILE = [
  'const TOKEN: &str = "TOKEN_HERE";'.replace('TOKEN_HERE', TOKEN),
  'const WORD: &str = "a\u200bb";',
  'const PEM: &str = r"',
  KEY,
  '";',
  'pub fn last() {}',
  '',
].join('\n');
const mask = secretMasker([]);
const shown = (text: string) => mask(stripHidden(text));
const restore = (edit: Edit) => restoreHidden([edit], new Map([['src/lib.rs', FILE]]), shown)[0];

test('a prompt shows neither the secrets nor the hidden characters of this file', () => {
  expect(shown(FILE)).toBe(
    'const TOKEN: &str = "***";\nconst WORD: &str = "ab";\nconst PEM: &str = r"\n***\n";\npub fn last() {}\n',
  );
});

describe('what a model copies of what it was shown is the file again', () => {
  test('in a whole file', () => {
    const content = `${shown(FILE)}pub fn more() {}\n`;
    expect(restore({ kind: 'write', path: 'src/lib.rs', content })).toEqual({
      kind: 'write',
      path: 'src/lib.rs',
      content: `${FILE}pub fn more() {}\n`,
    });
  });

  test('in SEARCH and REPLACE, with the indentation and the line end of the answer', () => {
    const edit: Edit = {
      kind: 'replace',
      path: 'src/lib.rs',
      search: '  const TOKEN: &str = "***";\r\nconst WORD: &str = "ab";',
      replace: '    const TOKEN: &str = "***";\nconst WORD: &str = "c";',
    };
    expect(restore(edit)).toMatchObject({
      search: `  const TOKEN: &str = "${TOKEN}";\r\nconst WORD: &str = "a\u200bb";`,
      replace: `    const TOKEN: &str = "${TOKEN}";\nconst WORD: &str = "c";`,
    });
  });

  test('in a patch, a mask of several lines too', () => {
    const edit: Edit = {
      kind: 'patch',
      path: 'src/lib.rs',
      hunks: [{ before: ['***', '";'], after: ['***', '"; // the key'] }],
    };
    const lines = KEY.split('\n');
    expect(restore(edit)).toMatchObject({
      hunks: [{ before: [...lines, '";'], after: [...lines, '"; // the key'] }],
    });
  });
});

test('a secret of one file does not come into another', () => {
  const edit: Edit = { kind: 'write', path: 'src/new.rs', content: 'const TOKEN: &str = "***";\n' };
  expect(restore(edit)).toEqual(edit);
});

test('lines that look the same come back in their order', () => {
  const text = 'let url = "https://a:one@host";\nlet url = "https://b:two@host";\n';
  const content = `// both\n${shown(text)}`;
  const [edit] = restoreHidden([{ kind: 'write', path: 'a.rs', content }], new Map([['a.rs', text]]), shown);
  expect(edit).toMatchObject({ content: `// both\n${text}` });
});

test('a file without anything hidden leaves every edit as it is', () => {
  const edit: Edit = { kind: 'write', path: 'a.rs', content: '***\n' };
  expect(restoreHidden([edit], new Map([['a.rs', '\ufefffn a() {}\r\n***\r\n']]), shown)[0]).toBe(edit);
});
