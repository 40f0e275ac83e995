import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Checkout } from './open-checkout.ts';
import { slotHolder, takeSlotLock } from './slot-lock.ts';

/**
 * The right to watch a repository: one process at a time has it, for all its worktrees, and it ends with the process.
 * Throws `already-watching`.
 */
export async function takeWatchLock({ commonDir }: Pick<Checkout, 'commonDir'>): Promise<AsyncDisposable> {
  const folder = join(commonDir, 'openspec-complete', 'watch-lock');
  const lock = await takeSlotLock(folder);
  if (lock) return lock;
  const pid = (await slotHolder(folder))?.pid;
  throw new Fault('already-watching', pid === undefined ? commonDir : `process ${pid} watches ${commonDir}`);
}
