import { dirname, join } from 'node:path';
import { Fault } from '../core/fault.ts';
import { MANIFEST } from '../core/foundry/map-manifest.ts';
import { systemFault } from '../core/system-fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';

/** What kept a brick from being written. */
export interface Unwritable {
  /** Its folder, where no file can be made there; nothing: it is this brick alone. */
  readonly folder?: string;
  readonly fault: Fault;
}

/** What an error in writing a brick means for others beside it. What is no trouble of the machine is thrown on. */
export async function unwritable(files: BrickFiles, brick: string, error: unknown): Promise<Unwritable> {
  const fault = systemFault(error);
  if (!fault) throw error;
  const folder = dirname(brick);
  if (fault.code === 'disk-full') return { folder, fault: new Fault('disk-full', folder, { cause: error }) };
  try {
    await using batch = await files.begin(join(folder, MANIFEST));
    await batch.add();
    return { fault };
  } catch (cause) {
    if (!systemFault(cause)) throw cause;
    return { folder, fault: new Fault('path-unusable', `The folder of the bricks ${folder}`, { cause }) };
  }
}
