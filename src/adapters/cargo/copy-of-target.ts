import { mkdir, rm } from 'node:fs/promises';
import { execa } from 'execa';
import type { Slot } from '../../ports/toolchain.ts';

/** A slot whose target is a copy that is thrown away. */
export interface SlotWithCopy extends AsyncDisposable {
  readonly slot: Slot;
}

/**
 * The slot with a copy of its target. Commands of the repository run its tests with the target writable, and a test that
 * writes there could make a later check believe that broken code is fresh; so they get a warm copy (times kept).
 */
export async function copyOfTarget({ tree, target }: Slot): Promise<SlotWithCopy> {
  const copy = `${target}-copy`;
  const remove = async (): Promise<void> => {
    for (const path of [copy, `${copy}.sources.json`]) await rm(path, { recursive: true, force: true });
  };
  await remove();
  await mkdir(target, { recursive: true });
  await execa('cp', ['-a', target, copy]);
  return { slot: { tree, target: copy }, [Symbol.asyncDispose]: remove };
}
