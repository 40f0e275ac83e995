import type { FaultEntry } from './faults/fault-entry.ts';
import { FOUNDRY_FAULTS } from './faults/foundry-faults.ts';
import { JOURNAL_FAULTS } from './faults/journal-faults.ts';
import { MODEL_FAULTS } from './faults/model-faults.ts';
import { PLACE_FAULTS } from './faults/place-faults.ts';
import { USAGE_FAULTS } from './faults/usage-faults.ts';

/** The one table of faults, by what they are about. */
const FAULTS = { ...USAGE_FAULTS, ...FOUNDRY_FAULTS, ...JOURNAL_FAULTS, ...MODEL_FAULTS, ...PLACE_FAULTS };

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
