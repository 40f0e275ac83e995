import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { parseHolder } from '../machine/holder.ts';
import type { Checkout } from './open-checkout.ts';
import { takeSlotLock } from './slot-lock.ts';

/**
 * The right to watch a repository: one process at a time has it, for all its worktrees, and it ends with the process.
 * Throws `already-watching`.
 */
export async function takeWatchLock({ commonDir }: Pick<Checkout, 'commonDir'>): Promise<AsyncDisposable> {
  const folder = join(commonDir, 'openspec-complete', 'watch-lock');
  const lock = await takeSlotLock(folder);
  if (lock) return lock;
  const pid = await holderOf(folder);
  throw new Fault('already-watching', pid === undefined ? commonDir : `process ${pid} watches ${commonDir}`);
}

async function holderOf(folder: string): Promise<number | undefined> {
  const names = (await readdir(folder)).filter((name) => /^\d+$/.test(name));
  const newest = names.toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  const text = await readFile(join(folder, newest), 'utf8').catch(() => '');
  return parseHolder(text)?.pid;
}
