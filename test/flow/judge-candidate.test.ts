import { describe, expect, test } from 'vitest';
import { type Candidate, judgeCandidate } from '../../src/flow/judge-candidate.ts';
import { takeBaseline } from '../../src/flow/take-baseline.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { FakeShell } from '../fakes/fake-shell.ts';
import { FakeSlotLease } from '../fakes/fake-slot-lease.ts';
import { FakeToolchain, type FakeToolchainOptions } from '../fakes/fake-toolchain.ts';

const LIB = `pub fn one() -> u8 { 1 }
#[cfg(test)]
mod tests {
    #[test]
    fn is_one() { assert_eq!(super::one(), 1); }
}
`;
const TWO = `${LIB}pub fn two() -> u8 { 2 }\n`;

interface Options extends FakeToolchainOptions {
  readonly base?: Readonly<Record<string, string>>;
  readonly shell?: FakeShell;
  readonly kind?: Candidate['kind'];
  readonly validate?: Candidate['validate'];
}

async function judge(changes: Readonly<Record<string, string | null>>, options: Options = {}) {
  const base = { 'src/lib.rs': LIB, ...options.base };
  const lease = FakeSlotLease.at('base', base);
  const toolchain = new FakeToolchain(() => lease.tree, options);
  const shell = options.shell ?? new FakeShell();
  const validate = options.validate ?? [];
  const settings = { sandbox: 'auto', policy: { features: [], packages: [], validate } } as const;
  const repository = { list: () => Promise.resolve([]) };
  const baselineTools = { toolchain, shell, cache: new FakeCache(), repository, settings };
  const baseline = await takeBaseline(baselineTools, lease, 'base');
  toolchain.runs.length = 0;
  const judgement = await judgeCandidate({ toolchain, shell }, lease, {
    baseline,
    before: new Map(Object.entries(base)),
    changes: new Map(Object.entries(changes)),
    kind: options.kind ?? 'code',
    validate,
  });
  const gates = Object.fromEntries(
    judgement.verdict.gates.map((gate) => [gate.gate, `${gate.result}: ${gate.summary}`]),
  );
  return { ...judgement, gates, lease, toolchain, shell, baseline };
}

test('a good candidate passes every gate in order', async () => {
  const { verdict, gates, lease } = await judge({ 'src/lib.rs': TWO });
  expect(verdict.valid).toBe(true);
  expect(verdict.feedback).toBe('');
  expect(verdict.testsPassed).toBe(1);
  expect(lease.tree.get('src/lib.rs')).toBe(TWO);
  expect(Object.entries(gates).map(([gate, said]) => `${gate} ${said}`)).toMatchInlineSnapshot(`
    [
      "format passed: nothing to format",
      "check passed: 0 new errors",
      "compiled passed: every changed file is compiled",
      "placeholders passed: nothing is left to be written",
      "tests-kept passed: every test is kept",
      "clippy passed: 0 new warnings",
      "tests passed: 1 passed, 0 failed, 0 ignored",
      "validate skipped: no commands are configured",
    ]
  `);
});

test('the Cargo.lock that cargo brings in step with a manifest is part of the change', async () => {
  const base = { 'src/lib.rs': LIB, 'Cargo.toml': '[package]\n', 'Cargo.lock': 'old\n' };
  const lease = FakeSlotLease.at('base', base);
  const toolchain = new FakeToolchain(() => lease.tree);
  const check = toolchain.check.bind(toolchain);
  toolchain.check = async (slot) => {
    if (!lease.tree.get('Cargo.toml')?.includes('[dependencies]')) return check(slot);
    lease.tree.set('Cargo.lock', 'new\n');
    return { ...(await check(slot)), lockfile: 'updated' };
  };
  const shell = new FakeShell();
  const settings = { sandbox: 'auto', policy: { features: [], packages: [], validate: [] } } as const;
  const repository = { list: () => Promise.resolve([]) };
  const tools = { toolchain, shell, cache: new FakeCache(), repository, settings };
  const judgement = await judgeCandidate(tools, lease, {
    baseline: await takeBaseline(tools, lease, 'base'),
    before: new Map(Object.entries(base)),
    changes: new Map([
      ['Cargo.toml', '[package]\n[dependencies]\n'],
      ['src/lib.rs', TWO],
    ]),
    kind: 'code',
    validate: [],
  });
  expect(judgement.verdict.valid).toBe(true);
  expect(judgement.changes.get('Cargo.lock')).toBe('new\n');
  expect(judgement.asBase?.check).not.toHaveProperty('lockfile');
});

