import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Slot } from '../../ports/toolchain.ts';

/** Downloads crates so that the sandbox finds them offline; false where that did not work. */
export type FetchCrates = (
  slot: Slot,
  how: {
    /** Only what Cargo.lock names; else cargo may add to it what the manifests ask for. */
    readonly locked: boolean;
    readonly toolchain: string | undefined;
    readonly signal: AbortSignal | undefined;
  },
) => Promise<boolean>;

const FETCH_SECONDS = 600;
/** What cargo needs of the user's environment to find its home, the network and private registries. */
const NEEDED =
  /^(PATH|HOME|CARGO_HOME|RUSTUP_HOME|SSL_CERT_\w+|((HTTPS?|ALL|NO)_PROXY)|CARGO_(HTTP|REGISTRY|REGISTRIES)_\w+)$/i;

/**
 * `cargo fetch` outside the sandbox. It downloads and runs no code of the workspace or of a crate: it is started in an
 * empty folder, where neither the repository's `.cargo/config.toml`, which can name a compiler to ask, nor its
 * `rust-toolchain.toml` is looked for (doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure).
 */
export function createFetchCrates(env: Readonly<Record<string, string | undefined>>): FetchCrates {
  const needed = Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED.test(name)));
  return async ({ tree }, { locked, toolchain, signal }) => {
    // Through a link cargo would write outside of the tree.
    const lock = await lstat(join(tree, 'Cargo.lock')).catch(() => undefined);
    if (lock?.isSymbolicLink()) return false;
    const cwd = await mkdtemp(join(tmpdir(), 'openspec-complete-fetch-'));
    try {
      const manifest = ['--manifest-path', join(tree, 'Cargo.toml')];
      const fetched = await execa('cargo', ['fetch', ...manifest, ...(locked ? ['--locked'] : [])], {
        cwd,
        env: {
          ...needed,
          ...(toolchain === undefined ? {} : { RUSTUP_TOOLCHAIN: toolchain }),
          RUSTUP_AUTO_INSTALL: '0',
          CARGO_NET_RETRY: '2',
          CARGO_NET_GIT_FETCH_WITH_CLI: 'false',
          CARGO_TARGET_DIR: join(cwd, 'target'),
        },
        extendEnv: false,
        stdin: 'ignore',
        maxBuffer: 1_048_576,
        timeout: FETCH_SECONDS * 1_000,
        reject: false,
        ...(signal ? { cancelSignal: signal } : {}),
      });
      signal?.throwIfAborted();
      return fetched.exitCode === 0;
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  };
}
