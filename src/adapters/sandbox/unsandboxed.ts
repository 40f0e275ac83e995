import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../../core/policy/settings.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../ports/sandbox.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { runBounded } from './run-bounded.ts';
import { sandboxLimits } from './sandbox-limits.ts';

/**
 * The user's explicit opt-out: programs run as the user, with network and files. Still bounded in time, output and
 * size, with a cleared environment and a HOME and /tmp of their own.
 */
export class Unsandboxed implements Sandbox {
  readonly name = 'off';
  readonly #options: {
    readonly path: string;
    readonly cargoHome: string;
    readonly rustupHome: string;
    readonly limits: Limits;
    readonly outputBytes: number;
    /** Whether `prlimit` (Linux) exists. */
    readonly hasPrlimit: boolean;
  };

  constructor(options: {
    path: string;
    cargoHome: string;
    rustupHome: string;
    limits: Limits;
    outputBytes: number;
    hasPrlimit: boolean;
  }) {
    this.#options = options;
  }

  inside(command: Pick<SandboxCommand, 'tree' | 'target'>): { tree: string; target: string } {
    return { tree: command.tree, target: command.target };
  }

  async run(command: SandboxCommand): Promise<SandboxRun> {
    const { path, cargoHome, rustupHome, limits, outputBytes, hasPrlimit } = this.#options;
    const prefix = hasPrlimit ? sandboxLimits(limits, command.timeoutSeconds, false).prefix : [];
    await makeFolders(command.target);
    const scratch = await mkdtemp(join(tmpdir(), 'openspec-complete-'));
    try {
      await mkdir(join(scratch, 'home'));
      await mkdir(join(scratch, 'tmp'));
      const [file, ...args] = [...prefix, ...command.argv];
      const {
        status: _,
        stopped: __,
        ...run
      } = await runBounded({
        file: file ?? command.argv[0],
        args,
        env: {
          PATH: path,
          HOME: join(scratch, 'home'),
          TMPDIR: join(scratch, 'tmp'),
          LANG: 'C.UTF-8',
          CARGO_HOME: cargoHome,
          RUSTUP_HOME: rustupHome,
          RUSTUP_AUTO_INSTALL: '0',
          CARGO_TARGET_DIR: command.target,
          CARGO_NET_OFFLINE: 'true',
          CARGO_TERM_COLOR: 'never',
          ...command.env,
        },
        cwd: join(command.tree, command.cwd),
        stdin: command.stdin,
        descriptors: [],
        timeoutSeconds: command.timeoutSeconds,
        outputBytes: command.outputBytes ?? outputBytes,
        signal: command.signal,
      });
      return run;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      return notFound(command.argv[0]);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
}

/** What a shell would answer; with `prlimit` in front the system never says it itself. */
function notFound(program: string): SandboxRun {
  const stderr = `${program}: not found on PATH`;
  return { exitCode: 127, timedOut: false, stdout: '', stderr, truncated: false, milliseconds: 0 };
}
