import { readlink } from 'node:fs/promises';
import type { SandboxCommand } from '../../ports/sandbox.ts';
import {
  INSIDE_CARGO_HOME,
  INSIDE_RUSTUP_HOME,
  isWithin,
  type RustInstallation,
} from './rust-installation.ts';
import type { SandboxLimits } from './sandbox-limits.ts';

/** The slot as every sandboxed program sees it: the same place for every slot, so that builds are alike. */
export const INSIDE = { tree: '/slot/tree', target: '/slot/target' } as const;
const HOME = '/home/build';
const USER = 1000;
const SYSTEM_FOLDERS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
/** Files of /etc that the dynamic linker, the C compiler driver and tests about local time look at. */
const ETC = [
  '/etc/alternatives',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
];
const PASSWD = `root:x:0:0:root:/:/bin/false\nbuild:x:${USER}:${USER}:build:${HOME}:/bin/sh\n`;
const GROUP = `root:x:0:\nbuild:x:${USER}:\n`;

/** Arguments of `bwrap`, and what it reads from descriptors 3 and on; the last descriptor is its status. */
interface Recipe {
  readonly args: readonly string[];
  readonly descriptors: readonly string[];
}

/** The part of the recipe that is the same for every command on this machine. */
export interface Walls {
  readonly rust: RustInstallation;
  readonly systemArgs: readonly string[];
}

/**
 * Looks at how this machine lays out /bin and /lib: links into /usr on merged systems, folders on others.
 * `closedUsers`: with `--disable-userns` (bubblewrap 0.8), so that no program makes itself root of a namespace of its
 * own, where most of the kernel's past holes were.
 */
export async function buildWalls(
  rust: RustInstallation,
  options: { readonly closedUsers: boolean },
): Promise<Walls> {
  const systemArgs = [...(options.closedUsers ? ['--disable-userns'] : []), '--ro-bind', '/usr', '/usr'];
  for (const folder of SYSTEM_FOLDERS) {
    const link = await readlink(folder).catch(() => undefined);
    systemArgs.push(
      ...(link === undefined ? ['--ro-bind-try', folder, folder] : ['--symlink', link, folder]),
    );
  }
  for (const path of ETC) systemArgs.push('--ro-bind-try', path, path);
  // A CARGO_HOME or RUSTUP_HOME below /usr (as in the official Rust images) would show its credentials.
  for (const home of [rust.cargoHome, rust.rustupHome]) {
    if (isWithin(home, '/usr')) systemArgs.push('--tmpfs', home, '--remount-ro', home);
  }
  return { rust, systemArgs };
}

/**
 * One bubblewrap call: no network, no host processes, no capability, nothing of the host's files but /usr, the
 * toolchain and the slot. bwrap itself must be started with an empty environment, because /proc/1/environ inside is
 * bwrap's own.
 */
export function bubblewrapRecipe(
  walls: Walls,
  command: SandboxCommand,
  more: SandboxLimits & {
    /** Host folders of crates that the tree itself asks for, by their place inside. */
    readonly sources: readonly { readonly from: string; readonly to: string }[];
    /** Of a frozen target: cargo's lock files in it, which cargo opens for writing. */
    readonly locks?: readonly string[];
  },
): Recipe {
  const { rust } = walls;
  const scratch = ['--size', String(Math.floor(more.scratchMegabytes * 1_048_576)), '--tmpfs'];
  const descriptors = [
    PASSWD,
    GROUP,
    rust.config.toml,
    ...(command.frozenTarget ? (more.locks ?? []).map(() => '') : []),
  ];
  const args = [
    ...['--unshare-all', '--unshare-user', '--uid', String(USER), '--gid', String(USER)],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--hostname', 'sandbox'],
    ...walls.systemArgs,
    ...['--ro-bind-data', '3', '/etc/passwd', '--ro-bind-data', '4', '/etc/group'],
    ...['--dev', '/dev', ...scratch, '/dev/shm', '--proc', '/proc', ...scratch, '/tmp', ...scratch, HOME],
    ...[...scratch, INSIDE_CARGO_HOME, '--dir', INSIDE_RUSTUP_HOME],
    ...rust.mounts.flatMap(({ from, to }) => ['--ro-bind-try', from, to]),
    ...more.sources.flatMap(({ from, to }) => ['--ro-bind', from, to]),
    ...['--ro-bind-data', '5', `${INSIDE_CARGO_HOME}/config.toml`],
    ...[command.writableTree ? '--bind' : '--ro-bind', command.tree, INSIDE.tree],
    ...['--bind', command.target, INSIDE.target],
    ...(command.frozenTarget ? frozen(scratch, more.locks ?? []) : []),
    // Inside, a runner that is root still owns /proc/sys, where bwrap leaves it writable: core_pattern names a program
    // that the kernel starts on the host.
    ...['--remount-ro', '/proc', '--remount-ro', '/', '--clearenv'],
    ...Object.entries(insideEnvironment(rust, command)).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--chdir', command.cwd === '' ? INSIDE.tree : `${INSIDE.tree}/${command.cwd}`],
    ...['--json-status-fd', String(3 + descriptors.length), '--'],
    ...more.prefix,
    ...command.argv,
  ];
  return { args, descriptors };
}

/** Over the writable target: integration tests use `tmp` (CARGO_TARGET_TMPDIR), cargo itself its locks. */
function frozen(scratch: readonly string[], locks: readonly string[]): readonly string[] {
  return [
    ...[...scratch, `${INSIDE.target}/tmp`],
    ...locks.flatMap((lock, index) => ['--bind-data', String(6 + index), `${INSIDE.target}/${lock}`]),
    ...['--remount-ro', INSIDE.target],
  ];
}

function insideEnvironment(rust: RustInstallation, command: SandboxCommand): Record<string, string> {
  return {
    PATH: [...new Set([...rust.binFolders, '/usr/local/bin', '/usr/bin', '/bin'])].join(':'),
    HOME,
    USER: 'build',
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
    CARGO_HOME: INSIDE_CARGO_HOME,
    RUSTUP_HOME: INSIDE_RUSTUP_HOME,
    RUSTUP_AUTO_INSTALL: '0',
    CARGO_TARGET_DIR: INSIDE.target,
    CARGO_NET_OFFLINE: 'true',
    CARGO_TERM_COLOR: 'never',
    ...command.env,
  };
}
