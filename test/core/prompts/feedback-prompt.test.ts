import { expect, test } from 'vitest';
import { estimateTokens } from '../../../src/core/prompts/estimate-tokens.ts';
import { feedbackPrompt } from '../../../src/core/prompts/feedback-prompt.ts';

const FEEDBACK = `error[E0308]: mismatched types
 --> src/lib.rs:7:5
  |
6 | pub fn greet(name: &str, language: Language) -> String {
  |                                                 ------ expected \`String\` because of return type
7 |     "Hallo"
  |     ^^^^^^^- help: try using a conversion method: \`.to_string()\``;

test('after failed gates, as the model reads it', () => {
  const text = feedbackPrompt({
    cause: {
      kind: 'gates',
      feedback: FEEDBACK,
      errors: [['E0308', 1]],
      errorsBefore: [
        ['E0308', 2],
        ['E0425', 1],
        ['', 1],
      ],
    },
    files: [
      { path: 'src/lib.rs', lines: 40 },
      { path: 'src/big.rs', lines: 900 },
    ],
    repeated: false,
  });
  expect(text).toMatchInlineSnapshot(`
    "Your edits were applied and formatted, and do not pass yet. Since the last round fixed: E0425, syntax errors; still there: E0308 (2 before, 1 now).

    error[E0308]: mismatched types
     --> src/lib.rs:7:5
      |
    6 | pub fn greet(name: &str, language: Language) -> String {
      |                                                 ------ expected \`String\` because of return type
    7 |     "Hallo"
      |     ^^^^^^^- help: try using a conversion method: \`.to_string()\`

    Correct this. Answer only with edits to the files as they are now: whole files with the path on the fence; SEARCH/REPLACE blocks for files over 200 lines (src/big.rs)."
  `);
  expect(estimateTokens(text)).toBeLessThanOrEqual(250);
});

test('after edits that could not be applied, as the model reads it', () => {
  expect(
    feedbackPrompt({
      cause: {
        kind: 'edits',
        problems: [
          'src/nope.rs does not exist. To make a new file, write it whole.',
          '"build.rs" may not be changed: it is closed.',
        ],
      },
      files: [{ path: 'src/lib.rs', lines: 40 }],
      repeated: true,
    }),
  ).toMatchInlineSnapshot(`
    "Your answer was the same as before. Do something else this time.

    Your edits were not applied, none of them. The files are as they were before this answer.

    - src/nope.rs does not exist. To make a new file, write it whole.
    - "build.rs" may not be changed: it is closed.

    Answer again. Answer only with edits to the files as they are now: whole files with the path on the fence."
  `);
});

test('after an answer that could not be read, as the model reads it', () => {
  expect(
    feedbackPrompt({
      cause: { kind: 'reply', explain: 'Your answer was empty. Answer with the edits.' },
      files: [],
      repeated: false,
    }),
  ).toMatchInlineSnapshot(`
    "Your answer could not be used, nothing was changed. Your answer was empty. Answer with the edits.

    Answer again. Answer only with edits to the files as they are now: whole files with the path on the fence."
  `);
});

test('many edit problems are cut like any feedback', () => {
  const problems = Array.from({ length: 200 }, (_, at) => `src/file_${at}.rs does not exist.`);
  const text = feedbackPrompt({
    cause: { kind: 'edits', problems },
    files: [],
    repeated: false,
    budget: 500,
  });
  expect(estimateTokens(text)).toBeLessThanOrEqual(530);
  expect(text).toContain('src/file_0.rs');
});

test('long feedback is cut in its middle and stays within its budget', () => {
  const feedback = Array.from({ length: 3_000 }, (_, at) => `error: number ${at} of many in this crate`).join(
    '\n',
  );
  const text = feedbackPrompt({
    cause: { kind: 'gates', feedback, errors: [] },
    files: [],
    repeated: false,
    budget: 800,
  });
  expect(estimateTokens(text)).toBeLessThanOrEqual(830);
  expect(text).toContain('error: number 0 of many');
  expect(text).toContain('error: number 2999 of many');
  expect(text).toMatch(/\[\d{4} lines left out\]/);
});

test('what was repaired without the model is told, so that the model builds on it', () => {
  const repairs = Array.from({ length: 8 }, (_, at) => ({
    kind: at === 2 ? ('module' as const) : ('suggestion' as const),
    code: at === 1 || at === 2 ? '' : 'E0433',
    file: 'src/lib.rs',
    line: at + 1,
    message: `consider importing this: use a${at};`,
  }));
  const cause = {
    kind: 'gates' as const,
    feedback: 'error[E0282]',
    errors: [['E0282', 1] as const],
    repairs,
  };
  expect(feedbackPrompt({ cause, files: [], repeated: false })).toMatchInlineSnapshot(`
    "Your edits were applied and formatted, and do not pass yet.

    These repairs were made to your edits after compiling them and are in the files now:
    - src/lib.rs:1 E0433: consider importing this: use a0;
    - src/lib.rs:2 syntax: consider importing this: use a1;
    - src/lib.rs:3 mod declared: consider importing this: use a2;
    - src/lib.rs:4 E0433: consider importing this: use a3;
    - src/lib.rs:5 E0433: consider importing this: use a4;
    - src/lib.rs:6 E0433: consider importing this: use a5;
    - and 2 more

    error[E0282]

    Correct this. Answer only with edits to the files as they are now: whole files with the path on the fence."
  `);
});

test('definitions stand behind the errors, whole when those are cut, and cannot hide anything', () => {
  const definitions = ['src/money.rs:5 Money: pub fn add(self, other: Money) -> Money', 'a \u202ehidden'];
  const text = feedbackPrompt({
    cause: { kind: 'gates', feedback: `${FEEDBACK}\n`.repeat(100), errors: [['E0308', 1]], definitions },
    files: [],
    repeated: false,
    budget: 400,
  });
  expect(text).toContain(`lines left out]`);
  expect(text).toContain(`\n\nDefinitions that may help:\n${definitions[0]}\n`);
  expect(text).not.toContain('\u202e');
  expect(estimateTokens(text)).toBeLessThanOrEqual(400);
});
