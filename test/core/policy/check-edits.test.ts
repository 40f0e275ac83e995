import { describe, expect, test } from 'vitest';
import { checkChanges, checkEdits } from '../../../src/core/policy/check-edits.ts';
import { createPathPolicy } from '../../../src/core/policy/path-policy.ts';

const BEFORE = `[package]
name = "app"
version = "0.1.0"
edition = "2021"

[dependencies]
serde = { version = "1", features = ["derive"] }
util = { path = "../util" }

[[bin]]
name = "app"
path = "src/main.rs"

[workspace]
members = ["crates/a"]
`;
const judge = (after: string, allow: readonly string[] = [], path = 'crates/app/Cargo.toml') =>
  checkChanges(new Map([[path, after]]), new Map([[path, BEFORE]]), allow);

test('one refused path refuses the answer, every refusal is told once', () => {
  const policy = createPathPolicy({ modes: new Map(), allow: [], deny: [] });
  const edit = (path: string) => ({ kind: 'delete', path }) as const;
  expect(checkEdits([edit('./a.rs')], policy)).toEqual({ kind: 'allowed', edits: [edit('a.rs')] });
  expect(checkEdits([edit('a.rs'), edit('../x'), edit('../x'), edit('build.rs')], policy)).toMatchObject({
    kind: 'refused',
    refusals: [expect.stringContaining('../x'), expect.stringContaining('build.rs')],
  });
});

test.each([
  ['binary', 'a\0b'],
  ['half a surrogate', '\ud800'],
  ['more than 1 MiB', 'é'.repeat(600_000)],
  ['reversed reading direction', '// \u202e }'],
])('content that is %s is refused', (_name, text) => {
  expect(checkChanges(new Map([['src/lib.rs', text]]), new Map(), []).refusals).toHaveLength(1);
});

