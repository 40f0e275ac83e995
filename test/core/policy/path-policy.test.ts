import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPathPolicy, type PathRules } from '../../../src/core/policy/path-policy.ts';

const MODES = new Map([
  ['Cargo.toml', '100644'],
  ['src/lib.rs', '100644'],
  ['src/link.rs', '120000'],
  ['linked', '120000'],
  ['vendor/sub', '160000'],
  ['build.rs', '100644'],
]);
const judge = (path: string, rules: Partial<PathRules> = {}) =>
  createPathPolicy({ modes: MODES, allow: [], deny: [], ...rules })(path);

describe('ordinary paths are open', () => {
  test.each([
    ['src/lib.rs', 'src/lib.rs'],
    ['./src/lib.rs', 'src/lib.rs'],
    ['././src/new.rs', 'src/new.rs'],
    ['Cargo.toml', 'Cargo.toml'],
    ['crates/a-b_c/src/x.y.rs', 'crates/a-b_c/src/x.y.rs'],
    ['docs/größe.md', 'docs/größe.md'],
    ['.gitignore', '.gitignore'],
    ['.githooks.md', '.githooks.md'],
    ['src/builder.rs', 'src/builder.rs'],
    ['src/openspec/mod.rs', 'src/openspec/mod.rs'],
    ['src/console.rs', 'src/console.rs'],
  ])('%s', (written, path) => {
    expect(judge(written)).toEqual({ allowed: true, path });
  });
});

describe('attacks are refused whatever the policy file allows', () => {
  const allow = ['**', '**/*', '.github/**', '.git/**', '**/Cargo.lock'];
  test.each([
    '',
    '.',
    './',
    '..',
    '../x.rs',
    'src/../../x.rs',
    'src/..',
    'src/./x.rs',
    'src//x.rs',
    'src/',
    '/etc/passwd',
    '~/x',
    '~root/x',
    'C:/x.rs',
    'c:x.rs',
    'C:\\x.rs',
    '\\\\server\\share\\x.rs',
    'src\\lib.rs',
    '..\\x.rs',
    '//server/share',
    'src/x\0.rs',
    'src/\nx.rs',
    'src/\u001b[31m.rs',
    'src/x\u0085.rs',
    '.git/config',
    '.git',
    '.GIT/config',
    '.Git/hooks/pre-commit',
    'sub/.git/config',
    'git~1/config',
    'GIT~2',
    '.git /config',
    '.git./config',
    '.git::$INDEX_ALLOCATION/config',
    '.g\u200cit/config',
    '．git/config',
    '.gⅰt/config',
    '.ｇit/config',
    '.github/workflows/ci.yml',
    '.GitHub/workflows/ci.yml',
    '.github',
    '.GITHUB/CODEOWNERS',
    '.git\u200dhub/x.yml',
    '.gitmodules',
    'a/.gitmodules',
    '.GitModules',
    'Cargo.lock',
    'crates/a/Cargo.lock',
    'cargo.LOCK',
    './Cargo.lock',
    'src/con',
    'src/NUL.rs',
    'aux',
    'com1.txt',
    'src/lpt9.rs',
    'src/x.rs ',
    'src/x.rs.',
    ' src/x.rs',
    'src /x.rs',
    'src/a:b.rs',
    'src/a?.rs',
    'src/*.rs',
    'src/<x>.rs',
    'src/a|b.rs',
    'src/"x".rs',
    'src/li\u202eb.rs',
    'src/\ufeffx.rs',
    'src/x\u00ad.rs',
    'src/x\u3164.rs',
    'src/\u{e0041}.rs',
    'src/ﬁle.rs',
    'src/\ud800.rs',
    'src/x\u2028.rs',
    'src/link.rs',
    'linked/x.rs',
    'linked',
    'vendor/sub',
    'vendor/sub/src/lib.rs',
    'src/lib.rs/x.rs',
    'src',
    'vendor',
    'Src/lib.rs',
    'SRC/new.rs',
    'src/LIB.rs',
    'cargo.toml',
    `${'a/'.repeat(101)}x.rs`,
    `src/${'ü'.repeat(150)}.rs`,
  ])('%j', (path) => {
    const verdict = judge(path, { allow });
    expect(verdict.allowed).toBe(false);
    expect('reason' in verdict && verdict.reason).toMatch(/^.{20,400}\.$/);
  });
});

