import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPathPolicy } from '../../src/core/policy/path-policy.ts';
import { type Fuzzed, fuzzed } from './fuzzed.ts';

const MODES = new Map([
  ['Cargo.toml', '100644'],
  ['src/lib.rs', '100644'],
  ['src/link.rs', '120000'],
  ['linked', '120000'],
  ['vendor/sub', '160000'],
  ['build.rs', '100644'],
  ['tools/build.rs', '100755'],
]);
const PIECES = [
  ...['/', '//', '\\', '.', '..', './', '../', '~', ' ', ':', '*', '?', '"', '\0', '\n', '\u001b[31m'],
  ...[
    '.git',
    '.GIT',
    '.g\u0131t',
    '.gi\u200bt',
    '.g\u200cit',
    '\uff0egit',
    '.git\u3000',
    'git~1',
    'GIT~1',
    '.git.',
  ],
  ...['.git ', '.git::$INDEX_ALLOCATION', '.gitmodules', '.GitModules', 'hooks', 'config', 'HEAD'],
  ...['.github', '.GitHub', '.\u0261ithub', 'workflows', 'ci.yml', 'CODEOWNERS', '.git\u212bub'],
  ...[
    'openspec',
    'OpenSpec',
    'open\u017fpec',
    'changes',
    '.cargo',
    '.CARGO',
    'config.toml',
    'rust-toolchain',
  ],
  ...[
    'Rust-Toolchain.toml',
    'build.rs',
    'Build.rs',
    'BUILD.RS',
    'buil\u0501.rs',
    'Cargo.lock',
    'cargo.LOCK',
    'Cargo.toml',
  ],
  ...[
    'src',
    'SRC',
    'lib.rs',
    'link.rs',
    'linked',
    'LINKED',
    'vendor',
    'sub',
    'new.rs',
    'con',
    'NUL',
    'aux.rs',
    'COM1',
  ],
  ...[
    'C:',
    'file:',
    'e\u0301',
    '\u00e9',
    '\u202e',
    '\u{e0041}',
    '\ufeff',
    '\ud800',
    'a'.repeat(120),
    '\u212a',
  ],
];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const loose = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const written = fc.oneof(
  loose,
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), loose), { minLength: 1, maxLength: 5 })
    .map((names) => names.join('/')),
);
const globs = fc.array(
  fc.constantFrom(
    '**',
    '**/*',
    '*',
    '.github/**',
    '.git/**',
    '**/.git/**',
    'openspec/**',
    '**/build.rs',
    '.cargo/**',
    'src/*',
    '{a,b}/**',
    '!**',
    '[',
    '',
  ),
  { maxLength: 3 },
);

/** How the most lenient file systems read a name: compatibility forms, any case, nothing that is not drawn, no end. */
function seenAs(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[ .]+$/, '')
    .replace(/:.*$/, '');
}

function refusesAbsolutely(path: string): void {
  const names = path.split('/').map(seenAs);
  for (const name of names) {
    assert.notEqual(name, '.git', path);
    assert.notEqual(name, '.gitmodules', path);
    assert.doesNotMatch(name, /^git~\d+$/, path);
  }
  assert.notEqual(names[0], '.github', path);
  assert.notEqual(names.at(-1), 'cargo.lock', path);
}

function isPlain(path: string): void {
  assert.doesNotMatch(path, /^[/~]|^[A-Za-z]:|\\|\p{Cc}|\p{Cf}/u);
  assert.ok(path.isWellFormed() && path.length <= 200);
  for (const name of path.split('/')) assert.ok(!['', '.', '..'].includes(name), path);
  const steps = path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'));
  for (const step of steps) assert.ok(!['120000', '160000'].includes(MODES.get(step) ?? ''), path);
}

/** Whatever a model writes as a path. */
export const PATH_POLICY: readonly Fuzzed[] = [
  fuzzed(
    'an open path is a plain one, and never of git or GitHub, whatever the policy file allows',
    fc.property(written, globs, globs, (path, allow, deny) => {
      const verdict = createPathPolicy({ modes: MODES, allow, deny })(path);
      if (!verdict.allowed)
        return assert.ok(verdict.reason.length < 600 && !/[\p{Cc}\u202e]/u.test(verdict.reason));
      isPlain(verdict.path);
      refusesAbsolutely(verdict.path);
    }),
  ),
  fuzzed(
    'without a policy file plans, build scripts and settings of cargo are closed too',
    fc.property(written, (path) => {
      const verdict = createPathPolicy({ modes: MODES, allow: [], deny: [] })(path);
      if (!verdict.allowed) return;
      const names = verdict.path.split('/').map(seenAs);
      assert.notEqual(names[0], 'openspec');
      assert.ok(!names.includes('.cargo'));
      assert.doesNotMatch(names.at(-1) ?? '', /^(?:build\.rs$|rust-toolchain)/);
    }),
  ),
  fuzzed(
    'a verdict is final: the path it gives is judged the same',
    fc.property(written, globs, (path, deny) => {
      const judge = createPathPolicy({ modes: MODES, allow: [], deny });
      const verdict = judge(path);
      if (verdict.allowed) assert.deepEqual(judge(verdict.path), verdict);
    }),
  ),
];
