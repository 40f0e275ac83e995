import { mkdir } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import type { Limits } from '../../core/policy/settings.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../ports/sandbox.ts';
import { bubblewrapRecipe, INSIDE, type Walls } from './bubblewrap-recipe.ts';
import { runBounded } from './run-bounded.ts';
import { sandboxLimits } from './sandbox-limits.ts';

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
    const recipe = bubblewrapRecipe(this.#walls, command, limits);
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

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
