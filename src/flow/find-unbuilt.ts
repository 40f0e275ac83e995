import type { FileChange } from '../core/verdicts/file-change.ts';
import { findGatedCode, type GatedCode } from '../core/verdicts/gated-code.ts';
import { newDiagnostics } from '../core/verdicts/new-diagnostics.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { Compiled } from './leave-out-unread.ts';

/** Files that are tried; each costs one more check. */
const MOST_FILES = 6;

/**
 * Changed code under a `#[cfg]` that is off with this machine, these features and this toolchain, so that nobody
 * compiled it. A mistake under the same `#[cfg]` is put at the end of the file for the time of one more check: where
 * nobody complains of it, nobody looked. Beyond {@link MOST_FILES} files nothing is taken for built.
 */
export async function findUnbuilt(
  lease: SlotLease,
  files: readonly FileChange[],
  { toolchain, check, compiled, signal }: Compiled,
): Promise<readonly GatedCode[]> {
  const gated = findGatedCode(files).filter(({ path }) => compiled.has(path));
  const paths = [...new Set(gated.map(({ path }) => path))];
  const unbuilt = gated.filter(({ path }) => paths.indexOf(path) >= MOST_FILES);
  for (const path of paths.slice(0, MOST_FILES)) {
    const text = files.find((file) => file.path === path)?.after;
    const here = gated.filter((one) => one.path === path);
    if (text === undefined) continue;
    const first = text.split('\n').length + 1;
    const mistakes = here.map(({ written }) => `#[cfg(${written})] const _: () = 0u8;\n`).join('');
    await lease.write(new Map([[path, `${text}\n${mistakes}`]]));
    const tried = await toolchain.check(lease.slot, signal);
    await lease.write(new Map([[path, text]]));
    const errors = newDiagnostics(check.diagnostics, tried.diagnostics, 'error');
    const lines = new Set(errors.filter((one) => one.file === path).map((one) => one.line));
    // Text that cannot be read with the mistakes tells nothing: then it is not held against the candidate.
    const isUnclear = errors.some((one) => one.file === path && one.code === '') || tried.timedOut;
    if (!isUnclear) unbuilt.push(...here.filter((_, at) => !lines.has(first + at)));
  }
  return unbuilt;
}