describe('manifest edits that are refused', () => {
  const add = (text: string) => `${BEFORE}${text}\n`;
  test.each([
    ['a new crate', BEFORE.replace('[[bin]]', 'rand = "0.8"\n\n[[bin]]')],
    ['a new dev crate', add('[dev-dependencies]\nproptest = "1"')],
    ['a new build crate', add('[build-dependencies]\ncc = "1"')],
    ['a new crate of a target', add("[target.'cfg(unix)'.dependencies]\nnix = '0.29'")],
    ['a new crate of the workspace', add('[workspace.dependencies]\nrand = "0.8"')],
    [
      'a crate under another name',
      BEFORE.replace('[[bin]]', 'serde_json = { package = "evil", version = "1" }\n\n[[bin]]'),
    ],
    ['a known name for another crate', BEFORE.replace('serde = {', 'serde = { package = "evil",')],
    ['a known crate from git', BEFORE.replace('version = "1",', 'git = "https://example.org/serde",')],
    ['a known crate from a folder outside', BEFORE.replace('version = "1",', 'path = "../../../serde",')],
    ['a path outside the repository', BEFORE.replace('[[bin]]', 'x = { path = "../../../x" }\n\n[[bin]]')],
    ['an absolute path', BEFORE.replace('[[bin]]', 'x = { path = "/tmp/x" }\n\n[[bin]]')],
    ['a build script', BEFORE.replace('edition', 'build = "src/gen.rs"\nedition')],
    ['links', BEFORE.replace('edition', 'links = "z"\nedition')],
    ['a patch', add('[patch.crates-io]\nserde = { path = "serde" }')],
    ['a profile', add('[profile.dev]\noverflow-checks = false')],
    ['lints', add('[lints.rust]\nwarnings = "allow"')],
    ['lints of the workspace', add('[workspace.lints.rust]\nwarnings = "allow"')],
    ['a procedural macro', add('[lib]\nproc-macro = true')],
    ['tests switched off', add('[lib]\ntest = false')],
    ['tests no longer found', BEFORE.replace('edition', 'autotests = false\nedition')],
    ['a target without its harness', add('[[test]]\nname = "t"\nharness = false')],
    ['examples no longer found', BEFORE.replace('edition', 'autoexamples = false\nedition')],
    ['benchmarks no longer found', BEFORE.replace('edition', 'autobenches = false\nedition')],
    ['doc tests switched off', add('[lib]\ndoctest = false')],
    [
      'a target that needs a feature now',
      BEFORE.replace('src/main.rs"', 'src/main.rs"\nrequired-features = ["x"]'),
    ],
    ['a test that needs a feature', add('[[test]]\nname = "t"\nrequired-features = ["x"]')],
    ['a target that goes', BEFORE.replace(/\[\[bin\]\][^[]*/, '')],
    ['a member that leaves', BEFORE.replace('"crates/a"', '')],
    ['an excluded member', add('exclude = ["crates/a"]')],
    ['broken TOML', `${BEFORE}[[[`],
    ['an unstable feature', `cargo-features = ["x"]\n${BEFORE}`],
  ])('%s', (_name, after) => {
    expect(judge(after).refusals.length).toBeGreaterThan(0);
  });

  test.each([
    ['git', 'rand = { git = "https://example.test/rand" }'],
    ['another registry', 'rand = { version = "0.8", registry = "theirs" }'],
    ['another index', 'rand = { version = "0.8", registry-index = "https://example.test/" }'],
    ['a folder outside', 'rand = { path = "../../../rand" }'],
  ])('an allowed name from %s: the name stands for the default registry', (_name, line) => {
    expect(judge(BEFORE.replace('[[bin]]', `${line}\n\n[[bin]]`), ['rand']).refusals).toEqual([
      expect.stringContaining('may only come from the default registry'),
    ]);
  });

  test('another source of an existing crate, allowed name or not', () => {
    const after = BEFORE.replace('version = "1", features', 'git = "https://example.test/serde", features');
    expect(after).not.toBe(BEFORE);
    for (const allow of [[], ['serde']]) {
      expect(judge(after, allow).refusals).toEqual([
        expect.stringContaining('`serde` may not come from another source'),
      ]);
    }
  });

  test('deletion of a manifest', () => {
    expect(checkChanges(new Map([['Cargo.toml', null]]), new Map(), []).refusals).toHaveLength(1);
  });

  test('the model reads what to do instead', () => {
    expect(judge(BEFORE.replace('[[bin]]', 'rand = "0.8"\n\n[[bin]]')).refusals).toMatchInlineSnapshot(`
      [
        "crates/app/Cargo.toml: the new dependency \`rand\` is not allowed; use the crates that are there, or the standard library.",
      ]
    `);
  });
});

describe('manifest edits that pass', () => {
  test.each([
    ['nothing new', BEFORE.replace('0.1.0', '0.2.0'), [], []],
    [
      'another order of keys',
      BEFORE.replace('version = "1", features = ["derive"]', 'features = ["derive"], version = "1"'),
      [],
      [],
    ],
    [
      'an allowed crate',
      BEFORE.replace('[[bin]]', 'rand = "0.8"\n\n[[bin]]'),
      ['rand'],
      [/new dependency `rand`/],
    ],
    [
      'a crate allowed by a glob',
      BEFORE.replace('[[bin]]', 'tokio-util = "0.8"\n\n[[bin]]'),
      ['tokio*'],
      [/new dependency/],
    ],
    [
      'a crate of the repository',
      BEFORE.replace('[[bin]]', 'core = { path = "../core" }\n\n[[bin]]'),
      [],
      [/new dependency `core`/],
    ],
    [
      'a crate of the workspace',
      BEFORE.replace('[[bin]]', 'log.workspace = true\n\n[[bin]]'),
      [],
      [/`log` of the workspace/],
    ],
    ['a further feature', BEFORE.replace('"derive"', '"derive", "rc"'), [], [/`serde` changes/]],
    [
      'a crate of the repository that moved',
      BEFORE.replace('../util', '../tools/util'),
      [],
      [/`util` changes/],
    ],
    ['a new benchmark', `${BEFORE}[[bench]]\nname = "b"\nharness = false\n`, [], []],
    ['a new example of a feature', `${BEFORE}[[example]]\nname = "e"\nrequired-features = ["x"]\n`, [], []],
    ['a new member', BEFORE.replace('"crates/a"', '"crates/a", "crates/b"'), [], [/workspace.members/]],
  ] as const)('%s', (_name, after, allow, risks) => {
    const verdict = judge(after, allow);
    expect(verdict.refusals).toEqual([]);
    expect(verdict.risks).toHaveLength(risks.length);
    for (const [at, risk] of risks.entries()) expect(verdict.risks[at]).toMatch(risk);
  });
});
