import type { Outcome, PullLink } from './outcome.ts';
import { totalsOf } from './totals.ts';

/** The outputs of `action.yml` that tell of tasks, by name. */
export interface ActionOutputs {
  /** JSON array of {@link PullOutput}. */
  readonly 'pull-requests': string;
  readonly completed: number;
  readonly failed: number;
  /** Blocked tasks count here. */
  readonly skipped: number;
}

/** One pull request in the output `pull-requests`. */
export interface PullOutput {
  readonly change: string;
  readonly task: string;
  /** 0 when GitHub did not let it be opened; `url` is the compare page then, and `status` is `failed`. */
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly status: 'opened' | 'updated' | 'unchanged' | 'failed';
}

/** What a workflow can read after the step. A dry run opens nothing and lists no pull request. */
export function actionOutputs(outcomes: readonly Outcome[]): ActionOutputs {
  const { completed, failed, skipped } = totalsOf(outcomes);
  const pulls = outcomes.flatMap(pullOutput);
  return { 'pull-requests': JSON.stringify(pulls), completed, failed, skipped };
}

function pullOutput(outcome: Outcome): readonly PullOutput[] {
  switch (outcome.kind) {
    case 'completed':
      if (outcome.status === 'would-open') return [];
      return [
        row(outcome.task, outcome.pull, outcome.pull.setting === undefined ? outcome.status : 'failed'),
      ];
    case 'failed':
      return outcome.pull === undefined ? [] : [row(outcome.task, outcome.pull, 'failed')];
    case 'blocked':
    case 'skipped':
      return [];
  }
}

function row(task: Outcome['task'], pull: PullLink, status: PullOutput['status']): PullOutput {
  return {
    change: task.change,
    task: task.id,
    number: pull.number,
    url: pull.url,
    branch: pull.branch,
    status,
  };
}
