import { z } from 'zod';

/** A process on a machine, in values that say nothing to others and can only be compared. */
const processShape = z.object({
  /** Hash of the machine's name. */
  host: z.string(),
  /** Hash of what changes with every start of the machine. */
  boot: z.string(),
  /** Hash of the PID namespace: numbers of processes mean something only inside one. */
  namespace: z.string(),
  pid: z.int().positive(),
  /** Tells a process from a later one with the same number. */
  started: z.string(),
});

const holderShape = z.object({
  /** `GITHUB_RUN_ID`, or an id of its own for a run without GitHub Actions. */
  run: z.string(),
  /** `GITHUB_RUN_ATTEMPT`; 0 for a run without GitHub Actions. */
  attempt: z.int().nonnegative(),
  /** Unique to the process. */
  id: z.string(),
  process: processShape.optional(),
});

const recordShape = holderShape.extend({
  version: z.literal(1),
  takenAt: z.iso.datetime(),
  until: z.iso.datetime(),
});

/** Who holds a claim, so that others can find out whether he is still there. */
export type ClaimHolder = z.infer<typeof holderShape>;

/** What a claim says: who took it, when (ISO 8601), and until when it counts at the longest. */
export type ClaimRecord = z.infer<typeof recordShape>;

/** A run may take this long to end after its time is over. */
const GRACE_MINUTES = 30;

/** The record of a claim that is taken now. `timeoutMinutes`: longest time of the holder's whole run. */
export function claimRecord(holder: ClaimHolder, now: Date, timeoutMinutes: number): ClaimRecord {
  const until = new Date(now.getTime() + (timeoutMinutes + GRACE_MINUTES) * 60_000);
  return { version: 1, ...holder, takenAt: now.toISOString(), until: until.toISOString() };
}

/** One line of JSON. */
export function printClaim(record: ClaimRecord): string {
  return JSON.stringify(record);
}

/** The record, or undefined for a text that is none this version understands. */
export function parseClaim(text: string): ClaimRecord | undefined {
  try {
    return recordShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // Not JSON: somebody else wrote it.
  }
}

/** Whether the claim's time is over by the clock of who asks. */
export function hasExpired(record: ClaimRecord, now: Date): boolean {
  return now.getTime() >= Date.parse(record.until);
}

/** Who holds a claim, for people: `workflow run 123 (attempt 1)`. */
export function nameHolder({ run, attempt }: ClaimHolder): string {
  return attempt === 0 ? 'another run' : `workflow run ${run.slice(0, 40)} (attempt ${attempt})`;
}
