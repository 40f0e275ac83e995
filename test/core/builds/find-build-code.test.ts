import { expect, test } from 'vitest';
import { findBuildCode } from '../../../src/core/builds/find-build-code.ts';

const PACKAGE = '[package]\nname = "app"\n';
const PLAIN = { 'Cargo.toml': PACKAGE, 'src/lib.rs': '', 'data.json': '{}', 'README.md': '' };

function found(files: Readonly<Record<string, string>>): readonly string[] | undefined {
  return findBuildCode(Object.keys(files), (path) => files[path] ?? '');
}

test('nothing of a plain workspace runs while it is built', () => {
  expect(found(PLAIN)).toBeUndefined();
  expect(found({ ...PLAIN, 'build.rs': '', 'Cargo.toml': `${PACKAGE}build = false\n` })).toBeUndefined();
  expect(found({ ...PLAIN, '.cargo/config.toml': '[net]\noffline = true\n' })).toBeUndefined();
});

test('a build script runs, and so may everything that is no Rust; modules and prose do not', () => {
  const script = ['Cargo.toml', 'data.json', 'build.rs'];
  expect(found({ ...PLAIN, 'build.rs': 'fn main() {}', 'openspec/x.yaml': '' })).toEqual(script);
  const named = found({ ...PLAIN, 'Cargo.toml': `${PACKAGE}build = "make.rs"\n`, 'make.rs': '' });
  expect(named).toEqual(['Cargo.toml', 'data.json', 'make.rs']);
});

test.each(['include!("src/lib.rs");', 'mod more;', '#[path = "src/lib.rs"] mod more;'])(
  'a build script that takes in sources by %s may run every source',
  (line) => {
    expect(found({ ...PLAIN, 'build.rs': `${line}\nfn main() {}` })).toContain('src/lib.rs');
  },
);

test.each(['[lib]\nproc-macro = true\n', '[lib]\ncrate-type = ["proc-macro"]\n'])(
  'a macro and what it is made of run, what uses it does not (%j)',
  (lib) => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["*"]\n',
      'app/Cargo.toml': `${PACKAGE}[dependencies]\nmade = { path = "../made" }\n`,
      'app/src/lib.rs': '',
      'made/Cargo.toml': `[package]\nname = "made"\n${lib}[target.'cfg(unix)'.dependencies]\nof = { package = "parts", path = "../parts" }\n`,
      'made/src/lib.rs': '',
      'parts/Cargo.toml': '[package]\nname = "parts"\n',
      'parts/src/lib.rs': '',
    };
    const sources = found(files)?.filter((path) => path.endsWith('.rs'));
    expect(sources).toEqual(['made/src/lib.rs', 'parts/src/lib.rs']);
  },
);

test('a crate that a build script depends on runs', () => {
  const files = {
    ...PLAIN,
    'Cargo.toml': `${PACKAGE}[build-dependencies]\ngen = { path = "gen" }\n`,
    'build.rs': 'fn main() {}',
    'gen/Cargo.toml': '[package]\nname = "gen"\n',
    'gen/src/lib.rs': '',
  };
  expect(found(files)).toContain('gen/src/lib.rs');
  expect(found(files)).not.toContain('src/lib.rs');
});

test.each(['[build]\nrustc-wrapper = "x.sh"', '[target.a]\nlinker = "x"', '[target.a]\nrunner = "x"'])(
  'programs named in cargo settings may be any file (%j)',
  (toml) => {
    expect(found({ ...PLAIN, '.cargo/config.toml': toml })).toContain('src/lib.rs');
  },
);

test('where a manifest cannot be read, everything counts', () => {
  const files = { ...PLAIN, 'Cargo.toml': '[package' };
  expect(found(files)).toEqual(Object.keys(files));
});
