import type { FileChange } from '../core/verdicts/file-change.ts';
import { findDoubtful } from '../core/verdicts/find-doubtful.ts';
import { newDiagnostics } from '../core/verdicts/new-diagnostics.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Toolchain } from '../ports/toolchain.ts';

/** Wrong wherever an item may stand, and no macro or name of the candidate can make it right. */
const MISTAKE = '\nconst _: () = 0u8;\n';

/** What the candidate's check said, and the files in its dep-info. */
export interface Compiled {
  readonly toolchain: Toolchain;
  readonly check: CargoRun;
  readonly compiled: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The compiled files without those that rustc only looked at: dep-info also lists what `include_str!` embeds and what
 * `#![cfg]` throws away. A doubtful file gets a mistake for the time of one more check; whoever compiles it complains.
 */
export async function leaveOutUnread(
  lease: SlotLease,
  files: readonly FileChange[],
  { toolchain, check, compiled, signal }: Compiled,
): Promise<ReadonlySet<string>> {
  const left = new Set(compiled);
  for (const path of findDoubtful(files)) {
    const text = files.find((file) => file.path === path)?.after;
    if (text === undefined || !compiled.has(path)) continue;
    await lease.write(new Map([[path, text + MISTAKE]]));
    const tried = await toolchain.check(lease.slot, signal);
    await lease.write(new Map([[path, text]]));
    const noticed = newDiagnostics(check.diagnostics, tried.diagnostics, 'error').length > 0;
    if (!noticed && tried.ok === check.ok && !tried.timedOut) left.delete(path);
  }
  return left;
}
