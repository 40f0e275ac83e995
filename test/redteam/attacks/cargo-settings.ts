import type { Attack } from '../attack.ts';

/** Settings of the repository that have cargo or rustup run a program of the tree, `evil.sh`. */
export interface SettingsAttack extends Attack {
  /** Files of the tree. `%` is the program inside; `HOME` the home of the host. */
  readonly files: Readonly<Record<string, string>>;
  /** What the program hands over to when it is done. */
  readonly next: string;
  /** Whether it is run by `cargo check`, by `cargo test`, or by neither. In the end of a test its words are not heard. */
  readonly by: 'check' | 'test' | 'nobody';
}

const CONFIG = '.cargo/config.toml';
const config = (text: string, next: string, by: SettingsAttack['by'] = 'check') => ({
  files: { [CONFIG]: text },
  next,
  by,
});

const ROWS: Readonly<Record<string, Omit<SettingsAttack, 'kind' | 'name'>>> = {
  'another compiler': config('[build]\nrustc = "%"', 'exec rustc "$@"'),
  'a wrapper around the compiler': config('[build]\nrustc-wrapper = "%"', 'exec "$@"'),
  'a wrapper around the compiler for members': config('[build]\nrustc-workspace-wrapper = "%"', 'exec "$@"'),
  'a linker': config('[target.\'cfg(all())\']\nlinker = "%"', 'exec cc "$@"', 'test'),
  'a linker by compiler flags of a platform': config(
    '[target.\'cfg(all())\']\nrustflags = ["-Clinker=%"]',
    'exec cc "$@"',
    'test',
  ),
  'a linker by compiler flags': config('[build]\nrustflags = ["-Clinker=%"]', 'exec cc "$@"', 'test'),
  'a runner of programs': config('[target.\'cfg(all())\']\nrunner = "%"', 'exec "$@"', 'test'),
  'another rustdoc': config('[build]\nrustdoc = "%"', 'exec rustdoc "$@"', 'test'),
  'a wrapper by the environment': config(
    '[env]\nRUSTC_WRAPPER = { value = "%", force = true }',
    'exec "$@"',
    'nobody',
  ),
  'a preloaded library': config(
    '[env]\nLD_PRELOAD = "/slot/tree/evil.so"\nLD_AUDIT = "/slot/tree/evil.so"',
    ':',
    'nobody',
  ),
  'a credential provider': config(
    '[registry]\nglobal-credential-providers = ["%"]\n[registries.mine]\nindex = "sparse+http://127.0.0.1:9/"\ncredential-provider = ["%"]',
    ':',
    'nobody',
  ),
  'an alias of the commands in use': config(
    '[alias]\ncheck = "run"\ntest = "run"\nmetadata = "run"',
    ':',
    'nobody',
  ),
  'crates from the home': config(
    '[source.evil]\ndirectory = "HOME"\n[source.mine]\nlocal-registry = "HOME/.cargo"',
    ':',
    'nobody',
  ),
  'another target folder': config(
    '[build]\ntarget-dir = "HOME/planted"\nbuild-dir = "/rust/cargo/registry"',
    ':',
    'nobody',
  ),
  'a proxy and certificates': config(
    '[http]\nproxy = "http://127.0.0.1:9"\ncainfo = "HOME/.netrc"\n[net]\noffline = false\ngit-fetch-with-cli = true',
    ':',
    'nobody',
  ),
  'a toolchain in the tree': {
    files: {
      'rust-toolchain.toml': '[toolchain]\npath = "/slot/tree/chain"\n',
      'chain/bin/cargo': '#!/bin/sh\nexec % cargo "$@"\n',
      'chain/bin/rustc': '#!/bin/sh\nexec % rustc "$@"\n',
      'chain/lib/keep': '',
    },
    next: 'program=$1; shift; exec $(ls -d /rust/rustup/toolchains/*/bin/$program /usr/bin/$program 2>/dev/null | head -n 1) "$@"',
    by: 'check',
  },
};

export const SETTINGS_ATTACKS: readonly SettingsAttack[] = Object.entries(ROWS).map(([name, row]) => ({
  kind: 'settings',
  name: `${name} in the settings of cargo`,
  ...row,
}));
