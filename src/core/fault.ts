/** What every fault of the program is: one wording, one hint, one exit code (docs: README "Exit codes"). */
interface FaultEntry {
  /** Process exit code: 2 usage or configuration, 3 model unavailable, 4 sandbox unavailable, 5 GitHub or git. */
  readonly exit: 2 | 3 | 4 | 5;
  /** One clear sentence; `at` is the thing it is about (a path, an address, a key), data and never interpreted. */
  readonly say: (at: string) => string;
  /** What the user can do about it, one sentence. */
  readonly fix: string;
}

const FAULTS = {
  // 2: usage and configuration
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
  'artifact-missing': {
    exit: 2,
    say: (at) => `There is nothing to fold at ${at}.`,
    fix: 'Name a file, a folder, a file of /proc or /sys, or `/proc/<pid>/mem`.',
  },
  'artifact-unreadable': {
    exit: 2,
    say: (at) => `${at} cannot be folded.`,
    fix: 'Name something that this user may read to its end.',
  },
  'artifact-changed': {
    exit: 2,
    say: (at) => `${at} became shorter while it was read.`,
    fix: 'Run it again when nothing writes there.',
  },
  'artifact-too-large': {
    exit: 2,
    say: (at) => `${at} has more than 4 GiB.`,
    fix: 'Fold its parts one by one.',
  },
  'artifact-other-kind': {
    exit: 2,
    say: (at) => `${at}.`,
    fix: 'Correct type or source of the task.',
  },
  'source-refused': {
    exit: 2,
    say: (at) => `${at} is not folded in a workflow.`,
    fix: 'Name a file of the repository, or allow the path with `foundry-sources` in the policy file.',
  },
  'pull-too-large': {
    exit: 2,
    say: (at) => `The bricks of ${at} are too large for a pull request.`,
    fix: 'Fold less, or raise `limits: foundry-megabytes` in the policy file.',
  },
  'unknown-foundry-task': {
    exit: 2,
    say: (at) => `There is no FoundryTask ${at}.`,
    fix: 'Run `openspec-complete foundry tasks` to see them.',
  },
  'output-in-source': {
    exit: 2,
    say: (at) => `${at} is, or is inside of, what is folded.`,
    fix: 'Give --out a path outside of it.',
  },
  'brick-missing': {
    exit: 2,
    say: (at) => `There is no brick ${at}.`,
    fix: 'Make one with `openspec-complete foundry fold`.',
  },
  'brick-damaged': {
    exit: 2,
    say: (at) => `The brick ${at}.`,
    fix: 'Get an undamaged copy, or fold it again.',
  },
  'brick-foreign': {
    exit: 2,
    say: (at) => `${at}, not a V2BR brick.`,
    fix: 'Name a file that `openspec-complete foundry fold` wrote.',
  },
  'brick-no-pixel': {
    exit: 2,
    say: (at) => `${at}.`,
    fix: 'Ask for an offset below the size, or a pixel within the texture.',
  },
  'map-unreadable': {
    exit: 2,
    say: (at) => `The map manifest ${at} is no JSON object, so nothing was put on it.`,
    fix: 'Correct it, or move it away to begin a new map.',
  },
  'map-busy': {
    exit: 2,
    say: (at) => `The map manifest ${at} has been locked by another process for too long.`,
    fix: 'Look for another openspec-complete that hangs, end it and run again.',
  },
  'map-watched': {
    exit: 2,
    say: (at) => `Another \`foundry watch\` keeps the bricks of ${at} in step already.`,
    fix: 'End that one, or give another folder with --map.',
  },
  'nothing-to-watch': {
    exit: 2,
    say: (at) => `There is nothing to watch: ${at}.`,
    fix: 'Name a file or a folder, or write a FoundryTask of type `watch_path`.',
  },
  // 2: the control plane's database
  'journal-unreachable': {
    exit: 2,
    say: (at) => `The control plane's database cannot be reached: ${at}.`,
    fix: 'Start it, correct control-dsn, or set control-dsn to `off`.',
  },
  'journal-refused': {
    exit: 2,
    say: (at) => `The control plane's database refused: ${at}.`,
    fix: 'Correct user, password and rights; recording needs select and insert on control.agent_run.',
  },
  'journal-schema': {
    exit: 2,
    say: (at) => `The control plane's tables are not there or not as they should be: ${at}.`,
    fix: 'Run `openspec-complete db init` with a user who may create them; it says what differs.',
  },
  'journal-busy': {
    exit: 2,
    say: (at) => `The control plane's database is busy: ${at}.`,
    fix: 'Wait a moment and run again.',
  },
  'journal-lost': {
    exit: 2,
    say: (at) => `The connection to the control plane's database was lost: ${at}.`,
    fix: "Run again; the database's log says why, if it was not the network.",
  },
  'journal-failed': {
    exit: 2,
    say: (at) => `The control plane's database failed: ${at}.`,
    fix: "Look at the database's log, or point control-dsn to another one.",
  },
  'journal-unsupported': {
    exit: 2,
    say: (at) => `The embedded control plane is not available: ${at}.`,
    fix: 'Run with Node 22.13 or newer, or set control-dsn to a PostgreSQL or to `off`.',
  },
  // 3: the model
  'model-unreachable': {
    exit: 3,
    say: (at) => `No model server answers at ${at}.`,
    fix: 'Start the LM Studio server (`lms server start`) or set lm-studio-url.',
  },
  'model-not-a-server': {
    exit: 3,
    say: (at) => `${at} answers, but not as an OpenAI-compatible model server.`,
    fix: "Set lm-studio-url to the server's API base, usually http://localhost:1234/v1.",
  },
  'model-refused-key': {
    exit: 3,
    say: (at) => `The model server at ${at} refused the API key.`,
    fix: 'Set lm-studio-api-key to a token made in LM Studio under Developer, Authentication.',
  },
  'model-missing': {
    exit: 3,
    say: (at) => `The model server does not have ${at}.`,
    fix: 'Set lm-studio-model to one of the listed keys, or download the model with `lms get`.',
  },
  'model-none-loaded': {
    exit: 3,
    say: (at) => `The model server at ${at} has no usable model.`,
    fix: 'Load one with `lms load <key>` or turn on just-in-time loading.',
  },
  'model-load-failed': {
    exit: 3,
    say: (at) => `The model server could not load the model: ${at}.`,
    fix: 'Free memory or choose a smaller model or context, then run again.',
  },
  'model-context-small': {
    exit: 3,
    say: (at) => `The prompt does not fit the loaded context: ${at}.`,
    fix: 'Load the model with a longer context (`lms load <key> --context-length 16384`).',
  },
  'model-stalled': {
    exit: 3,
    say: (at) => `The model server sent nothing for too long: ${at}.`,
    fix: 'Raise stall-seconds, or use a smaller model or context.',
  },
  'model-failed': {
    exit: 3,
    say: (at) => `The model server failed: ${at}.`,
    fix: 'Look at the LM Studio log (`lms log stream`) and run again.',
  },
  'model-other-answered': {
    exit: 3,
    say: (at) => `Another model answered than the one asked for: ${at}.`,
    fix: 'Load the model you named, or set lm-studio-model to the loaded one.',
  },
  'model-disabled': {
    exit: 3,
    say: (at) => `LM Studio is switched off (${at}) and no fallback is set.`,
    fix: 'Unset LM_STUDIO_ENABLED, or set fallback-url and fallback-model.',
  },
  'budget-exceeded': {
    exit: 3,
    say: (at) => `The model was not asked, because its budget is used up: ${at}.`,
    fix: 'Wait until the window has moved on, or raise the row in control.lm_usage_budget.',
  },
  // 4: the sandbox
  'sandbox-missing': {
    exit: 4,
    say: (at) => `No sandbox works here (${at}), so nothing was run.`,
    fix: 'Install bubblewrap (`sudo apt-get install -y bubblewrap`, on Fedora `sudo dnf install bubblewrap`) and allow unprivileged user namespaces.',
  },
  // 5: GitHub and git
  'git-failed': {
    exit: 5,
    say: (at) => `git failed: ${at}.`,
    fix: 'Run the named git command by hand to see its whole answer.',
  },
  'git-missing': { exit: 5, say: (at) => `git was not found (${at}).`, fix: 'Install git 2.31 or newer.' },
  'base-missing': {
    exit: 5,
    say: (at) => `The base ${at} does not exist in this checkout.`,
    fix: 'Set base to an existing branch, or use actions/checkout with fetch-depth: 0.',
  },
  'history-shallow': {
    exit: 5,
    say: (at) => `This checkout is shallow and ${at} is not in it.`,
    fix: 'Use actions/checkout with fetch-depth: 0.',
  },
  'clone-partial': {
    exit: 5,
    say: (at) => `${at} is a partial clone, and files that are needed are not in it.`,
    fix: 'Run `git fetch --refetch --no-filter origin` in it, or use actions/checkout without `filter`.',
  },
  'branch-moved': {
    exit: 5,
    say: (at) => `Somebody else moved the branch meanwhile: ${at}, so it was left alone.`,
    fix: 'Look at what is there now and run again.',
  },
  'branch-checked-out': {
    exit: 5,
    say: (at) => `The branch ${at}, so it was not moved.`,
    fix: 'Switch that worktree to another branch and run again.',
  },
  'path-refused': {
    exit: 5,
    say: (at) => `${at} cannot be written: it is not the path of a plain file inside the repository.`,
    fix: 'Name the real file: symlinks, submodules and paths outside the repository are never written.',
  },
  'push-rejected': {
    exit: 5,
    say: (at) => `The push was rejected: ${at}.`,
    fix: 'Check the branch rules, and that the token has contents: write.',
  },
  'push-unsigned': {
    exit: 5,
    say: (at) => `The push was rejected because the repository wants signed commits: ${at}.`,
    fix: 'Set `commits: api` in .github/openspec-complete.yml: GitHub then makes and signs the commits of GITHUB_TOKEN or an App token.',
  },
  'commit-unsigned': {
    exit: 5,
    say: (at) => `GitHub made the commit, but did not sign it: ${at}.`,
    fix: 'Use GITHUB_TOKEN or an App token, whose commits GitHub signs, or take `commits: api` out of the policy file.',
  },
  'github-refused': {
    exit: 5,
    say: (at) => `GitHub refused the token: ${at}.`,
    fix: 'Give the job contents: write and pull-requests: write, or pass a token that has them.',
  },
  'github-not-found': {
    exit: 5,
    say: (at) => `GitHub does not know ${at}, or the token may not see it.`,
    fix: 'Check the repository name and the permissions of the token.',
  },
  'github-rate-limited': {
    exit: 5,
    say: (at) => `GitHub's rate limit is used up: ${at}.`,
    fix: 'Wait for the named time and run again; finished work is kept.',
  },
  'github-failed': {
    exit: 5,
    say: (at) => `GitHub failed: ${at}.`,
    fix: 'See githubstatus.com and run again; finished work is kept.',
  },
  'github-rejected': {
    exit: 5,
    say: (at) => `GitHub did not accept the request: ${at}.`,
    fix: 'Correct what the sentence names and run again; finished branches stay pushed.',
  },
  'github-archived': {
    exit: 5,
    say: (at) => `${at} is archived, so nothing can be written to it.`,
    fix: 'Unarchive it under Settings, General, Danger Zone.',
  },
  'path-unusable': {
    exit: 2,
    say: (at) => `${at} cannot be used.`,
    fix: 'Check who owns it, its permissions and that it is of the right kind.',
  },
  'disk-full': {
    exit: 5,
    say: (at) => `The disk is full at ${at}.`,
    fix: 'Free some space and run again; nothing half-written was kept.',
  },
} satisfies Record<string, FaultEntry>;

export type FaultCode = keyof typeof FAULTS;

/** A trouble outside the program that stops the run. Callers switch on `code`, never on the message. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly at: string;
  readonly exit: FaultEntry['exit'];
  readonly fix: string;

  constructor(code: FaultCode, at: string, options?: { cause?: unknown }) {
    const entry: FaultEntry = FAULTS[code];
    super(`${entry.say(at)} ${entry.fix}`, options);
    this.name = 'Fault';
    this.code = code;
    this.at = at;
    this.exit = entry.exit;
    this.fix = entry.fix;
  }
}