test('an error is shown with its numbered lines, and cargo runs no further', async () => {
  const { verdict, toolchain, errors, gates } = await judge({
    'src/lib.rs': `${LIB}pub fn two() -> u8 {\n    "2" //~ error E0308 mismatched types\n}\n`,
  });
  expect(verdict.valid).toBe(false);
  expect(toolchain.runs).toEqual(['format src/lib.rs', 'check']);
  expect(verdict.errorsByCode).toEqual([['E0308', 1]]);
  expect(errors).toHaveLength(1);
  expect(gates['tests']).toBe('skipped: the check failed');
  expect(verdict.feedback).toMatchInlineSnapshot(`
    "## check
    \`cargo check\` reports 1 new error.

    1. src/lib.rs:8 [E0308]
    error[E0308]: mismatched types
     --> src/lib.rs:8:1
      |
    8 |     "2" //~ error E0308 mismatched types
    src/lib.rs as it is now:
     4 |     #[test]
     5 |     fn is_one() { assert_eq!(super::one(), 1); }
     6 | }
     7 | pub fn two() -> u8 {
    >8 |     "2" //~ error E0308 mismatched types
     9 | }"
  `);
});

test('errors that the base has too are not counted', async () => {
  const packages = ['a', 'b'].map((name) => ({
    name,
    folder: name,
    edition: '2024',
    targets: [{ name, kind: 'lib', file: `${name}/src/lib.rs` }],
    dependencies: [],
  }));
  const broken = 'pub fn x() -> u8 {\n    "x" //~ error E0308 mismatched types\n}\n';
  const options = { packages, base: { 'a/src/lib.rs': broken, 'b/src/lib.rs': LIB } };
  const fine = await judge({ 'b/src/lib.rs': TWO }, options);
  expect(fine.baseline.red).toBeUndefined();
  expect(fine.gates['check']).toBe('passed: 0 new errors, 1 as before');
  expect(fine.verdict.valid).toBe(true);
  const moved = await judge({ 'a/src/lib.rs': `pub fn y() {\n    drop(1)\n}\n${broken}` }, options);
  expect(moved.verdict.valid).toBe(true);
  const worse = await judge({ 'b/src/lib.rs': `${LIB}${broken}` }, options);
  expect(worse.gates['check']).toBe('failed: 1 new error, first: mismatched types (E0308) in b/src/lib.rs:8');
});

test('a file that no mod reaches fails, and the model is told where to declare it', async () => {
  const { verdict, gates } = await judge({ 'src/two.rs': 'pub fn two() -> u8 {\n    2\n}\n' });
  expect(verdict.valid).toBe(false);
  expect(gates['tests']).toBe('skipped: the code is not complete yet');
  expect(verdict.feedback).toContain(
    '`src/two.rs` is not reached by any `mod` declaration; add `mod two;` to `src/lib.rs`.',
  );
});

test('a placeholder fails even where everything compiles', async () => {
  const { verdict, gates } = await judge({ 'src/lib.rs': `${LIB}pub fn two() -> u8 {\n    todo!()\n}\n` });
  expect(verdict.valid).toBe(false);
  expect(gates['check']).toBe('passed: 0 new errors');
  expect(verdict.feedback).toContain('`src/lib.rs` line 8, `two`: `todo!`.');
});

