import { createHash } from 'node:crypto';
import type { Settings } from '../policy/settings.ts';
import type { Task } from '../tasks/task.ts';

interface PlanText {
  readonly path: string;
  readonly text: string;
}

interface PlanTexts {
  readonly proposal?: PlanText;
  readonly design?: PlanText;
  readonly specs: readonly PlanText[];
}

/**
 * Identifies what a task's pull request was made from: the task's words, the change's documents, the wanted model and
 * the policy. Equal fingerprints mean that doing the task again would ask the same question. The base is left out: a
 * base that moved is a matter of refreshing, not of asking again.
 */
export function fingerprint(
  task: Task,
  documents: PlanTexts,
  settings: Pick<Settings, 'model' | 'policy' | 'sandbox'>,
): string {
  // What FoundryTasks may fold is nothing to a task of a change.
  const { foundry: _, ...policy } = settings.policy;
  const parts = [
    task.change,
    task.id,
    task.text,
    task.details,
    [documents.proposal, documents.design, ...documents.specs].map((one) => one && [one.path, one.text]),
    settings.model.key ?? '',
    policy,
    settings.sandbox,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
