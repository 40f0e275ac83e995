import { finalTable } from '../core/report/final-table.ts';
import { nextSteps } from '../core/report/next-steps.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { printRunReport } from '../core/report/run-report.ts';
import { runTasks, type TasksRequest } from './run-tasks.ts';
import { stopOnSignals } from './stop-signal.ts';

export interface CliRunRequest extends Omit<TasksRequest, 'stopper'> {
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** `openspec-complete run`. Returns the exit code; throws the faults that stop a run before its first task. */
export async function cliRun(request: CliRunRequest): Promise<number> {
  const { mask } = request;
  const { end, report, reportPath, settings } = await runTasks({ ...request, stopper: stopOnSignals() });
  if (request.json) request.print(printRunReport(report, mask));
  else {
    const table = finalTable(end.outcomes, report.run.milliseconds);
    const next = request.github ? undefined : nextSteps(end.outcomes, settings.order === 'stacked');
    request.print(mask(['', table, '', ...(next ? [next, ''] : []), `Report: ${reportPath}`].join('\n')));
  }
  if (end.bug !== undefined) throw end.bug;
  if (end.fault) throw end.fault;
  return end.outcomes.some(isLeftUndone) ? 1 : 0;
}

/** Tasks that failed, and those that a stopped run did not get to. */
export function isLeftUndone(outcome: Outcome): boolean {
  if (outcome.kind === 'skipped') return outcome.why === 'timeout' || outcome.why === 'stopped';
  return outcome.kind === 'failed' || outcome.kind === 'blocked';
}