test('a candidate that changes only comments does nothing, and cargo is not asked', async () => {
  const { verdict, toolchain, gates } = await judge({ 'src/lib.rs': `// better\n${LIB}` });
  expect(verdict.valid).toBe(false);
  expect(toolchain.runs).toEqual(['format src/lib.rs']);
  expect(gates['check']).toBe('skipped: there is nothing to judge');
  expect(verdict.feedback).toContain('only blanks and comments changed');
  expect((await judge({ 'src/lib.rs': `// better\n${LIB}` }, { kind: 'docs' })).verdict.valid).toBe(true);
});

test('code cut off in the middle is not called a placeholder or a lost test', async () => {
  const cut = `${LIB.slice(0, 60)}<<< //~ error E0001 unclosed delimiter\nfn f() -> u8 {`;
  const { gates, verdict } = await judge({ 'src/lib.rs': cut });
  expect(gates['placeholders']).toBe('skipped: the code cannot be read');
  expect(gates['tests-kept']).toBe('skipped: the code cannot be read');
  expect(verdict.feedback).not.toContain('placeholders');
});

test('a deleted test fails although all remaining ones pass', async () => {
  const { verdict } = await judge({ 'src/lib.rs': 'pub fn one() -> u8 { 2 }\n' });
  expect(verdict.valid).toBe(false);
  expect(verdict.feedback).toContain('test `is_one` was removed');
  expect(verdict.feedback).toContain('`app::tests::is_one` passed before and is not run any more.');
});

test('a renamed test lives on', async () => {
  const { verdict } = await judge({ 'src/lib.rs': TWO.replace('is_one', 'one_is_one') });
  expect(verdict.feedback).toBe('');
  expect(verdict.valid).toBe(true);
});

test('a test that passed and fails now is named with what it printed', async () => {
  const { verdict, gates } = await judge({ 'src/lib.rs': TWO.replace('{ assert', '{ //~ fails\nassert') });
  expect(gates['tests']).toBe('failed: 0 passed, 1 failed; 1 lost, 0 new red');
  expect(verdict.feedback).toContain('`app::tests::is_one` passed before and fails now.');
  expect(verdict.feedback).toContain('---- tests::is_one stdout ----\nassertion failed');
});

test('a test that fails on the base already is nobody’s fault, a new red one is', async () => {
  const red = LIB.replace('{ assert', '{ //~ fails\nassert');
  const base = { 'src/lib.rs': red };
  const kept = await judge({ 'src/lib.rs': `${red}pub fn two() -> u8 { 2 }\n` }, { base });
  expect(kept.gates['tests']).toBe('passed: 0 passed, 1 failed as before, 0 ignored');
  const added = `${red}#[test]\nfn new_one() { //~ fails\nassert!(one() > 1); }\n`;
  const worse = await judge({ 'src/lib.rs': added }, { base });
  expect(worse.verdict.feedback).toContain('`app::new_one` is new and fails.');
});

describe('warnings', () => {
  const unused = 'fn x() {\n    let a = 1; //~ warning unused_variables unused variable: `a`\n}\n';

  test('a new one fails, an old one stays', async () => {
    const worse = await judge({ 'src/lib.rs': LIB + unused });
    expect(worse.gates['clippy']).toBe('failed: 1 new warning');
    expect(worse.verdict.newWarnings).toBe(1);
    const same = await judge({ 'src/lib.rs': TWO + unused }, { base: { 'src/lib.rs': LIB + unused } });
    expect(same.gates['clippy']).toBe('passed: 0 new warnings, 1 as before');
  });

  test('code that only a later task uses may be marked, item by item', async () => {
    const { verdict } = await judge({
      'src/lib.rs': `${TWO}fn x() -> u8 { 3 } //~ warning dead_code function \`x\` is never used\n`,
    });
    expect(verdict.valid).toBe(false);
    expect(verdict.feedback).toContain('put `#[allow(dead_code)]` on exactly each new item');
  });

  test('switching the lint off for the file fails too, one narrow allow is a risk', async () => {
    const wide = await judge({ 'src/lib.rs': `#![allow(unused_variables)]\n${TWO}` });
    expect(wide.verdict.feedback).toContain('switches lints off with `#![allow(unused_variables)]`');
    const narrow = await judge({ 'src/lib.rs': `${TWO}#[allow(dead_code)]\nfn x() -> u8 { 3 }\n` });
    expect(narrow.verdict.valid).toBe(true);
    expect(narrow.risks).toContain('`#[allow(dead_code)]` added in `src/lib.rs`');
  });

  test('without clippy rustc’s warnings still count', async () => {
    const fine = await judge({ 'src/lib.rs': TWO }, { withoutClippy: true });
    expect(fine.gates['clippy']).toBe('skipped: clippy is not installed; rustc: 0 new warnings');
    expect(fine.verdict.valid).toBe(true);
    expect((await judge({ 'src/lib.rs': LIB + unused }, { withoutClippy: true })).verdict.valid).toBe(false);
  });
});

