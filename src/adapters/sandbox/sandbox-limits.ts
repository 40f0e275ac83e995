import { availableParallelism } from 'node:os';
import type { Limits } from '../../core/policy/settings.ts';

/** What one sandboxed program may use, as a `prlimit` prefix of its command line (util-linux prlimit(1)). */
export interface SandboxLimits {
  readonly prefix: readonly string[];
  /** Size of each private file system in memory. */
  readonly scratchMegabytes: number;
}

const OPEN_FILES = 4_096;
const SCRATCH_MEGABYTES = 1_024;

/**
 * Memory is limited as RLIMIT_DATA (writable private memory), not as address space: rustc and the linker map whole
 * libraries and reserve allocator arenas they never touch, so an address space limit fails good builds.
 *
 * `prlimit` runs inside the new namespaces, where the process limit counts the sandbox's own processes only
 * (setrlimit(2): per user and user namespace). It does not bind a runner that runs as root, which the kernel exempts:
 * there the control group of the run does, see run-groups.ts.
 */
export function sandboxLimits(
  limits: Pick<Limits, 'memoryMegabytes' | 'fileMegabytes' | 'processes'>,
  timeoutSeconds: number,
  namespaced: boolean,
): SandboxLimits {
  const bytes = (megabytes: number) => String(Math.round(megabytes * 1_048_576));
  const prefix = [
    'prlimit',
    `--data=${bytes(limits.memoryMegabytes)}`,
    `--fsize=${bytes(limits.fileMegabytes)}`,
    `--nofile=${OPEN_FILES}`,
    '--core=0',
    // Processor seconds of one process, all its threads together; wall time is bounded from outside.
    `--cpu=${Math.ceil(timeoutSeconds * 16)}`,
  ];
  // Outside a user namespace the count would include every process of the user's own session.
  if (namespaced) prefix.push(`--nproc=${limits.processes}`);
  return {
    prefix: [...prefix, '--'],
    // Files there are memory too: all of them full, half of it is left.
    scratchMegabytes: Math.min(SCRATCH_MEGABYTES, limits.memoryMegabytes / 8),
  };
}

/** Processors that share the memory of one program before a run gets more of it. */
const PROCESSORS_PER_SHARE = 8;

/**
 * What all processes of a run may use together: the memory of one program, and as much again for every further eight
 * processors, because cargo starts one rustc for each.
 */
export function limitTogether(limits: Pick<Limits, 'memoryMegabytes' | 'processes'>): {
  readonly processes: number;
  readonly memoryMegabytes: number;
} {
  const shares = Math.ceil(availableParallelism() / PROCESSORS_PER_SHARE);
  return { processes: limits.processes, memoryMegabytes: limits.memoryMegabytes * shares };
}
