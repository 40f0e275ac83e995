import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { Limits } from '../../core/policy/settings.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../ports/sandbox.ts';
import { bubblewrapRecipe, INSIDE, type Walls } from './bubblewrap-recipe.ts';
import { type DiskFloor, type DiskRoom, diskFloor, diskRoom, isBelow } from './disk-room.ts';
import { emptyFolder } from './empty-folder.ts';
import { ensureRealFolder } from './ensure-real-folder.ts';
import { runBounded } from './run-bounded.ts';
import type { RunGroups } from './run-groups.ts';
import { limitTogether, sandboxLimits } from './sandbox-limits.ts';
import { treeSources } from './tree-sources.ts';
import { watchDisk } from './watch-disk.ts';

/** Of all processes of a machine that has no memory left, those of a run go first; no group holds them together. */
const FIRST_TO_GO = [
  '/bin/sh',
  '-c',
  '{ echo 1000 > /proc/self/oom_score_adj; } 2> /dev/null; exec "$@"',
  'sh',
];
const DISK_SPENT =
  'error: the run was stopped, because it left too little room on the disk for anything else; what it built is removed';

/** The sandbox by bubblewrap (github.com/containers/bubblewrap). */
export class Bubblewrap implements Sandbox {
  readonly name = 'bwrap';
  readonly #program: string;
  readonly #walls: Walls;
  readonly #limits: Limits;
  readonly #outputBytes: number;
  readonly #groups: RunGroups | undefined;
  readonly #floorOf: (atStart: DiskRoom) => DiskFloor;

  constructor(options: {
    program: string;
    walls: Walls;
    limits: Limits;
    outputBytes: number;
    /** What holds all processes of a run together, where this machine lets us. */
    groups: RunGroups | undefined;
    /** What a run has to leave of the disk; `diskFloor` when not given. */
    floorOf?: (atStart: DiskRoom) => DiskFloor;
  }) {
    this.#program = options.program;
    this.#walls = options.walls;
    this.#limits = options.limits;
    this.#outputBytes = options.outputBytes;
    this.#groups = options.groups;
    this.#floorOf = options.floorOf ?? diskFloor;
  }

  inside(): typeof INSIDE {
    return INSIDE;
  }

  async run(command: SandboxCommand): Promise<SandboxRun> {
    const { target } = command;
    await ensureRealFolder(target);
    const limits = sandboxLimits(this.#limits, command.timeoutSeconds, true);
    const sources = await treeSources(command.tree, INSIDE);
    if (command.frozenTarget) await ensureRealFolder(join(target, 'tmp'));
    const locks = command.frozenTarget ? await cargoLocks(target) : [];
    const recipe = bubblewrapRecipe(this.#walls, command, { ...limits, sources, locks });
    const room = await diskRoom(target);
    const floor = room && this.#floorOf(room);
    await using group = await this.#groups?.open(limitTogether(this.#limits));
    const [file, ...args] = [...(group?.prefix ?? FIRST_TO_GO), this.#program, ...recipe.args];
    const { status, stopped, ...run } = await runBounded({
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
      watch: floor && ((stop) => watchDisk(target, floor, stop)),
    });
    if (stopped && floor) return await afterFilling(command, run, floor);
    if (!run.timedOut && !wasStarted(run, status)) {
      throw new Fault('sandbox-missing', firstLine(run.stderr) || 'bwrap ended before starting the program');
    }
    return run;
  }
}

/** The next run begins with room again. Throws `disk-full` where it was somebody else who took it. */
async function afterFilling(
  { target }: SandboxCommand,
  run: SandboxRun,
  floor: DiskFloor,
): Promise<SandboxRun> {
  await emptyFolder(target);
  const room = await diskRoom(target);
  if (room && isBelow(room, floor)) throw new Fault('disk-full', target);
  return { ...run, stderr: `${run.stderr}${run.stderr === '' ? '' : '\n'}${DISK_SPENT}\n` };
}

/**
 * bwrap reports an exit code only when the program was really started inside; bwrap itself may be the process that the
 * kernel kills when the run has used up its memory.
 */
function wasStarted({ exitCode }: Pick<SandboxRun, 'exitCode'>, status: string): boolean {
  return status.includes('"exit-code"') || (exitCode === null && status.includes('"child-pid"'));
}

/**
 * `debug/.cargo-lock`, and `<platform>/debug/.cargo-lock` where the repository builds for a named platform. No link is
 * followed: foreign code would learn what is on the host.
 */
async function cargoLocks(target: string): Promise<readonly string[]> {
  const folders = await readdir(target, { withFileTypes: true }).catch(() => []);
  const platforms = folders.filter((entry) => entry.isDirectory()).map(({ name }) => `${name}/debug`);
  const found = await Promise.all(
    ['debug', ...platforms].map(async (folder) => {
      const lock = `${folder}/.cargo-lock`;
      if (!(await look(join(target, folder)))?.isDirectory()) return [];
      return (await look(join(target, lock)))?.isFile() ? [lock] : [];
    }),
  );
  return found.flat().slice(0, 8);
}

async function look(path: string): Promise<Stats | undefined> {
  return await lstat(path).catch(() => undefined);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
