import type { Trigger } from '../core/commands/classify-event.ts';
import { pushedFoundryTasks } from '../flow/pushed-foundry-tasks.ts';
import { actOnFoundry, type FoundryAct, type FoundryEnd } from './act-on-foundry.ts';
import type { HeardCommand } from './hear-request.ts';

/** What was done of FoundryTasks before anything else. */
export interface FoundryFirst extends FoundryEnd {
  /** Nothing else is to be done. */
  readonly isAll: boolean;
  /** Why nothing was done at all. */
  readonly idle?: string;
}

/** FoundryTasks of mode `foundry`, or of a push that brought some. They ask nothing of cargo, so they come first. */
export async function foundryFirst(
  { mode, trigger }: { readonly mode: string | undefined; readonly trigger: Trigger | HeardCommand },
  act: FoundryAct,
): Promise<FoundryFirst> {
  if (mode === 'foundry') {
    const { shard, tasks: names } = act.settings;
    const done = await actOnFoundry({ ...act, names });
    const where = shard ? ` in shard ${shard.part}/${shard.of}` : '';
    const idle = done.end.outcomes.length === 0 ? { idle: `there is no pending FoundryTask${where}` } : {};
    return { ...done, isAll: true, ...idle };
  }
  const pushed = isNamed(act) ? undefined : await pushedBy(trigger, act);
  if (!pushed || pushed.tasks.length === 0) return { end: { outcomes: [] }, card: undefined, isAll: false };
  const done = await actOnFoundry({ ...act, only: pushed.tasks });
  const isStopped = done.end.fault !== undefined || done.end.bug !== undefined;
  return { ...done, isAll: pushed.isAll || isStopped };
}

/** Inputs of the step name tasks of changes: then it is about these. */
function isNamed({ settings }: FoundryAct): boolean {
  return settings.changes.length > 0 || settings.tasks.length > 0;
}

async function pushedBy(trigger: Trigger | HeardCommand, { project }: FoundryAct) {
  return trigger.kind === 'push' ? await pushedFoundryTasks(trigger, project.repository) : undefined;
}
