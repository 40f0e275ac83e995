import type { FaultEntry } from './fault-entry.ts';

/** The sandbox (exit code 4); git, GitHub and the disk (exit code 5). */
export const PLACE_FAULTS = {
  'sandbox-missing': {
    exit: 4,
    say: (at) => `No sandbox works here (${at}), so nothing was run.`,
    fix: 'Install bubblewrap (`sudo apt-get install -y bubblewrap`, on Fedora `sudo dnf install bubblewrap`) and allow unprivileged user namespaces.',
  },
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
