import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Limits } from '../../core/policy/settings.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../ports/sandbox.ts';
import { bubblewrapRecipe, INSIDE, type Walls } from './bubblewrap-recipe.ts';
import { ensureRealFolder } from './ensure-real-folder.ts';
import { runBounded } from './run-bounded.ts';
import type { RunGroups } from './run-groups.ts';
import { limitTogether, sandboxLimits } from './sandbox-limits.ts';
import { treeSources } from './tree-sources.ts';

/** The sandbox by bubblewrap (github.com/containers/bubblewrap). */
export class Bubblewrap implements Sandbox {
  readonly name = 'bwrap';
  readonly #program: string;
  readonly #walls: Walls;
  readonly #limits: Limits;
  readonly #outputBytes: number;
  readonly #groups: RunGroups | undefined;

  constructor(options: {
    program: string;
    walls: Walls;
    limits: Limits;
    outputBytes: number;
    /** What holds all processes of a run together, where this machine lets us. */
    groups: RunGroups | undefined;
  }) {
    this.#program = options.program;
    this.#walls = options.walls;
    this.#limits = options.limits;
    this.#outputBytes = options.outputBytes;
    this.#groups = options.groups;
  }

  inside(): typeof INSIDE {
    return INSIDE;
  }

  async run(command: SandboxCommand): Promise<SandboxRun> {
    await mkdir(command.target, { recursive: true });
    const limits = sandboxLimits(this.#limits, command.timeoutSeconds, true);
    const sources = await treeSources(command.tree, INSIDE);
    if (command.frozenTarget) await ensureRealFolder(join(command.target, 'tmp'));
    const locks = command.frozenTarget ? await cargoLocks(command.target) : [];
    const recipe = bubblewrapRecipe(this.#walls, command, { ...limits, sources, locks });
    await using group = await this.#groups?.open(limitTogether(this.#limits));
    const [file, ...args] = [...(group?.prefix ?? []), this.#program, ...recipe.args];
    const { status, ...run } = await runBounded({
      file: file ?? this.#program,
      args,
      // Empty on purpose: PID 1 inside is bwrap itself, and its environment can be read from /proc/1/environ.
      env: {},
      cwd: '/',
      stdin: command.stdin,
      descriptors: recipe.descriptors,
      timeoutSeconds: command.timeoutSeconds,
      outputBytes: command.outputBytes ?? this.#outputBytes,
      signal: command.signal,
    });
    if (!run.timedOut && !wasStarted(run, status)) {
      throw new Fault('sandbox-missing', firstLine(run.stderr) || 'bwrap ended before starting the program');
    }
    return run;
  }
}

/**
 * bwrap reports an exit code only when the program was really started inside; bwrap itself may be the process that the
 * kernel kills when the run has used up its memory.
 */
function wasStarted({ exitCode }: Pick<SandboxRun, 'exitCode'>, status: string): boolean {
  return status.includes('"exit-code"') || (exitCode === null && status.includes('"child-pid"'));
}

/** `debug/.cargo-lock`, and `<platform>/debug/.cargo-lock` where the repository builds for a named platform. */
async function cargoLocks(target: string): Promise<readonly string[]> {
  const folders = await readdir(target, { withFileTypes: true });
  const places = folders
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/debug/.cargo-lock`);
  const found = await Promise.all(
    ['debug/.cargo-lock', ...places].map(async (lock) => {
      const stats = await lstat(join(target, lock)).catch(() => undefined);
      return stats?.isFile() ? [lock] : [];
    }),
  );
  return found.flat().slice(0, 8);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
