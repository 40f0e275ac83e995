import type { FaultEntry } from './fault-entry.ts';

/** Artifacts, bricks and FoundryTasks: exit code 2, and 5 for the machine. */
export const FOUNDRY_FAULTS = {
  'artifact-missing': {
    exit: 2,
    say: (at) => `There is nothing at ${at}.`,
    fix: 'Name a file, a folder, a file of /proc or /sys, or `/proc/<pid>/mem`.',
  },
  'artifact-unreadable': {
    exit: 2,
    say: (at) => `${at} cannot be read.`,
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
  'watch-task-wrong': {
    exit: 2,
    say: (at) => `The FoundryTask ${at}, so nothing is watched.`,
    fix: 'Correct it, or name paths on the command line.',
  },
  'output-in-source': {
    exit: 2,
    say: (at) => `${at} is, or is inside of, what is folded.`,
    fix: 'Give --out a path outside of it.',
  },
  'output-foreign': {
    exit: 2,
    say: (at) =>
      `${at} is in the way: it is no sidecar of a brick, and a brick of this name needs the place.`,
    fix: 'Give --out another name, such as one that ends in .brick, or move that file away.',
  },
  'output-in-brick': {
    exit: 2,
    say: (at) => `${at} belongs to the brick that is unfolded.`,
    fix: 'Give --out another path.',
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
  'worker-ended': {
    exit: 5,
    say: (at) => `A thread that folds or unfolds bricks ended ${at}.`,
    fix: 'Free some memory and run again, or put `taskset -c 0` before the command: one core needs no such threads.',
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
} satisfies Record<string, FaultEntry>;
