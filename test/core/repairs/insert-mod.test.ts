import { describe, expect, test } from 'vitest';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import { insertMod, type NewMod } from '../../../src/core/repairs/insert-mod.ts';

function inserted(text: string, over: Partial<NewMod> = {}): string | undefined {
  const mod = { name: 'line', visibility: 'pub', attribute: '', ...over };
  return applyReplacements(new Map([['a.rs', text]]), [insertMod('a.rs', text, mod)])?.get('a.rs');
}

describe('among the modules that are there', () => {
  test('sorted where they are sorted', () => {
    expect(inserted('pub mod flat;\npub mod round;\n')).toBe(
      'pub mod flat;\npub mod line;\npub mod round;\n',
    );
    expect(inserted('pub mod round;\npub mod flat;\n')).toBe(
      'pub mod round;\npub mod flat;\npub mod line;\n',
    );
  });

  test('before the first with all that belongs to it', () => {
    expect(inserted('use a;\n\n/// Round ones.\n#[cfg(unix)]\npub mod round;\n')).toBe(
      'use a;\n\npub mod line;\n/// Round ones.\n#[cfg(unix)]\npub mod round;\n',
    );
  });

  test('with those of its visibility, else with any', () => {
    const both = 'mod alpha;\nmod zeta;\n\npub mod flat;\n';
    expect(inserted(both)).toBe('mod alpha;\nmod zeta;\n\npub mod flat;\npub mod line;\n');
    expect(inserted('mod alpha;\nmod zeta;\n')).toBe('mod alpha;\npub mod line;\nmod zeta;\n');
  });

  test('modules for tests come last, and others do not go below them', () => {
    const tests = { name: 'tests', visibility: '', attribute: '#[cfg(test)]' };
    expect(inserted('mod a;\nmod z;\n', tests)).toBe('mod a;\nmod z;\n#[cfg(test)]\nmod tests;\n');
    expect(inserted('pub mod a;\n\n#[cfg(test)]\nmod checks;\n')).toBe(
      'pub mod a;\npub mod line;\n\n#[cfg(test)]\nmod checks;\n',
    );
  });
});

describe('as the first module', () => {
  test.each([
    [
      'below the documentation',
      '//! Docs.\n#![no_std]\n\nuse a;\n',
      '//! Docs.\n#![no_std]\n\npub mod line;\n\nuse a;\n',
    ],
    ['below a licence', '// MIT\n\nuse a;\n', '// MIT\n\npub mod line;\n\nuse a;\n'],
    ['above what a comment belongs to', '// Uses.\nuse a;\n', 'pub mod line;\n\n// Uses.\nuse a;\n'],
    ['in an empty file', '', 'pub mod line;\n\n'],
    ['behind a byte order mark', '\ufeffuse a;\r\n', '\ufeffpub mod line;\r\n\r\nuse a;\r\n'],
  ])('%s', (_where, text, expected) => {
    expect(inserted(text)).toBe(expected);
  });
});

test('the line ends of the file are kept, and characters of several bytes counted', () => {
  expect(inserted('//! Größe 🦀\r\npub mod flat; // flach\r\n')).toBe(
    '//! Größe 🦀\r\npub mod flat; // flach\r\npub mod line;\r\n',
  );
});
