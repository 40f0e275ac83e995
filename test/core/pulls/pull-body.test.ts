import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarker } from '../../../src/core/pulls/marker.ts';
import type { Proof } from '../../../src/core/pulls/proof.ts';
import { LONGEST_BODY, pullBody } from '../../../src/core/pulls/pull-body.ts';
import { CLOSER, hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';
import { someAttempt, someGates, someProof, someTask } from '../../support/proofs.ts';
import { renderMarkdown, tagsOf, textOf } from '../../support/render-markdown.ts';

const failed = someProof({
  valid: false,
  failure: '2 new errors were left after 4 rounds: E0308 in src/lib.rs.',
  gates: someGates({
    check: { result: 'failed', summary: '2 new errors: E0308 ×2' },
    tests: { result: 'skipped', summary: 'does not compile' },
  }),
  warnings: ['The sandbox was off: generated code ran with the rights of the runner.'],
  scenarios: [],
  risks: [],
  testLog: '',
  compileLog: 'error[E0308]: mismatched types\n --> src/lib.rs:3:5\n',
});

test('a good pull request reads', () => {
  expect(pullBody(someProof(), 'f1')).toMatchInlineSnapshot(`
    "**add-greeting 1.2**: Add \`greet(name)\` to \`src/lib.rs\`

    Written by \`qwen2.5-coder-14b-instruct\` in 2 rounds, proven by cargo: 7 of 7 gates passed. The task: [\`openspec/changes/add-greeting/tasks.md#L7\`](https://github.com/acme/shell/blob/0f1e2d/openspec/changes/add-greeting/tasks.md#L7)

    ### What the gates proved

    | Gate | Result | Finding | Time |
    | :-- | :-- | :-- | --: |
    | \`rustfmt\` | ✅ passed | 1 file formatted | 0.0 s |
    | \`cargo check\` | ✅ passed | 0 errors, 2 warnings as before | 0.1 s |
    | Every changed file is compiled | ✅ passed | 1 of 1 changed files | 0.2 s |
    | No placeholder code | ✅ passed | none found | 0.4 s |
    | No test removed or ignored | ✅ passed | 4 tests kept | 0.5 s |
    | \`clippy\` | ✅ passed | no new warnings | 0.6 s |
    | \`cargo test\` | ✅ passed | 5 passed, 0 failed | 0.7 s |
    | The repository’s own checks | ➖ skipped | no command applies |  |

    Tree \`4b825dc642cb6eb9a060e54bf8d69288fbee4904\` on base \`0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c\`, rustc 1.95.0, cargo 1.95.0.

    ### Model

    | Model metadata | |
    | :-- | :-- |
    | Model | \`qwen2.5-coder-14b-instruct\` |
    | Architecture | \`qwen2\` |
    | Quantisation | \`Q4_K_M\` |
    | Format | \`gguf\` |
    | Context length loaded | 8192 |
    | Context length max | 32768 |
    | Runtime | \`llama.cpp 1.52.0\` |
    | Endpoint | LM Studio |
    | Temperature | 0.2 |
    | Task profile | general |
    | Prompt tokens | 1916 |
    | Completion tokens | 236 |
    | Time to first token | 0.4 s |
    | Tokens/s | 29.3 |
    | Rounds | 2 |
    | Model time | 9.1 s |
    | Wall time | 1 min 4 s |

    ### Attempts

    | Round | Reply | Errors by code | Failed gates | Tokens | Model time |
    | --: | :-- | :-- | :-- | --: | --: |
    | 1 | edits | E0308 ×2, syntax ×1 | \`check\` | 812 → 140 | 5.2 s |
    | 2 | edits | none | none | 1104 → 96 | 3.9 s |

    ### Spec scenarios and their tests

    | Requirement | Scenario | Tests |
    | :-- | :-- | :-- |
    | Greeting | A name is greeted | \`greeter::tests::greets_by_name\` |
    | Greeting | An empty name | ⚠️ none |

    ### Risks

    - public API change: \`pub fn greet\` added in src/lib.rs

    ### Logs

    <details><summary>Compile log</summary>

    \`\`\`text
        Checking greeter v0.1.0
        Finished \`dev\` profile in 0.31s
    \`\`\`

    </details>

    <details><summary>Test log</summary>

    \`\`\`text
    running 5 tests
    test tests::greets_by_name ... ok

    test result: ok. 5 passed; 0 failed
    \`\`\`

    </details>

    ### Reproduce

    \`\`\`sh
    openspec-complete run --change add-greeting --task 1.2
    \`\`\`

    <!-- openspec-complete:state eyJ2ZXJzaW9uIjoxLCJjaGFuZ2UiOiJhZGQtZ3JlZXRpbmciLCJ0YXNrIjoiMS4yIiwidmFsaWQiOnRydWUsInRyZWUiOiI0YjgyNWRjNjQyY2I2ZWI5YTA2MGU1NGJmOGQ2OTI4OGZiZWU0OTA0IiwiaGVhZCI6Ijg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYiLCJiYXNlIjoiMGYxZTJkM2M0YjVhNjk3ODg3OTZhNWI0YzNkMmUxZjAwZjFlMmQzYyIsInJ1c3RjIjoicnVzdGMgMS45NS4wIiwiY2FyZ28iOiJjYXJnbyAxLjk1LjAiLCJnYXRlcyI6eyJmb3JtYXQiOiJwYXNzZWQiLCJjaGVjayI6InBhc3NlZCIsImNvbXBpbGVkIjoicGFzc2VkIiwicGxhY2Vob2xkZXJzIjoicGFzc2VkIiwidGVzdHMta2VwdCI6InBhc3NlZCIsImNsaXBweSI6InBhc3NlZCIsInRlc3RzIjoicGFzc2VkIiwidmFsaWRhdGUiOiJza2lwcGVkIn0sIm1vZGVsIjoicXdlbjIuNS1jb2Rlci0xNGItaW5zdHJ1Y3QiLCJmaW5nZXJwcmludCI6ImYxIn0 -->
    "
  `);
});

test('a failed draft reads', () => {
  expect(pullBody(failed, 'f1')).toMatchInlineSnapshot(`
    "**Not done:** 2 new errors were left after 4 rounds: E0308 in src/lib.rs.

    > [!WARNING]
    > The sandbox was off: generated code ran with the rights of the runner.

    **add-greeting 1.2**: Add \`greet(name)\` to \`src/lib.rs\`

    Written by \`qwen2.5-coder-14b-instruct\` in 2 rounds, judged by cargo: 5 of 6 gates passed. The task: [\`openspec/changes/add-greeting/tasks.md#L7\`](https://github.com/acme/shell/blob/0f1e2d/openspec/changes/add-greeting/tasks.md#L7)

    ### What the gates found

    | Gate | Result | Finding | Time |
    | :-- | :-- | :-- | --: |
    | \`rustfmt\` | ✅ passed | 1 file formatted | 0.0 s |
    | \`cargo check\` | ❌ failed | 2 new errors: E0308 ×2 | 0.1 s |
    | Every changed file is compiled | ✅ passed | 1 of 1 changed files | 0.2 s |
    | No placeholder code | ✅ passed | none found | 0.4 s |
    | No test removed or ignored | ✅ passed | 4 tests kept | 0.5 s |
    | \`clippy\` | ✅ passed | no new warnings | 0.6 s |
    | \`cargo test\` | ➖ skipped | does not compile |  |
    | The repository’s own checks | ➖ skipped | no command applies |  |

    Tree \`4b825dc642cb6eb9a060e54bf8d69288fbee4904\` on base \`0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c\`, rustc 1.95.0, cargo 1.95.0.

    ### Model

    | Model metadata | |
    | :-- | :-- |
    | Model | \`qwen2.5-coder-14b-instruct\` |
    | Architecture | \`qwen2\` |
    | Quantisation | \`Q4_K_M\` |
    | Format | \`gguf\` |
    | Context length loaded | 8192 |
    | Context length max | 32768 |
    | Runtime | \`llama.cpp 1.52.0\` |
    | Endpoint | LM Studio |
    | Temperature | 0.2 |
    | Task profile | general |
    | Prompt tokens | 1916 |
    | Completion tokens | 236 |
    | Time to first token | 0.4 s |
    | Tokens/s | 29.3 |
    | Rounds | 2 |
    | Model time | 9.1 s |
    | Wall time | 1 min 4 s |

    ### Attempts

    | Round | Reply | Errors by code | Failed gates | Tokens | Model time |
    | --: | :-- | :-- | :-- | --: | --: |
    | 1 | edits | E0308 ×2, syntax ×1 | \`check\` | 812 → 140 | 5.2 s |
    | 2 | edits | none | none | 1104 → 96 | 3.9 s |

    ### Spec scenarios and their tests

    The change names no scenarios for this task.

    ### Risks

    None flagged; looked for \`unsafe\`, new dependencies, \`#[allow]\` and public API changes.

    ### Logs

    <details><summary>Compile log</summary>

    \`\`\`text
    error[E0308]: mismatched types
     --> src/lib.rs:3:5
    \`\`\`

    </details>

    <details><summary>Test log</summary>

    \`\`\`text
    (no test was run)
    \`\`\`

    </details>

    ### Reproduce

    \`\`\`sh
    openspec-complete run --change add-greeting --task 1.2
    \`\`\`

    <!-- openspec-complete:state eyJ2ZXJzaW9uIjoxLCJjaGFuZ2UiOiJhZGQtZ3JlZXRpbmciLCJ0YXNrIjoiMS4yIiwidmFsaWQiOmZhbHNlLCJ0cmVlIjoiNGI4MjVkYzY0MmNiNmViOWEwNjBlNTRiZjhkNjkyODhmYmVlNDkwNCIsImhlYWQiOiI4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmIiwiYmFzZSI6IjBmMWUyZDNjNGI1YTY5Nzg4Nzk2YTViNGMzZDJlMWYwMGYxZTJkM2MiLCJydXN0YyI6InJ1c3RjIDEuOTUuMCIsImNhcmdvIjoiY2FyZ28gMS45NS4wIiwiZ2F0ZXMiOnsiZm9ybWF0IjoicGFzc2VkIiwiY2hlY2siOiJmYWlsZWQiLCJjb21waWxlZCI6InBhc3NlZCIsInBsYWNlaG9sZGVycyI6InBhc3NlZCIsInRlc3RzLWtlcHQiOiJwYXNzZWQiLCJjbGlwcHkiOiJwYXNzZWQiLCJ0ZXN0cyI6InNraXBwZWQiLCJ2YWxpZGF0ZSI6InNraXBwZWQifSwibW9kZWwiOiJxd2VuMi41LWNvZGVyLTE0Yi1pbnN0cnVjdCIsImZpbmdlcnByaW50IjoiZjEifQ -->
    "
  `);
});

test('gates, model and the link to the task come before the first fold', () => {
  const before = pullBody(someProof(), 'f1').split('<details>')[0] ?? '';
  const html = renderMarkdown(before);
  expect(html).toMatch(/<td align="left"><code>cargo check<\/code><\/td>/);
  expect(html).toMatch(/<a href="[^"]*tasks\.md#L7">/);
  expect(html).toContain('<code>qwen2.5-coder-14b-instruct</code>');
  for (const reported of ['qwen2', 'Q4_K_M', '8192', '32768']) expect(before).toContain(reported);
});

test('the sections stand in the order of the contract', () => {
  const body = pullBody(someProof(), 'f1');
  const places = [
    'tasks.md#L7',
    '### What the gates proved',
    '| Model metadata',
    '| Round |',
    '| Requirement |',
    '### Risks',
    'Compile log',
    'Test log',
    'openspec-complete run --change add-greeting --task 1.2',
    '<!-- openspec-complete:state',
  ].map((piece) => body.indexOf(piece));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, two) => one - two));
  expect(body.trimEnd().endsWith('-->')).toBe(true);
});

