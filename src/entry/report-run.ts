import type { RunEnd } from '../flow/complete-tasks.ts';
import type { LmStatus } from '../ports/model.ts';
import type { ActionResults } from './action-results.ts';
import { endWith } from './exit.ts';
import { finishRun, type RunRecord } from './finish-run.ts';

/** What came of a request, and the process's exit code. */
export interface Acted {
  readonly results: ActionResults;
  readonly code: number;
}

/** Writes the report of a run and gives what the workflow is told. Throws `disk-full`. */
export async function reportRun(record: RunRecord, end: RunEnd, lmStatus: LmStatus): Promise<Acted> {
  const written = await finishRun(record, end);
  const trouble = end.bug === undefined ? end.fault : end.bug;
  const stopped = trouble === undefined ? undefined : endWith(trouble);
  return {
    results: {
      outcomes: end.outcomes,
      lmStatus,
      reportPath: record.reportPath,
      wallMilliseconds: written.run.milliseconds,
      dryRun: record.settings.dryRun,
      ...(record.card === undefined ? {} : { modelKey: record.card.key }),
      ...(stopped === undefined ? {} : { fault: stopped.text }),
    },
    code: stopped?.code ?? 0,
  };
}
