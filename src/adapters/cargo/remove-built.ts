import { rm } from 'node:fs/promises';
import { execa } from 'execa';

/** Removes a target folder. Programs may have left folders that even their owner cannot enter; no link is followed. */
export async function removeBuilt(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    await execa('chmod', ['-R', 'u+rwX', folder], { reject: false });
    // Folders nested deeper than a path may be long have no name that Node could be told.
    await execa('rm', ['-rf', '--', folder]);
  }
}