test('a failed draft says why in its first paragraph', () => {
  expect(renderMarkdown(pullBody(failed, 'f1'))).toMatch(
    /^<p><strong>Not done:<\/strong> 2 new errors were left/,
  );
});

test('fields that the server does not report are left out', () => {
  const text = textOf(
    renderMarkdown(
      pullBody(someProof({ model: { key: 'm', endpointKind: 'openai-compatible' }, attempts: [] }), 'f1'),
    ),
  );
  for (const absent of [
    'Architecture',
    'Quantisation',
    'Context length',
    'Runtime',
    'Seed',
    'undefined',
    'NaN',
  ])
    expect(text).not.toContain(absent);
});

test('a task without a model says so', () => {
  const body = pullBody(someProof({ model: { key: '', endpointKind: 'none' }, attempts: [] }), 'f1');
  expect(body).toContain('Done without a model');
  expect(body).not.toContain('Model metadata');
});

const hostileProof = (length: number): fc.Arbitrary<Proof> =>
  fc
    .record({
      text: fc.array(hostileText(length), { minLength: 12, maxLength: 12 }),
      valid: fc.boolean(),
      many: fc.integer({ min: 0, max: length }),
    })
    .map(({ text, valid, many }) => {
      const at = (place: number): string => text[place] ?? '';
      return someProof({
        valid,
        task: someTask({ change: at(0), id: at(1), title: at(2), file: at(3) }),
        taskUrl: `https://github.com/acme/shell/blob/main/${at(3)}tasks.md#L7`,
        failure: at(4),
        warnings: Array(many).fill(at(5)),
        risks: Array(many).fill(at(6)),
        gates: someGates({ check: { summary: at(7) }, tests: { summary: at(8) } }),
        model: { key: at(9), endpointKind: 'lm-studio', architecture: at(10), runtimeName: at(11) },
        scenarios: Array(many).fill({ requirement: at(5), scenario: at(6), tests: [at(7), at(8)] }),
        attempts: Array(many).fill(someAttempt({ reply: at(9), errorsByCode: [[at(10), 1]] })),
        compileLog: at(11),
        testLog: at(4),
        toolchain: { rustc: at(1), cargo: at(2) },
      });
    });

