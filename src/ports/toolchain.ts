import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** A worktree slot and its own cargo target folder (host paths). One slot is used by one run at a time. */
export interface Slot {
  readonly tree: string;
  readonly target: string;
}

/** One cargo invocation. `log` is what a person would have seen, without colour, machine paths mapped to relative ones. */
export interface CargoRun {
  /** The command as a user would type it: `cargo check --workspace --all-targets`. */
  readonly command: string;
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly log: string;
  readonly milliseconds: number;
  /** Set when cargo had to write the tree's Cargo.lock for this run: there was none, or it was behind the manifests. */
  readonly lockfile?: 'generated' | 'updated';
}

/** `cargo test`: names are `<target>::<test path>`, so that equal names in two crates stay apart. */
export interface TestRun extends CargoRun {
  /** False when the tests could not be built. */
  readonly built: boolean;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly ignored: readonly string[];
}

/** A crate's folder as the sandbox shows it, relative to the tree when it is in it, and the root file in that folder. */
export interface CrateSource {
  readonly folder: string;
  readonly root: string;
}

/** A member of the workspace, from `cargo metadata`. */
export interface Package {
  readonly name: string;
  /** Repository-relative folder of its Cargo.toml, '' for the root. */
  readonly folder: string;
  readonly edition: string;
  readonly targets: readonly {
    readonly name: string;
    readonly kind: string;
    readonly file: string;
    /** Features without which cargo leaves the target out; absent when there are none. */
    readonly requiredFeatures?: readonly string[];
  }[];
  /** Direct dependencies with the version the lock file gives, `name` as imported. */
  readonly dependencies: readonly {
    readonly name: string;
    readonly version: string;
    /** Where its library is read from, when it has one and is no member of the workspace. */
    readonly source?: CrateSource & {
      /** Its own direct dependencies, by the names it uses: it may re-export them. */
      readonly uses?: readonly (CrateSource & { readonly name: string })[];
    };
  }[];
}

/** First line of what each program says of itself: `rustc 1.95.0 (59807616e 2026-04-14)`. */
export interface ToolVersions {
  readonly rustc: string;
  readonly cargo: string;
}

export interface Workspace extends ToolVersions {
  readonly packages: readonly Package[];
}

/** cargo, rustc, rustfmt and clippy on one slot, always inside the sandbox. */
export interface Toolchain {
  /** The tools the tree is judged with; asks nothing of the workspace. Throws `no-cargo`. */
  versions(slot: Slot, signal?: AbortSignal): Promise<ToolVersions>;
  /**
   * The tree is that of the target branch: what its own build scripts and macros leave in the slot's target may be
   * believed. Of every other tree whose build code differs, each command runs on a target that is thrown away.
   */
  trust(slot: Slot): Promise<void>;
  /** Throws `no-cargo`, `no-manifest`, `manifest-broken`, `dependencies-missing`. */
  workspace(slot: Slot, signal?: AbortSignal): Promise<Workspace>;
  check(slot: Slot, signal?: AbortSignal): Promise<CargoRun>;
  /** clippy with the repository's own lint levels; undefined when the component is missing. */
  clippy(slot: Slot, signal?: AbortSignal): Promise<CargoRun | undefined>;
  test(slot: Slot, signal?: AbortSignal): Promise<TestRun>;
  /** Formatted text of each given file, or the reason rustfmt gave; undefined when the component is missing. */
  format(
    slot: Slot,
    files: readonly { path: string; edition: string; text: string }[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, FormatResult> | undefined>;
  /**
   * Repository-relative source files that the last check really compiled, from cargo's dep-info files; by absolute path
   * what the workspace's code read from elsewhere than itself, system, toolchain and crates.
   */
  compiledFiles(slot: Slot): Promise<ReadonlySet<string>>;
}

export type FormatResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The repository's own `validate` commands, and the allow-listed commands of `verify` tasks. */
export interface Shell {
  /** Runs one command line without a shell (words split as a POSIX shell would, no expansion). */
  run(slot: Slot, commandLine: string, signal?: AbortSignal): Promise<CargoRun>;
  /**
   * What a program says of a text on its standard input, where it can write nothing at all; undefined when there is no
   * such program. For programs that build nothing.
   */
  ask(
    slot: Slot,
    question: { readonly argv: readonly [string, ...string[]]; readonly stdin: string },
    signal?: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly log: string } | undefined>;
}
