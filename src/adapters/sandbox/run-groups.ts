import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type CgroupFolders, cgroupFolders } from './cgroup-folders.ts';

/** What all processes of one run may use together. */
export interface GroupLimits {
  readonly processes: number;
  readonly memoryMegabytes: number;
}

/** A control group of one run; disposing removes it, once its processes are gone. */
export interface RunGroup extends AsyncDisposable {
  /** Command line in front of the program: enters the group, or ends without starting the program. */
  readonly prefix: readonly [string, ...string[]];
}

const NAME = 'openspec-complete-';
const LEFT_BEHIND_MILLISECONDS = 3_600_000;
/** The shell in front, bwrap itself and the first process inside. */
const OWN_PROCESSES = 3;
const ENTER_ONE = 'echo 0 > "$1" && shift && exec "$@"';
const ENTER_TWO = 'echo 0 > "$1" && echo 0 > "$2" && shift 2 && exec "$@"';

/**
 * Control groups, for what limits of single processes cannot hold: the kernel exempts root from the process limit, and
 * many processes together use many times the memory of one. Needs folders this user may write: root mostly, an ordinary
 * user where systemd delegates one.
 */
export class RunGroups {
  readonly #folders: readonly string[];
  readonly #settings: (limits: GroupLimits) => readonly Setting[];

  private constructor(folders: readonly string[], settings: (limits: GroupLimits) => readonly Setting[]) {
    this.#folders = folders;
    this.#settings = settings;
  }

  /** Groups that were seen to take a process in; undefined where none can be made. */
  static async find(): Promise<RunGroups | undefined> {
    const [mountinfo, self] = await Promise.all(
      ['/proc/self/mountinfo', '/proc/self/cgroup'].map((file) => readFile(file, 'utf8').catch(() => '')),
    );
    for (const groups of choices(cgroupFolders(mountinfo ?? '', self ?? ''))) {
      const found = new RunGroups(groups.folders, groups.settings);
      if (await found.#works()) return found;
    }
    return undefined;
  }

  /** Throws the system error when the group cannot be made. */
  async open(limits: GroupLimits): Promise<RunGroup> {
    const name = `${NAME}${randomUUID()}`;
    const made = this.#folders.map((folder) => join(folder, name));
    const remove = async () => {
      for (const folder of made) await removeGroup(folder);
    };
    try {
      for (const folder of made) await mkdir(folder);
      for (const { index, file, value, optional } of this.#settings(limits)) {
        const written = writeFile(join(made[index] ?? '', file), value);
        await (optional ? written.catch(() => undefined) : written);
      }
    } catch (error) {
      await remove();
      throw error;
    }
    const entries = made.map((folder) => join(folder, 'cgroup.procs'));
    const script = entries.length === 1 ? ENTER_ONE : ENTER_TWO;
    return { prefix: ['/bin/sh', '-c', script, 'sh', ...entries], [Symbol.asyncDispose]: remove };
  }

  async #works(): Promise<boolean> {
    try {
      await using group = await this.open({ processes: 16, memoryMegabytes: 64 });
      const [file, ...args] = group.prefix;
      await promisify(execFile)(file, [...args, '/bin/sh', '-c', ':'], { env: {} });
    } catch {
      return false;
    }
    await Promise.all(this.#folders.map(sweep));
    return true;
  }
}

interface Setting {
  /** Which of the folders. */
  readonly index: number;
  readonly file: string;
  readonly value: string;
  /** Missing where the kernel does not account for swap. */
  readonly optional?: true;
}

interface Choice {
  readonly folders: readonly string[];
  readonly settings: (limits: GroupLimits) => readonly Setting[];
}

function choices(found: CgroupFolders | undefined): readonly Choice[] {
  if (found === undefined) return [];
  const bytes = (limits: GroupLimits) => String(limits.memoryMegabytes * 1_048_576);
  const processes = (limits: GroupLimits) => ({
    index: 0,
    file: 'pids.max',
    value: String(limits.processes + OWN_PROCESSES),
  });
  if (found.version === 2)
    return found.candidates.map((folder) => ({
      folders: [folder],
      settings: (limits) => [
        processes(limits),
        { index: 0, file: 'memory.max', value: bytes(limits) },
        { index: 0, file: 'memory.swap.max', value: '0', optional: true },
      ],
    }));
  return [
    {
      folders: [found.pids, found.memory],
      settings: (limits) => [
        processes(limits),
        { index: 1, file: 'memory.limit_in_bytes', value: bytes(limits) },
        { index: 1, file: 'memory.memsw.limit_in_bytes', value: bytes(limits), optional: true },
      ],
    },
  ];
}

/** The kernel refuses until the last process is really gone, which is moments after it was killed. */
async function removeGroup(folder: string): Promise<void> {
  for (let wait = 1; wait <= 1_024; wait *= 2) {
    try {
      await rmdir(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') return;
    }
    await setTimeout(wait);
  }
}

/** Groups that a killed run left behind. One with processes in it stays: rmdir refuses. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(NAME))) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MILLISECONDS)
      await rmdir(join(folder, name)).catch(() => undefined);
  }
}
