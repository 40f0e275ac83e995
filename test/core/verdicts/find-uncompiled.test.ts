import { describe, expect, test } from 'vitest';
import { findUncompiled } from '../../../src/core/verdicts/find-uncompiled.ts';

const PACKAGES = [
  { name: 'app', folder: '', targets: [{ file: 'src/main.rs' }, { file: 'tests/all.rs' }] },
  { name: 'core', folder: 'crates/core', targets: [{ file: 'crates/core/src/lib.rs' }] },
];
const BASE = ['src/main.rs', 'tests/all.rs', 'crates/core/src/lib.rs', 'crates/core/src/shapes.rs'];
const why = (
  path: string,
  options: { compiled?: string[]; also?: Record<string, string>; after?: string } = {},
) =>
  findUncompiled(
    [
      { path, before: undefined, after: options.after ?? 'fn f() {}' },
      ...Object.entries(options.also ?? {}).map(([name, after]) => ({ path: name, before: '', after })),
    ],
    PACKAGES,
    new Set([...BASE, ...(options.compiled ?? [])]),
  ).map((each) => each.why);

describe('a file that cargo did not compile is caught', () => {
  test.each<[string, string]>([
    ['src/foo.rs', '`src/foo.rs` is not reached by any `mod` declaration; add `mod foo;` to `src/main.rs`.'],
    [
      'src/foo/mod.rs',
      '`src/foo/mod.rs` is not reached by any `mod` declaration; add `mod foo;` to `src/main.rs`.',
    ],
    [
      'crates/core/src/shapes/round.rs',
      '`crates/core/src/shapes/round.rs` is not reached by any `mod` declaration; add `mod round;` to `crates/core/src/shapes.rs`.',
    ],
    [
      'crates/core/src/a/b.rs',
      '`crates/core/src/a/b.rs` is not reached by any `mod` declaration; declare `mod b;` in its parent module.',
    ],
    [
      'crates/core/lib/x.rs',
      '`crates/core/lib/x.rs` is not part of any target of `core`; cargo looks for code in `src/`, `tests/`, `examples/` and `benches/` of the package.',
    ],
    [
      'tests/common/x.rs',
      '`tests/common/x.rs` is not part of any target of `app`; cargo looks for code in `src/`, `tests/`, `examples/` and `benches/` of the package.',
    ],
  ])('%s', (path, expected) => {
    expect(why(path)).toEqual([expected]);
  });

  test('a file of a package that the policy leaves out', () => {
    const changes = [{ path: 'crates/core/src/lib.rs', before: '', after: 'fn f() {}' }];
    expect(findUncompiled(changes, PACKAGES, new Set(['src/main.rs']))).toEqual([
      {
        path: 'crates/core/src/lib.rs',
        why: '`crates/core/src/lib.rs` was not compiled: nothing of the package `core` is, `packages` of the policy file leaves it out.',
      },
    ]);
  });

  test('a file behind a cfg that is off is named with its gate', () => {
    const also = {
      'src/main.rs': '#[cfg(target_os = "windows")]\n#[doc(hidden)]\npub(crate) mod win;\nfn main() {}',
    };
    expect(why('src/win.rs', { also })).toEqual([
      '`src/win.rs` was not compiled: its `mod win;` in `src/main.rs` is behind `#[cfg(target_os="windows")]`, which is off here.',
    ]);
  });

  test('a file of no package is named', () => {
    const only = PACKAGES.slice(1);
    const change = { path: 'lib/x.rs', before: undefined, after: '' };
    expect(findUncompiled([change], only, new Set())[0]?.why).toBe(
      "`lib/x.rs` belongs to no package of the workspace; put it below a package's `src/`.",
    );
  });
});

describe('a file that needs no proof passes', () => {
  test('compiled files, deleted files, other languages, test material', () => {
    expect(why('src/foo.rs', { compiled: ['src/foo.rs'] })).toEqual([]);
    expect(
      findUncompiled([{ path: 'src/gone.rs', before: 'x', after: undefined }], PACKAGES, new Set()),
    ).toEqual([]);
    expect(why('src/shader.wgsl')).toEqual([]);
    expect(why('tests/ui/missing_field.rs')).toEqual([]);
    expect(why('crates/core/tests/compile-fail/a.rs')).toEqual([]);
    expect(why('examples/demo.rs', { compiled: ['examples/demo.rs'] })).toEqual([]);
  });
});
