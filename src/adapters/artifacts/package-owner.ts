import { realpath } from 'node:fs/promises';
import { execa } from 'execa';
import type { PackageOwner, Packages } from '../../ports/packages.ts';

const SECONDS = 5;
const MOST_OUTPUT = 65_536;
/** dpkg takes the rest for patterns; a name that begins with `-` could be no absolute path. */
const PLAIN_PATH = /^\/[\w./+@:,=~% -]+$/;
const PACKAGE = /^[\w.+-]+(?::[\w-]+)?$/;

interface Tool {
  readonly ask: (path: string) => readonly [program: string, ...args: string[]];
  readonly read: (answer: string) => PackageOwner | undefined;
  readonly version?: (name: string) => readonly [program: string, ...args: string[]];
}

const TOOLS: readonly Tool[] = [
  {
    ask: (path) => ['dpkg-query', '--search', path],
    read: (answer) => named(/^([^,\s]+?): /m.exec(answer)?.[1]),
    version: (name) => ['dpkg-query', '--show', '--showformat=${Version}', name],
  },
  {
    ask: (path) => ['rpm', '-qf', '--queryformat', '%{NAME} %{VERSION}-%{RELEASE}\n', path],
    read: (answer) => named(...(answer.split('\n')[0] ?? '').split(' ')),
  },
  {
    ask: (path) => ['pacman', '-Qo', '--quiet', path],
    read: (answer) => named(answer.split('\n')[0]),
    version: (name) => ['pacman', '-Q', name],
  },
];

/**
 * Asks dpkg, rpm or pacman, whichever is there, without a shell and for 5 seconds at most each.
 *
 * @param path the variable PATH: where they are looked for
 */
export function systemPackages(path: string): Packages {
  const run = async (
    [program, ...args]: readonly [string, ...string[]],
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> => {
    const { exitCode, stdout } = await execa(program, args, {
      env: { PATH: path, LC_ALL: 'C' },
      extendEnv: false,
      cwd: '/',
      stdin: 'ignore',
      reject: false,
      timeout: SECONDS * 1000,
      maxBuffer: MOST_OUTPUT,
      ...(signal ? { cancelSignal: signal } : {}),
    });
    signal?.throwIfAborted();
    return exitCode === 0 ? stdout : undefined;
  };
  return {
    ownerOf: async (file, signal) => {
      for (const candidate of await namesOf(file))
        for (const { ask, read, version } of TOOLS) {
          const owner = read((await run(ask(candidate), signal)) ?? '');
          if (!owner) continue;
          const told = version && (await run(version(owner.name), signal))?.trim().split(' ').at(-1);
          return told ? { ...owner, version: told } : owner;
        }
      return undefined;
    },
  };
}

/** Where `/bin` is a link to `/usr/bin`, the database may know either name. */
async function namesOf(file: string): Promise<readonly string[]> {
  const real = await realpath(file).catch(() => file);
  const names = [real, real.replace(/^\/usr(?=\/(?:s?bin|lib\w*)\/)/, '')];
  return [...new Set(names)].filter((name) => PLAIN_PATH.test(name));
}

function named(name?: string, version?: string): PackageOwner | undefined {
  if (name === undefined || !PACKAGE.test(name)) return undefined;
  return version ? { name, version } : { name };
}