describe('rustfmt', () => {
  test('is applied to new files and to files that were formatted', async () => {
    const { changes, lease } = await judge({
      'src/lib.rs': `mod two;\n${LIB}`,
      'src/two.rs': 'pub fn two() -> u8 {\n\t2\n}\n',
    });
    expect(changes.get('src/two.rs')).toBe('pub fn two() -> u8 {\n    2\n}\n');
    expect(lease.tree.get('src/two.rs')).toBe(changes.get('src/two.rs'));
  });

  test('leaves an old unformatted file as it was written', async () => {
    const old = `pub fn old() -> u8 {\n\t1\n}\n${LIB}`;
    const { changes } = await judge(
      { 'src/lib.rs': `${old}pub fn two() -> u8 {\n\t2\n}\n` },
      { base: { 'src/lib.rs': old } },
    );
    expect(changes.get('src/lib.rs')).toContain('\t2');
    expect(changes.get('src/lib.rs')).toContain('\t1');
  });

  test('a file it cannot read fails with the check, and stays as written when the check holds', async () => {
    const fails = await judge({ 'src/lib.rs': `${LIB}<<< //~ error E0001 expected item\n` });
    expect(fails.gates['format']).toBe('failed: rustfmt cannot read `src/lib.rs`');
    const holds = await judge({ 'src/lib.rs': `${TWO}macro_rules! m { () => { <<< } }\n` });
    expect(holds.gates['format']).toBe('passed: nothing to format; `src/lib.rs` left as written');
    expect(holds.verdict.valid).toBe(true);
  });

  test('that is not installed is skipped', async () => {
    const { gates, verdict } = await judge({ 'src/lib.rs': TWO }, { withoutRustfmt: true });
    expect(gates['format']).toBe('skipped: rustfmt is not installed');
    expect(verdict.valid).toBe(true);
  });
});

describe('endings without a diagnostic', () => {
  test.each([
    ['check', '`cargo check` did not finish in time'],
    ['clippy', '`cargo clippy` did not finish in time'],
    ['test', '`cargo test` did not finish in time; it did before your change'],
  ])('a %s that hangs is a failure', async (what, sentence) => {
    const { verdict } = await judge({ 'src/lib.rs': `${TWO}//~ hangs ${what}\n` });
    expect(verdict.valid).toBe(false);
    expect(verdict.feedback).toContain(sentence);
  });

  test.each(['check', 'clippy'])('a %s that breaks off shows the end of its log', async (what) => {
    const { verdict } = await judge({ 'src/lib.rs': `${TWO}//~ breaks ${what}\n` });
    expect(verdict.valid).toBe(false);
    expect(verdict.feedback).toContain(`\`cargo ${what}\` failed:\n`);
    expect(verdict.feedback).toContain('error: linker `cc` failed');
  });

  test('tests that do not build fail', async () => {
    const { gates } = await judge({ 'src/lib.rs': `${TWO}//~ breaks test\n` });
    expect(gates['tests']).toBe('failed: the tests do not build');
  });
});

