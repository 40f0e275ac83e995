import { claimRecord, hasExpired, nameHolder, parseClaim, printClaim } from '../core/claims/claim-record.ts';
import { Fault } from '../core/fault.ts';
import type { ClaimKey, Claims, Runs, StoredClaim } from '../ports/claims.ts';
import type { Clock } from '../ports/clock.ts';
import type { Progress } from '../ports/progress.ts';

/** The right to work on one task. Whatever publishes asks for it. Disposing gives it back and never throws. */
export interface Claim extends AsyncDisposable {
  readonly key: ClaimKey;
}

/** The claim, or who has it. */
export type Claimed =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'held'; readonly reason: string };

/** What a task is claimed with; a run has it all. */
export interface ClaimTools {
  readonly claims: Claims;
  readonly runs: Runs;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly settings: { readonly timeoutMinutes: number };
}

/** The holder may give it back between two looks; a claim that changes hands this often is lively enough. */
const TRIES = 3;

/**
 * Claims a task before the work on it. One of several runs gets it; a claim counts no longer than its holder's time
 * limit and half an hour, and not at all once its holder is known to have ended.
 */
export async function claimTask(key: ClaimKey, tools: ClaimTools): Promise<Claimed> {
  const { claims, runs, clock } = tools;
  const record = claimRecord(runs.self, clock.now(), tools.settings.timeoutMinutes);
  let expected: string | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const version = await claims.put(key, printClaim(record), expected);
    if (version !== undefined) return { kind: 'claimed', claim: claimOf(key, version, tools) };
    const found = await claims.find(key);
    const held = found && (await whyHeld(found, tools));
    if (held !== undefined) return { kind: 'held', reason: held };
    expected = found?.version;
  }
  return { kind: 'held', reason: 'other runs are claiming it at this moment' };
}

/** Who works on a task, in a sentence; undefined when it can be claimed. Only reads. */
export async function whoHolds(key: ClaimKey, tools: ClaimTools): Promise<string | undefined> {
  const found = await tools.claims.find(key);
  return found && whyHeld(found, tools);
}

/** Live claims of other runs that are looked into when claims are cleared away: each may cost a request. */
const MOST_LOOKS = 5;

/**
 * Takes away what killed runs have left: a task that was finished in the last moment is never claimed again. Trouble
 * with it is no trouble of the run.
 */
export async function clearClaims(tools: ClaimTools): Promise<void> {
  try {
    const all = await tools.claims.list();
    for (const { key, ...stored } of all.slice(0, MOST_LOOKS))
      if ((await whyHeld(stored, tools)) === undefined) await tools.claims.remove(key, stored.version);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

/** Undefined when the claim may be taken over. What nobody can read was not left by a run that could still publish. */
async function whyHeld({ text }: StoredClaim, { runs, clock }: ClaimTools): Promise<string | undefined> {
  const record = parseClaim(text);
  if (!record || hasExpired(record, clock.now()) || (await runs.hasEnded(record))) return undefined;
  return `${nameHolder(record)} works on it since ${record.takenAt}; its claim ends at ${record.until} at the latest`;
}

function claimOf(key: ClaimKey, version: string, { claims, progress }: ClaimTools): Claim {
  return {
    key,
    [Symbol.asyncDispose]: async () => {
      if (await claims.remove(key, version)) return;
      const text = `the claim on ${key.change}#${key.id} could not be given back; it ends with this run`;
      progress.emit({ kind: 'warning', text });
    },
  };
}
