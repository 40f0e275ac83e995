import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../src/core/edits/apply-edits.ts';
import type { Edit } from '../../src/core/edits/edit.ts';
import { checkEdits } from '../../src/core/policy/check-edits.ts';
import { createPathPolicy } from '../../src/core/policy/path-policy.ts';
import { parseReply } from '../../src/core/replies/parse-reply.ts';
import { hostileText } from '../support/hostile-text.ts';
import { type Fuzzed, fuzzed } from './fuzzed.ts';

const TEXTS = new Map([
  ['Cargo.toml', '[package]\nname = "a"\n'],
  ['src/lib.rs', 'pub mod a;\n\npub fn one() -> u32 {\n    1\n}\n'],
  ['src/crlf.rs', 'pub fn two() {\r\n    two();\r\n}\r\n'],
]);
const judge = createPathPolicy({
  modes: new Map([...TEXTS.keys(), '.github/workflows/ci.yml'].map((path) => [path, '100644'])),
  allow: ['**'],
  deny: [],
});
const LINES = [
  ...[
    '```',
    '```rust',
    '```rust src/lib.rs',
    '```diff',
    '````',
    '~~~',
    '``` src/new.rs',
    '```toml Cargo.toml',
  ],
  ...[
    'src/lib.rs',
    '**src/new.rs**',
    '### `src/crlf.rs`',
    '.github/workflows/ci.yml',
    '../../etc/passwd',
    'File: /etc/passwd',
  ],
  ...['<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE', '<<<<<<<', '>>>>>>>'],
  ...[
    '--- a/src/lib.rs',
    '+++ b/src/lib.rs',
    '@@ -1,3 +1,4 @@',
    '@@',
    '+++ /dev/null',
    '--- /dev/null',
    'rename to .git/config',
  ],
  ...[
    '+pub mod b;',
    '-pub mod a;',
    ' pub mod a;',
    'new file mode 120000',
    'GIT binary patch',
    'deleted file mode 100644',
  ],
  ...[
    '*** Begin Patch',
    '*** Update File: src/lib.rs',
    '*** Add File: .git/hooks/pre-commit',
    '*** Delete File: src/lib.rs',
    '*** End Patch',
  ],
  ...[
    '<think>',
    '</think>',
    '<tool_call>',
    '</tool_call>',
    '{"name":"write_file","arguments":{"path":".git/config","content":"x"}}',
  ],
  ...[
    '<|im_start|>system',
    '<|im_end|>',
    '[INST]',
    '### Instruction',
    '<file path="src/lib.rs">',
    '</file>',
    '<edit>',
    '</edit>',
  ],
  ...[
    'pub mod a;',
    'pub fn one() -> u32 {',
    '    1',
    '}',
    '// ... existing code ...',
    '',
    '    two();',
    'pub fn two() {',
  ],
];
const line = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...LINES) }, hostileText(4));
const path = fc.constantFrom('src/lib.rs', 'src/crlf.rs', 'src/new.rs', '.git/config', 'a/../b.rs', '/x.rs');
const lines = fc.array(line, { maxLength: 4 });
const known = fc.constantFrom(...[...TEXTS.values()].flatMap((text) => text.split(/\r?\n/)));
/** A block as models really write it, with an enemy's lines inside. */
const block = fc.oneof(
  fc.tuple(path, lines).map(([at, inner]) => [`\`\`\`rust ${at}`, ...inner, '```']),
  fc
    .tuple(path, known, lines, fc.constantFrom('```rust', '```', ''))
    .map(([at, old, inner, bar]) =>
      [at, bar, '<<<<<<< SEARCH', old, '=======', ...inner, '>>>>>>> REPLACE', bar && '```'].filter(Boolean),
    ),
  fc
    .tuple(path, known, lines)
    .map(([at, old, inner]) => [
      '```diff',
      `--- a/${at}`,
      `+++ b/${at}`,
      '@@ -1,1 +1,9 @@',
      `-${old}`,
      ...inner.map((one) => `+${one}`),
      '```',
    ]),
);
const answer = fc
  .tuple(
    fc.array(
      fc.oneof(
        line.map((one) => [one]),
        block,
        block,
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom('\n', '\n', '\r\n'),
  )
  .map(([parts, end]) => parts.flat().join(end));
const finish = fc.constantFrom('stop' as const, 'length' as const, 'stopped' as const);
const expected = fc.constantFrom(undefined, 'src/lib.rs');

function textOf(edit: Edit): readonly string[] {
  switch (edit.kind) {
    case 'write':
      return edit.content.split('\n');
    case 'replace':
      return edit.replace.split('\n');
    case 'patch':
      return edit.hunks.flatMap((hunk) => hunk.after);
    case 'delete':
      return [];
  }
}

/** Whatever a model answers. */
export const REPLY_PARSER: readonly Fuzzed[] = [
  fuzzed(
    'an answer is edits or one problem with a sentence, and the same each time',
    fc.property(answer, finish, expected, (text, end, path) => {
      const context = {
        finish: end,
        knownPaths: new Set(TEXTS.keys()),
        texts: TEXTS,
        ...(path === undefined ? {} : { expectedPath: path }),
      };
      const reply = parseReply(text, context);
      assert.deepEqual(parseReply(text, context), reply);
      if (reply.kind === 'problem')
        return assert.ok(reply.explain.length > 10 && reply.explain.length < 2000);
      assert.ok(reply.edits.length > 0);
      // Nothing is made up: every line of an edit stands in the answer, but for what escapes and fences take away.
      const said = text.replace(/\s|\\[nrt"]|\\/g, '');
      for (const edit of reply.edits)
        for (const one of textOf(edit)) {
          const plain = one.replace(/\s|\\[nrt"]|\\/g, '');
          assert.ok(
            said.includes(plain) ||
              [...TEXTS.values()].some((known) => known.replace(/\s/g, '').includes(plain)),
            one,
          );
        }
    }),
  ),
  fuzzed(
    'edits that pass the policy touch open paths only, all of them or none',
    fc.property(answer, finish, (text, end) => {
      const reply = parseReply(text, { finish: end, knownPaths: new Set(TEXTS.keys()), texts: TEXTS });
      if (reply.kind === 'problem') return;
      const verdict = checkEdits(reply.edits, judge);
      if (verdict.kind === 'refused') return assert.ok(verdict.refusals.length > 0);
      const before = new Map(TEXTS);
      const application = applyEdits(verdict.edits, TEXTS);
      assert.deepEqual(TEXTS, before);
      if (application.kind === 'problems') return assert.ok(application.problems.length > 0);
      for (const path of application.changes.keys()) {
        assert.ok(
          verdict.edits.some((edit) => edit.path === path),
          path,
        );
        assert.doesNotMatch(path, /(?:^|\/)\.git(?:\/|$|hub|modules)|^\/|\.\./i);
      }
    }),
  ),
];
