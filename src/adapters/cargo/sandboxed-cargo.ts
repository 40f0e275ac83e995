import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox, SandboxRun } from '../../ports/sandbox.ts';
import type { Slot } from '../../ports/toolchain.ts';
import type { CargoPolicy } from './cargo-scope.ts';
import { freshenSources } from './source-ledger.ts';

/** One run of a program of the toolchain in a slot. */
export interface CargoInvocation {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutSeconds?: number;
  /** See ports/sandbox.ts. */
  readonly frozenTarget?: boolean;
  readonly outputBytes?: number;
  readonly signal: AbortSignal | undefined;
}

export interface CargoEnd extends SandboxRun {
  /** Set when Cargo.lock had to be written first, because it was missing or behind the manifests. */
  readonly lockfile?: 'generated' | 'updated';
}

/** Kept of what cargo says in JSON: some twenty thousand warnings. What is longer is no verdict. */
export const JSON_BYTES = 64 * 1_048_576;

/** With `--locked`, and without it where the tree is read-only. */
const LOCK_BEHIND = /because --locked was passed|failed to write \S*Cargo\.lock/;

/** Runs the toolchain's programs in the sandbox, with the tree read-only. */
export class SandboxedCargo {
  readonly #sandbox: Sandbox;
  readonly #policy: CargoPolicy;

  constructor(sandbox: Sandbox, policy: CargoPolicy) {
    this.#sandbox = sandbox;
    this.#policy = policy;
  }

  get policy(): CargoPolicy {
    return this.#policy;
  }

  inside(slot: Slot): { readonly tree: string; readonly target: string } {
    return this.#sandbox.inside(slot);
  }

  /** One program, as it is. */
  async run(slot: Slot, invocation: CargoInvocation, writableTree = false): Promise<SandboxRun> {
    const { toolchain, limits } = this.#policy;
    return await this.#sandbox.run({
      argv: invocation.argv,
      ...slot,
      writableTree,
      ...(invocation.frozenTarget ? { frozenTarget: true } : {}),
      ...(invocation.outputBytes === undefined ? {} : { outputBytes: invocation.outputBytes }),
      cwd: invocation.cwd ?? '',
      env: { ...(toolchain ? { RUSTUP_TOOLCHAIN: toolchain } : {}), ...invocation.env },
      ...(invocation.stdin === undefined ? {} : { stdin: invocation.stdin }),
      timeoutSeconds: invocation.timeoutSeconds ?? limits.cargoSeconds,
      ...(invocation.signal ? { signal: invocation.signal } : {}),
    });
  }

  /**
   * A cargo command that needs a resolved workspace, given with `--locked`: changed sources are made visible to cargo
   * first, and a Cargo.lock that is missing or behind is written by cargo itself, the only time the tree is writable.
   */
  async cargo(slot: Slot, invocation: CargoInvocation): Promise<CargoEnd> {
    await freshenSources(slot);
    const run = await this.run(slot, invocation);
    if (run.exitCode === 0 || !LOCK_BEHIND.test(run.stderr)) return run;
    const existed = await exists(join(slot.tree, 'Cargo.lock'));
    const argv = ['cargo', 'metadata', '--format-version=1', '--offline'] as const;
    const locking = await this.run(slot, { ...invocation, argv: [...argv] }, true);
    if (locking.exitCode !== 0) return { ...locking, stdout: '' };
    return { ...(await this.run(slot, invocation)), lockfile: existed ? 'updated' : 'generated' };
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
