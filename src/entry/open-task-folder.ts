import { join } from 'node:path';
import { openFoundryTasks } from '../adapters/artifacts/foundry-tasks.ts';
import { slotHolder, takeSlotLock } from '../adapters/git/slot-lock.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { FoundryTasks } from '../ports/foundry-tasks.ts';

/** The FoundryTasks of a repository on this machine. */
export function openTaskFolder(root: string): FoundryTasks {
  return openFoundryTasks(join(root, TASK_FOLDER), { take: takeSlotLock, holder: slotHolder });
}
