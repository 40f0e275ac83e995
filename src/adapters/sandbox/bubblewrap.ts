import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Limits } from '../../core/policy/settings.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../ports/sandbox.ts';
import { bubblewrapRecipe, INSIDE, type Walls } from './bubblewrap-recipe.ts';
import { ensureRealFolder } from './ensure-real-folder.ts';
import { runBounded } from './run-bounded.ts';
import { sandboxLimits } from './sandbox-limits.ts';
import { treeSources } from './tree-sources.ts';

/** The sandbox by bubblewrap (github.com/containers/bubblewrap). */
export class Bubblewrap implements Sandbox {
  readonly name = 'bwrap';
  readonly #program: string;
  readonly #walls: Walls;
  readonly #limits: Limits;
  readonly #outputBytes: number;

  constructor(options: { program: string; walls: Walls; limits: Limits; outputBytes: number }) {
    this.#program = options.program;
    this.#walls = options.walls;
    this.#limits = options.limits;
    this.#outputBytes = options.outputBytes;
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
    const { status, ...run } = await runBounded({
      file: this.#program,
      args: recipe.args,
      // Empty on purpose: PID 1 inside is bwrap itself, and its environment can be read from /proc/1/environ.
      env: {},
      cwd: '/',
      stdin: command.stdin,
      descriptors: recipe.descriptors,
      timeoutSeconds: command.timeoutSeconds,
      outputBytes: this.#outputBytes,
      signal: command.signal,
    });
    // bwrap reports an exit code there only when the program was really started inside.
    if (!run.timedOut && !status.includes('"exit-code"')) {
      throw new Fault('sandbox-missing', firstLine(run.stderr) || 'bwrap ended before starting the program');
    }
    return run;
  }
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
