import { expect, test } from 'vitest';
import { buildCodeRisks } from '../../../src/core/verdicts/build-code-risks.ts';

const PACKAGES = [
  {
    folder: '',
    targets: [
      { kind: 'lib', file: 'src/lib.rs' },
      { kind: 'custom-build', file: 'build.rs' },
    ],
  },
  { folder: 'made', targets: [{ kind: 'proc-macro', file: 'made/src/lib.rs' }] },
];
const risky = (...paths: string[]) =>
  buildCodeRisks(
    paths.map((path) => ({ path })),
    PACKAGES,
  );

test('changed build scripts and macros are told to the reviewer, other code is not', () => {
  expect(risky('build.rs', 'made/src/deep/x.rs')).toEqual([
    '`build.rs` runs while the project is built: read it before you build the branch',
    '`made/src/deep/x.rs` runs while the project is built: read it before you build the branch',
  ]);
  expect(risky('src/lib.rs', 'made/README.md', 'made/tests/a.rs', 'made2/src/lib.rs')).toEqual([]);
});
