import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Limits, Settings } from '../../core/policy/settings.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { Bubblewrap } from './bubblewrap.ts';
import { buildWalls } from './bubblewrap-recipe.ts';
import { RunGroups } from './run-groups.ts';
import { findProgram, findRust } from './rust-installation.ts';
import { Unsandboxed } from './unsandboxed.ts';

export interface SandboxOptions {
  /** `off` is the user's explicit opt-out; the others fail closed. */
  readonly mode: Settings['sandbox'];
  readonly limits: Limits;
  /** PATH of the host: where `bwrap` and `cargo` are looked up. */
  readonly path: string;
  /** HOME of the user; the defaults of the next two are `.cargo` and `.rustup` in it. */
  readonly home: string;
  readonly cargoHome?: string;
  readonly rustupHome?: string;
  /** Bytes kept of each output stream of a program, head and tail; 8 MiB when not given. */
  readonly outputBytes?: number;
}

const OUTPUT_BYTES = 8 * 1_048_576;
const PROBE_SECONDS = 30;

/** A sandbox that was seen to work. Throws `sandbox-missing`, with the reason, when none does. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { path, limits, outputBytes = OUTPUT_BYTES } = options;
  const cargoHome = options.cargoHome || join(options.home, '.cargo');
  const rustupHome = options.rustupHome || join(options.home, '.rustup');
  if (options.mode === 'off') {
    const hasPrlimit = (await findProgram('prlimit', path)) !== undefined;
    return new Unsandboxed({ path, cargoHome, rustupHome, limits, outputBytes, hasPrlimit });
  }
  const program = await findProgram('bwrap', path);
  if (program === undefined) throw new Fault('sandbox-missing', 'bwrap is not on PATH');
  const [rust, groups] = await Promise.all([findRust({ cargoHome, rustupHome, path }), RunGroups.find()]);
  const open = async (closedUsers: boolean): Promise<Sandbox> => {
    const walls = await buildWalls(rust, { closedUsers });
    const sandbox = new Bubblewrap({ program, walls, limits, outputBytes, groups });
    await probe(sandbox);
    return sandbox;
  };
  // An older bwrap does not know how to close user namespaces; `health sandbox` says so.
  return await open(true).catch(() => open(false));
}

/** Runs `true` behind the same walls as everything later: what works here works there. */
async function probe(sandbox: Sandbox): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'openspec-complete-probe-'));
  try {
    const run = await sandbox.run({
      argv: ['true'],
      tree: folder,
      writableTree: false,
      target: join(folder, 'target'),
      cwd: '',
      env: {},
      timeoutSeconds: PROBE_SECONDS,
    });
    if (run.exitCode !== 0) {
      throw new Fault('sandbox-missing', run.stderr.trim().split('\n')[0] || 'bwrap gave no answer');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