test('hostile text breaks nothing: the same structure, no links, tags or pings of its own', () => {
  fc.assert(
    fc.property(hostileProof(12), (proof) => {
      const body = pullBody(proof, 'f1');
      const html = renderMarkdown(body);
      const tags = tagsOf(html);
      const count = (tag: string): number => tags.filter((other) => other === tag).length;
      expect(count('details')).toBe(2);
      expect(html.match(/<\/details>/g)).toHaveLength(2);
      expect(count('pre')).toBe(3);
      expect(count('h3')).toBe(7);
      expect(
        [...html.matchAll(/<a href="([^"]*)"/g)].every((match) =>
          match[1]?.startsWith('https://github.com/'),
        ),
      ).toBe(true);
      expect(count('a')).toBeLessThanOrEqual(1);
      expect(['img', 'script', 'input', 'h1', 'h2', 'del', 'em', 'hr', 'section'].filter(count)).toEqual([]);
      for (const shown of [body, textOf(html)]) {
        expect(shown).not.toMatch(MENTION);
        expect(shown).not.toMatch(CLOSER);
        expect(shown).not.toMatch(UNSEEN);
      }
      expect(parseMarker(body)?.fingerprint).toBe('f1');
    }),
    { numRuns: 300 },
  );
});

test('a body never exceeds what GitHub takes, and keeps its marker and its folds', () => {
  const flood = (length: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.constantFrom('a', '\u0001', '|', '@x ', '`', '界', '👩', '<!--', 'x\n', '&'), fc.nat(length))
      .map(([piece, times]) => piece.repeat(times));
  fc.assert(
    fc.property(fc.array(flood(120_000), { minLength: 4, maxLength: 4 }), fc.nat(300), (floods, many) => {
      const [one = '', two = '', three = '', four = ''] = floods;
      const body = pullBody(
        someProof({
          valid: false,
          failure: one,
          task: someTask({ title: two, change: three, id: four, file: one }),
          gates: someGates({ check: { summary: one }, clippy: { summary: two } }),
          model: {
            key: one,
            endpointKind: 'lm-studio',
            architecture: two,
            quantization: three,
            format: four,
          },
          scenarios: Array(many).fill({ requirement: one, scenario: two, tests: [three, four] }),
          risks: Array(many).fill(three),
          warnings: Array(many).fill(four),
          attempts: Array(many).fill(someAttempt({ reply: one })),
          compileLog: four,
          testLog: three,
          reportPath: one,
        }),
        'f1',
      );
      expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
      expect(body.isWellFormed()).toBe(true);
      expect(parseMarker(body)?.fingerprint).toBe('f1');
      expect(body.match(/<\/details>/g)?.length).toBe(2);
    }),
    { numRuns: 60 },
  );
});

test('long logs are cut in the middle and say where the whole is', () => {
  const log = Array.from({ length: 9000 }, (_, line) => `warning ${line}`).join('\n');
  const body = pullBody(someProof({ compileLog: log }), 'f1');
  expect(body.length).toBeGreaterThan(LONGEST_BODY - 500);
  expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
  expect(body).toContain('warning 0\n');
  expect(body).toContain('warning 8999\n');
  expect(body).toContain('the whole text is in .openspec-complete/report.json');
  expect(body).toContain('test result: ok. 5 passed; 0 failed');
});