test('a megabyte of path is refused and not repeated', () => {
  const verdict = judge('a'.repeat(1_000_000));
  expect('reason' in verdict && verdict.reason.length).toBeLessThan(300);
});

describe('closed by default, opened by allow, closed by deny', () => {
  test.each([
    'openspec/changes/x/tasks.md',
    'OpenSpec/project.md',
    '.cargo/config.toml',
    'crates/a/.cargo/config',
    'rust-toolchain',
    'rust-toolchain.toml',
    'a/rust-toolchain.toml',
    'build.rs',
    'crates/a/build.rs',
    'crates/a/Build.rs',
  ])('%s', (path) => {
    expect(judge(path).allowed).toBe(false);
  });

  test('an allow glob opens exactly what it names', () => {
    const rules = { allow: ['crates/gen/build.rs', 'openspec/specs/**'] };
    expect(judge('crates/gen/build.rs', rules).allowed).toBe(true);
    expect(judge('openspec/specs/a/spec.md', rules).allowed).toBe(true);
    expect(judge('crates/other/build.rs', rules).allowed).toBe(false);
    expect(judge('openspec/changes/a/tasks.md', rules).allowed).toBe(false);
  });

  test('deny is stronger than allow, in any letter case', () => {
    const rules = { allow: ['**'], deny: ['src/legacy/**', 'Docs/*.md'] };
    for (const path of ['src/legacy/a.rs', 'src/LEGACY/b/c.rs', 'docs/x.md'])
      expect(judge(path, rules).allowed).toBe(false);
    expect(judge('src/new.rs', rules).allowed).toBe(true);
  });

  test('a deny glob is also taken as it is written', () => {
    expect(judge('src/x.rs', { deny: ['src/[!A-Z]*.rs'] }).allowed).toBe(false);
  });

  test('the model reads why', () => {
    expect(
      ['.github/workflows/ci.yml', 'build.rs', '../x', 'linked/x.rs'].map((path) => judge(path)),
    ).toMatchInlineSnapshot(`
      [
        {
          "allowed": false,
          "path": ".github/workflows/ci.yml",
          "reason": "".github/workflows/ci.yml" may not be changed: git and GitHub files are never part of a task.",
        },
        {
          "allowed": false,
          "path": "build.rs",
          "reason": ""build.rs" may not be changed: it is closed unless the policy file of this repository allows it.",
        },
        {
          "allowed": false,
          "path": "../x",
          "reason": "The path "../x" is refused: it has a \`..\` part.",
        },
        {
          "allowed": false,
          "path": "linked/x.rs",
          "reason": ""linked/x.rs" may not be changed: linked is a symbolic link.",
        },
      ]
    `);
  });
});

test('no text makes the policy throw, and what is allowed stays inside the tree', () => {
  const policy = createPathPolicy({ modes: MODES, allow: ['**'], deny: [] });
  const name = fc.constantFrom(
    '..',
    '.',
    '',
    'src',
    '.git',
    '.GitHub',
    'a b',
    '\\',
    'C:',
    '\0',
    '\u200b',
    'x.rs',
    '~',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(name, { maxLength: 6 }).map((names) => names.join('/')),
      ),
      (path) => {
        const verdict = policy(path);
        if (!verdict.allowed) return;
        const names = verdict.path.split('/');
        expect(names.every((one) => one !== '' && one !== '..' && one !== '.' && !/^\.git$/i.test(one))).toBe(
          true,
        );
        expect(names[0]).not.toMatch(/^\.github$/i);
      },
    ),
    { numRuns: 5_000 },
  );
});

test('a build script of any name is closed until the policy file opens it', () => {
  const rules = { modes: MODES, deny: [], scripts: ['tools/gen.rs'] };
  for (const path of ['tools/gen.rs', 'tools/GEN.rs'])
    expect(createPathPolicy({ ...rules, allow: [] })(path)).toMatchObject({ allowed: false });
  expect(createPathPolicy({ ...rules, allow: ['tools/*'] })('tools/gen.rs')).toMatchObject({ allowed: true });
});