test('a shader that does not load fails its gate beside the check, and nothing is tested', async () => {
  const { gates, verdict } = await judge({ 'src/lib.rs': TWO, 'a.wgsl': '@vertex fn vs() {}' });
  expect(gates['shaders']).toBe(
    'failed: 1 new problem, first: a.wgsl:1:12 "vs" has to return @builtin(position)',
  );
  expect(gates['check']).toBe('passed: 0 new errors');
  expect(gates['tests']).toBe('skipped: the code is not complete yet');
  expect(verdict.feedback).toContain('## shaders\n');
  expect(verdict.gates.map(({ gate }) => gate).indexOf('shaders')).toBe(1);
});

test('a change of a shader alone is a change, and needs no Rust file', async () => {
  const { gates, verdict } = await judge({ 'a.wgsl': 'const ONE = 1;' });
  expect(gates['shaders']).toMatch(/^passed: 1 shader /);
  expect(gates['compiled']).toMatch(/^passed/);
  expect(verdict.valid).toBe(true);
});

describe('files outside of the repository that are compiled in', () => {
  test('are refused by name, however the code spells them', async () => {
    const { verdict, gates } = await judge({ 'src/lib.rs': `${TWO}//~ reads /home/ada/.netrc\n` });
    expect(verdict.valid).toBe(false);
    expect(gates['compiled']).toBe(
      'failed: files outside of the repository are compiled in: `/home/ada/.netrc`',
    );
    expect(verdict.feedback).toContain('## compiled\nThe compiler read `/home/ada/.netrc` for your code. ');
  });

  test('are nobody’s fault where the base reads them too, also as the base of a next one', async () => {
    const base = `${LIB}//~ reads /opt/table.bin\n`;
    const { verdict, asBase } = await judge(
      { 'src/lib.rs': `${base}pub fn two() -> u8 { 2 }\n` },
      { base: { 'src/lib.rs': base } },
    );
    expect(verdict.valid).toBe(true);
    expect(asBase?.outsideReads).toEqual(['/opt/table.bin']);
  });
});

describe('the repository’s own commands', () => {
  const validate = [
    { run: 'make lint', when: [] },
    { run: 'naga shader', when: ['**/*.wgsl'] },
  ];

  test('run last, only where their globs match', async () => {
    const rust = await judge({ 'src/lib.rs': TWO }, { validate });
    expect(rust.gates['validate']).toBe('passed: 1 of 1 commands passed');
    const shader = await judge(
      { 'src/lib.rs': TWO, 'shaders/.hidden/a.wgsl': 'const ONE = 1;' },
      { validate },
    );
    expect(shader.gates['validate']).toBe('passed: 2 of 2 commands passed');
    expect((await judge({ 'src/lib.rs': TWO }, { validate: validate.slice(1) })).gates['validate']).toBe(
      'skipped: no command concerns the changed files',
    );
  });

  test('one that fails on the base too is not the candidate’s fault', async () => {
    const shell = new FakeShell({ 'make lint': 'no rule' });
    const { gates, verdict } = await judge({ 'src/lib.rs': TWO }, { validate, shell });
    expect(gates['validate']).toBe('skipped: 0 of 1 commands passed; fails on the base too: make lint');
    expect(verdict.valid).toBe(true);
  });

  test('one that newly fails or hangs is shown', async () => {
    class Worse extends FakeShell {
      override run(slot: Parameters<FakeShell['run']>[0], line: string) {
        const before = this.ran.length < validate.length;
        this.ends.set('make lint', before ? 'ok' : 'line 3: bad');
        this.ends.set('naga shader', before ? 'ok' : 'hangs');
        return super.run(slot, line);
      }
    }
    const changes = { 'src/lib.rs': TWO, 'a.wgsl': 'const ONE = 1;' };
    const { verdict } = await judge(changes, { validate, shell: new Worse() });
    expect(verdict.feedback).toBe(
      '## validate\n`make lint` failed:\nline 3: bad\n\n`naga shader` did not finish in time.\nnaga shader was run',
    );
  });
});
