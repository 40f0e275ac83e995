import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox, SandboxRun } from '../../ports/sandbox.ts';
import type { Slot } from '../../ports/toolchain.ts';
import type { CargoPolicy } from './cargo-scope.ts';
import { isCrateMissing } from './cargo-trouble.ts';
import type { FetchCrates } from './fetch-crates.ts';
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
  readonly #fetch: FetchCrates | undefined;
  /** What cargo said before a fetch that was in vain: not worth another one. */
  readonly #inVain = new Set<string>();

  /** Without `fetch` everything has to be on the machine already. */
  constructor(sandbox: Sandbox, policy: CargoPolicy, fetch?: FetchCrates) {
    this.#sandbox = sandbox;
    this.#policy = policy;
    this.#fetch = fetch;
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
   * Crates that are missing are fetched outside: those of Cargo.lock, and those of manifests that are ahead of it only
   * where the policy allows new dependencies, which the content policy then held every one against.
   */
  async cargo(slot: Slot, invocation: CargoInvocation): Promise<CargoEnd> {
    await freshenSources(slot);
    const run = await this.#withLock(slot, invocation);
    if (!isCrateMissing(run)) return run;
    const existed = await exists(join(slot.tree, 'Cargo.lock'));
    const fetched = await this.#bring(slot, run, invocation.signal);
    if (fetched === 'nothing') return run;
    const again = await this.#withLock(slot, invocation);
    return fetched === 'locked' ? again : { lockfile: existed ? 'updated' : 'generated', ...again };
  }

  async #bring(
    slot: Slot,
    { stderr }: SandboxRun,
    signal: AbortSignal | undefined,
  ): Promise<'locked' | 'added' | 'nothing'> {
    if (!this.#fetch || this.#inVain.has(stderr)) return 'nothing';
    const { allowDependencies = [], toolchain } = this.#policy;
    if (await this.#fetch(slot, { locked: true, toolchain, signal })) return 'locked';
    const mayAdd = allowDependencies.length > 0;
    if (mayAdd && (await this.#fetch(slot, { locked: false, toolchain, signal }))) return 'added';
    this.#inVain.add(stderr);
    return 'nothing';
  }

  async #withLock(slot: Slot, invocation: CargoInvocation): Promise<CargoEnd> {
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
