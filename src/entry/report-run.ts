import type { RunEnd } from '../flow/complete-tasks.ts';
import type { LmStatus } from '../ports/model.ts';
import type { ActionResults } from './action-results.ts';
import type { Environment } from './environment.ts';
import { endWith } from './exit.ts';
import { finishRun, type RunRecord } from './finish-run.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { tellWeek } from './tell-week.ts';

/** What came of a request, and the process's exit code. */
export interface Acted {
  readonly results: ActionResults;
  readonly code: number;
}

/** A run of the Action that ends. */
export interface ActionRecord extends RunRecord {
  readonly env: Environment;
}

/** Writes the report of a run and gives what the workflow is told. Throws `disk-full`. */
export async function reportRun(record: ActionRecord, end: RunEnd, lmStatus: LmStatus): Promise<Acted> {
  const written = await finishRun(record, end);
  const trouble = end.bug === undefined ? end.fault : end.bug;
  const { settings, env } = record;
  // Events that ask for nothing stay quick and quiet.
  const week =
    end.outcomes.length === 0
      ? undefined
      : await tellWeek(() => openJournalReader(settings, env), new Date());
  const stopped = trouble === undefined ? undefined : endWith(trouble);
  return {
    results: {
      outcomes: end.outcomes,
      lmStatus,
      reportPath: record.reportPath,
      wallMilliseconds: written.run.milliseconds,
      dryRun: settings.dryRun,
      ...(week === undefined ? {} : { week }),
      ...(record.card === undefined ? {} : { modelKey: record.card.key }),
      ...(stopped === undefined ? {} : { fault: stopped.text }),
    },
    code: stopped?.code ?? 0,
  };
}
