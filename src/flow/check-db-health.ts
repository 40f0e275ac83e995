import { Fault } from '../core/fault.ts';
import { ask, NO_JOURNAL, type OpenJournalReader, withJournal } from './ask-journal.ts';

/** The upstream shape of `health db` (facts: control plane, section e); `agent_run_ready` stands for its graph tables. */
export interface DbHealth {
  readonly ok: boolean;
  readonly mode: 'ready' | 'db_off' | 'partial';
  readonly checks: {
    readonly driver_available: boolean;
    readonly connection_ok: boolean;
    readonly agent_run_ready: boolean;
  };
  readonly details: { readonly errors: readonly string[] };
}

export interface CheckedDb {
  readonly health: DbHealth;
  /** What is wrong, for people; undefined when it is well, and when nothing is recorded by the user's choice. */
  readonly fault?: Fault;
}

/** The database answers with these; only what is in it is not as it should be. */
const INCOMPLETE: ReadonlySet<string> = new Set(['journal-schema']);
const NO_DRIVER: ReadonlySet<string> = new Set(['journal-unsupported']);

/** `ready` when calls and budgets can be read, and rows recorded. Writes nothing. Throws `bad-settings`. */
export async function checkDbHealth(open: OpenJournalReader, now: Date): Promise<CheckedDb> {
  const [calls, budgets, recording] = await withJournal(open, (reader) =>
    Promise.all([
      ask(reader, (journal) => journal.calls(now)),
      ask(reader, (journal) => journal.budgets(now)),
      ask(reader, async (journal) => {
        if (!(await journal.mayRecord()))
          throw new Fault('journal-refused', 'it can be read, but not written to');
      }),
    ]),
  );
  const off = [calls, budgets, recording].find(({ kind }) => kind === 'off');
  const error = off?.kind === 'off' ? off.error : undefined;
  const fault = off?.kind === 'off' ? off.fault : undefined;
  const answered = calls.kind === 'known' || budgets.kind === 'known';
  const connection_ok = answered || (error !== undefined && INCOMPLETE.has(error));
  const mode = error === undefined ? 'ready' : connection_ok ? 'partial' : 'db_off';
  return {
    health: {
      ok: mode === 'ready',
      mode,
      checks: {
        driver_available: error === undefined || !NO_DRIVER.has(error),
        connection_ok,
        agent_run_ready: calls.kind === 'known' && recording.kind === 'known',
      },
      details: { errors: error === undefined ? [] : [fault?.message ?? NO_JOURNAL] },
    },
    ...(fault && { fault }),
  };
}
