import type { FaultEntry } from './fault-entry.ts';

/** The control plane's database: exit code 2. */
export const JOURNAL_FAULTS = {
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
} satisfies Record<string, FaultEntry>;
