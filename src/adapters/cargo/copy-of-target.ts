import { copyFile, mkdir, rm } from 'node:fs/promises';
import { execa } from 'execa';
import { Fault } from '../../core/fault.ts';
import type { Slot } from '../../ports/toolchain.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { removeBuilt } from './remove-built.ts';
import { ledgerOf } from './source-ledger.ts';

/** A slot whose target is a copy that is thrown away. */
export interface SlotWithCopy extends AsyncDisposable {
  readonly slot: Slot;
}

const FULL = /No space left on device|Disk quota exceeded/;

/**
 * The slot with a copy of its target. Commands of the repository run its tests with the target writable, and a test that
 * writes there could make a later check believe that broken code is fresh; so they get a warm copy: times are kept, and
 * what is known of the sources. A target that cannot be copied, or may not be believed, makes an empty one. Throws
 * `disk-full`.
 */
export async function copyOfTarget(
  { tree, target }: Slot,
  signal?: AbortSignal,
  warm = true,
): Promise<SlotWithCopy> {
  const slot = { tree, target: `${target}-copy` };
  const remove = async (): Promise<void> => {
    await removeBuilt(slot.target);
    await rm(ledgerOf(slot), { force: true });
  };
  await remove();
  try {
    await makeFolders(warm ? target : slot.target);
    if (!warm) return { slot, [Symbol.asyncDispose]: remove };
    const copied = await execa('cp', ['-a', target, slot.target], {
      reject: false,
      env: { LC_ALL: 'C' },
      ...(signal ? { cancelSignal: signal } : {}),
    });
    signal?.throwIfAborted();
    if (FULL.test(copied.stderr)) throw new Fault('disk-full', slot.target);
    // Without its ledger every source would count as changed, here and then in the slot itself.
    if (!copied.failed) await copyFile(ledgerOf({ target }), ledgerOf(slot)).catch(() => undefined);
    else {
      await remove();
      await mkdir(slot.target);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { slot, [Symbol.asyncDispose]: remove };
}
