import type { Profile } from '../core/profiles/profile.ts';
import type { FileChange } from '../core/verdicts/file-change.ts';
import { findUncompiled } from '../core/verdicts/find-uncompiled.ts';
import type { GateFinding } from '../core/verdicts/gate-finding.ts';
import type { GatedCode } from '../core/verdicts/gated-code.ts';
import { judgeBenches } from '../core/verdicts/judge-benches.ts';
import { judgeOutsideReads } from '../core/verdicts/judge-outside-reads.ts';
import { judgeCompiled } from '../core/verdicts/judge-texts.ts';
import { judgeUnbuilt } from '../core/verdicts/judge-unbuilt.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Toolchain, Workspace } from '../ports/toolchain.ts';
import { findUnbuilt } from './find-unbuilt.ts';
import { leaveOutUnread } from './leave-out-unread.ts';
import type { Baseline } from './take-baseline.ts';

/** A change whose check held, in the lease's slot. */
export interface CheckedChange {
  readonly files: readonly FileChange[];
  readonly toolchain: Toolchain;
  readonly check: CargoRun;
  readonly baseline: Pick<Baseline, 'workspace' | 'outsideReads'>;
  readonly profile?: Profile | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The gate `compiled`, and what it learned on the way. */
export interface Built {
  readonly finding: GateFinding;
  /** The packages and targets with the change; a changed manifest may add some. */
  readonly workspace: Workspace;
  /** Changed Rust files that cargo did not compile; undefined where the build read outside the repository. */
  readonly uncompiled?: readonly string[];
  /** Changed code under a `#[cfg]` that is off here. */
  readonly unbuilt: readonly GatedCode[];
}

/** Tells which of the changed files and lines the check really compiled, and holds against the change what it did not. */
export async function judgeBuilt(lease: SlotLease, change: CheckedChange): Promise<Built> {
  const { files, toolchain, check, baseline, signal } = change;
  const workspace = files.some(({ path }) => /(^|\/)Cargo\.toml$/.test(path))
    ? await toolchain.workspace(lease.slot, signal)
    : baseline.workspace;
  const read = { toolchain, check, compiled: await toolchain.compiledFiles(lease.slot), signal };
  const compiled = await leaveOutUnread(lease, files, read);
  const unbuilt = await findUnbuilt(lease, files, { ...read, compiled });
  const outside = judgeOutsideReads(compiled, baseline.outsideReads ?? []);
  if (outside) return { finding: judgeUnbuilt(outside, files, unbuilt), workspace, unbuilt };
  const uncompiled = findUncompiled(files, workspace.packages, compiled);
  const found = judgeCompiled(uncompiled);
  const packages = { before: baseline.workspace.packages, after: workspace.packages, compiled };
  const judged =
    change.profile === 'performance' && found.result !== 'failed' ? judgeBenches(files, packages) : found;
  return {
    finding: judgeUnbuilt(judged, files, unbuilt),
    workspace,
    uncompiled: uncompiled.map(({ path }) => path),
    unbuilt,
  };
}
