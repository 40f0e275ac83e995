import { join } from 'node:path';
import { Fault } from '../core/fault.ts';
import { MANIFEST } from '../core/foundry/map-manifest.ts';
import { systemFault } from '../core/system-fault.ts';
import type { StepWorld } from './keep-in-step.ts';

/** What kept bricks from being written. */
export interface Unwritable {
  /** The folder of the bricks, or the brick alone. */
  readonly is: 'map' | 'brick';
  /** Names the folder, where it is that. */
  readonly fault: Fault;
}

/**
 * Tells trouble with all bricks from trouble with one: by whether another file can be made in their folder. What is no
 * trouble of the machine is thrown on.
 */
export async function unwritable(
  step: Pick<StepWorld, 'files' | 'map'>,
  error: unknown,
): Promise<Unwritable> {
  const fault = systemFault(error);
  if (!fault) throw error;
  if (fault.code === 'disk-full')
    return { is: 'map', fault: new Fault('disk-full', step.map, { cause: error }) };
  try {
    await using batch = await step.files.begin(join(step.map, MANIFEST));
    await batch.add();
    return { is: 'brick', fault };
  } catch (cause) {
    if (!systemFault(cause)) throw cause;
    return {
      is: 'map',
      fault: new Fault('path-unusable', `The folder of the bricks ${step.map}`, { cause }),
    };
  }
}
