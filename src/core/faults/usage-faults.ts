import type { FaultEntry } from './fault-entry.ts';

/** Usage and configuration: exit code 2. */
export const USAGE_FAULTS = {
  'bad-settings': {
    exit: 2,
    say: (at) => `The settings are not usable: ${at}.`,
    fix: 'Correct the listed settings; `action.yml` and `--help` name every one.',
  },
  'not-a-repository': {
    exit: 2,
    say: (at) => `${at} is not a git repository.`,
    fix: 'Run it inside a checkout, or add actions/checkout before this step.',
  },
  'repository-not-trusted': {
    exit: 2,
    say: (at) => `git does not trust ${at}, because the folder belongs to another user.`,
    fix: 'Run `git config --global --add safe.directory <that folder>` as the user of this program.',
  },
  'no-commit': {
    exit: 2,
    say: (at) => `${at} has no commit yet.`,
    fix: 'Commit the project first: work starts from a commit.',
  },
  'no-openspec': {
    exit: 2,
    say: (at) => `${at} has no openspec/changes folder.`,
    fix: 'Run `openspec init` and plan a change first.',
  },
  'map-missing': {
    exit: 2,
    say: (at) => `${at} is no folder of bricks.`,
    fix: 'Name the one that `openspec-complete foundry watch` or `foundry fold` writes to with --map.',
  },
  'port-unusable': {
    exit: 2,
    say: (at) => `Port ${at} cannot be listened on.`,
    fix: 'Name another, or 0 for any that is free.',
  },
  'unknown-change': {
    exit: 2,
    say: (at) => `There is no change named ${at}.`,
    fix: 'Run `openspec-complete tasks` to see the changes and their tasks.',
  },
  'unknown-task': {
    exit: 2,
    say: (at) => `There is no task ${at}.`,
    fix: 'Run `openspec-complete tasks` to see the task ids.',
  },
  'already-watching': {
    exit: 2,
    say: (at) => `Another openspec-complete watches this repository: ${at}.`,
    fix: 'Stop that one first, or leave the work to it.',
  },
  'unknown-pull': {
    exit: 2,
    say: (at) => `There is no pull request ${at}.`,
    fix: 'Name a branch, the text file of a local run, or with `--github` the number of a pull request.',
  },
  'tasks-unreadable': {
    exit: 2,
    say: (at) => `The tasks file ${at} cannot be used.`,
    fix: 'Save it as UTF-8 text below 5 MB.',
  },
  'tasks-uncommitted': {
    exit: 2,
    say: (at) => `${at} has changes that are not committed.`,
    fix: 'Commit them first: work starts from the commit, not from the working tree.',
  },
  'not-writable': {
    exit: 2,
    say: (at) => `${at} is not a folder that can be written to.`,
    fix: 'Choose another place (`--out`, `--report`, XDG_STATE_HOME) or correct its permissions.',
  },
  'no-cargo': {
    exit: 2,
    say: (at) => `cargo was not found (${at}).`,
    fix: 'Install Rust with rustup and make cargo visible on PATH.',
  },
  'toolchain-missing': {
    exit: 2,
    say: (at) => `The Rust toolchain that the repository asks for is not installed: ${at}.`,
    fix: 'Run `rustup toolchain install` in the repository, or set `toolchain` in the policy file.',
  },
  'no-manifest': {
    exit: 2,
    say: (at) => `${at} has no Cargo.toml at its root.`,
    fix: 'Point the run at a Rust repository, or add a workspace Cargo.toml.',
  },
  'manifest-broken': {
    exit: 2,
    say: (at) => `cargo cannot read the workspace: ${at}.`,
    fix: 'Run `cargo metadata` in the repository and correct what it names.',
  },
  'toolchain-component': {
    exit: 2,
    say: (at) => `The Rust component ${at} is not installed.`,
    fix: 'Run `rustup component add rustfmt clippy`.',
  },
  'dependencies-missing': {
    exit: 2,
    say: (at) => `The crates in Cargo.lock are not available offline: ${at}.`,
    fix: 'Run `cargo fetch --locked` on this machine once, with network.',
  },
} satisfies Record<string, FaultEntry>;
