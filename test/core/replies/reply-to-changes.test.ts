import { expect, test } from 'vitest';
import { applyEdits } from '../../../src/core/edits/apply-edits.ts';
import { checkChanges, checkEdits } from '../../../src/core/policy/check-edits.ts';
import { createPathPolicy } from '../../../src/core/policy/path-policy.ts';
import { parseReply } from '../../../src/core/replies/parse-reply.ts';

const T = '```';
const TEXTS = new Map([
  ['Cargo.toml', '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n'],
  ['src/lib.rs', 'pub mod a;\n\npub fn one() -> u32 {\n    1\n}\n'],
]);
const judge = createPathPolicy({
  modes: new Map([...TEXTS.keys()].map((path) => [path, '100644'])),
  allow: [],
  deny: [],
});

/** The way of an answer to files, as the engine walks it. */
function walk(answer: string) {
  const reply = parseReply(answer, { finish: 'stop', knownPaths: new Set(TEXTS.keys()), texts: TEXTS });
  if (reply.kind === 'problem') return reply.problem;
  const paths = checkEdits(reply.edits, judge);
  if (paths.kind === 'refused') return paths.refusals;
  const application = applyEdits(paths.edits, TEXTS);
  if (application.kind === 'problems') return application.problems.map((one) => one.why);
  const { refusals } = checkChanges(application.changes, TEXTS, []);
  return refusals.length > 0 ? refusals : Object.fromEntries(application.changes);
}

test('an answer in three forms at once becomes one set of changes', () => {
  const answer = `I add a module.

${T}rust src/greet.rs
pub fn hi() {}
${T}

src/lib.rs
${T}rust
<<<<<<< SEARCH
pub mod a;
=======
pub mod a;
pub mod greet;
>>>>>>> REPLACE
${T}

${T}diff
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -3,3 +3,3 @@
 pub fn one() -> u32 {
-    1
+    2
 }
${T}`;
  expect(walk(answer)).toEqual({
    'src/greet.rs': 'pub fn hi() {}\n',
    'src/lib.rs': 'pub mod a;\npub mod greet;\n\npub fn one() -> u32 {\n    2\n}\n',
  });
});

test.each([
  ['a workflow', `${T}yaml .github/workflows/x.yml\non: push\n${T}`, /git and GitHub files/],
  ['a path out of the tree', `${T}rust ../../x.rs\nfn x() {}\n${T}`, /`\.\.` part/],
  ['a build script', `${T}rust build.rs\nfn main() {}\n${T}`, /closed/],
  [
    'a new crate',
    `Cargo.toml\n${T}toml\n<<<<<<< SEARCH\nedition = "2021"\n=======\nedition = "2021"\n\n[dependencies]\nrand = "0.8"\n>>>>>>> REPLACE\n${T}`,
    /`rand` is not allowed/,
  ],
  [
    'a tool call for a workflow',
    `<tool_call>{"arguments":{"path":".github/x.yml","content":"x"}}</tool_call>`,
    /git and GitHub files/,
  ],
])('%s is refused whatever else is right', (_name, answer, reason) => {
  const beside = answer.startsWith('<') ? '' : `${T}rust src/ok.rs\nfn ok() {}\n${T}\n\n`;
  expect(walk(beside + answer)).toEqual([expect.stringMatching(reason)]);
});
