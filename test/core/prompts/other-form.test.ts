import { expect, test } from 'vitest';
import { otherForm } from '../../../src/core/prompts/other-form.ts';

test.each([
  ['```rust src/a.rs\nfn a() {}\n```', [{ lines: 3 }], 'search-replace'],
  ['src/a.rs\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE', [{ lines: 300 }], 'whole'],
  ['src/a.rs\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE', [{ lines: 900 }], 'search-replace'],
  ['@@ -1 +1 @@\n-a\n+b', [], 'whole'],
  ['I cannot.', [], 'search-replace'],
])('%j with files %j: %s', (answer, files, form) => {
  expect(otherForm(answer, files)).toBe(form);
});
