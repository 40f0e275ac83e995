import { expect, test } from 'vitest';
import { shownFiles } from '../../../eval/weak-model/shown-files.ts';

test('a file is read from the fence under its name, whatever the heading looks like', () => {
  const prompt =
    '# Files\n## src/a.rs (1 lines)\n```rust\nfn a() {}\n```\nsrc/b.rs\n````\n```\n````\n```rust src/c.rs\nfn c() {}\n```';
  expect(shownFiles(prompt, ['src/a.rs', 'src/b.rs', 'src/c.rs', 'src/d.rs'])).toEqual(
    new Map([
      ['src/a.rs', 'fn a() {}\n'],
      ['src/b.rs', '```\n'],
      ['src/c.rs', 'fn c() {}\n'],
    ]),
  );
});
