import { RunGroups } from '../../src/adapters/sandbox/run-groups.ts';

/** Walls that cannot stand on this machine, because its user may make no control group. */
export async function wallsDownHere(): Promise<readonly string[]> {
  if (await RunGroups.find()) return [];
  return process.getuid?.() === 0 ? ['process limit', 'memory of all together'] : ['memory of all together'];
}
