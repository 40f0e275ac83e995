import { z } from 'zod';
import type { Run } from './run.ts';
import type { TaskJob } from './task-job.ts';

const Remembered = z.object({ reason: z.string() });

/**
 * Keeps a failure that no pull request tells of (`on-failure: report`), so that a sweep does not pay for it again. It is
 * only a saving: it lives with the runner, and is forgotten with its cache.
 */
export async function rememberFailure(job: TaskJob, run: Run, reason: string): Promise<void> {
  if (run.settings.dryRun) return;
  await run.cache.put(await keyOf(job, run), { reason: run.mask(reason) });
}

/** Why the task failed on the same words, plan, policy and model; undefined when it did not, or was asked for by name. */
export async function rememberedFailure(job: TaskJob, run: Run): Promise<string | undefined> {
  if (run.explicit || run.settings.onFailure === 'draft' || job.whole.kind === 'verify') return undefined;
  return Remembered.safeParse(await run.cache.get(await keyOf(job, run))).data?.reason;
}

async function keyOf({ task, fingerprint }: TaskJob, run: Run): Promise<string> {
  const { key } = await run.card();
  return ['failure', task.change, task.id, fingerprint, key].join('\n');
}
