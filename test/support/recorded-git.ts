import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** One start of git, as the system saw it. */
export interface GitStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A `git` for the front of PATH that writes down how it was started. */
export interface RecordedGit {
  readonly path: string;
  starts(): Promise<readonly GitStart[]>;
}

/**
 * Puts it into a folder of its own. With `fails`, a command of this name says its credential in an error, as a careless
 * server or a verbose proxy would, and ends with 128.
 */
export async function recordGit(folder: string, fails?: string): Promise<RecordedGit> {
  const bin = join(folder, 'bin');
  const log = join(folder, 'starts');
  await mkdir(bin, { recursive: true });
  await mkdir(log, { recursive: true });
  const { stdout: git } = await execa('sh', ['-c', 'command -v git']);
  const careless = fails === undefined ? '' : CARELESS.replace('COMMAND', fails);
  await writeFile(
    join(bin, 'git'),
    `#!/bin/sh\nf=$(mktemp ${log}/XXXXXXXXXX)\nprintf '%s\\0' "$@" > "$f.args"\ncat /proc/$$/environ > "$f.env"\n${careless}exec ${git} "$@"\n`,
    { mode: 0o755 },
  );
  return { path: `${bin}:${process.env['PATH'] ?? ''}`, starts: () => readStarts(log) };
}

const CARELESS = `case " $* " in *" COMMAND "*)
  i=0
  while [ "$i" -lt "\${GIT_CONFIG_COUNT:-0}" ]; do
    eval "v=\\$GIT_CONFIG_VALUE_$i"
    case "$v" in AUTHORIZATION*)
      p=$(printf %s "\${v##* }" | base64 -d)
      echo "fatal: unable to access 'http://$p@127.0.0.1/acme/greeter.git/': $v (\${p#*:})" >&2
      exit 128;;
    esac
    i=$((i+1))
  done;;
esac
`;

async function readStarts(log: string): Promise<readonly GitStart[]> {
  const names = (await readdir(log)).filter((name) => name.endsWith('.args'));
  return Promise.all(
    names.map(async (name) => {
      const args = await readFile(join(log, name), 'utf8');
      const env = await readFile(join(log, name.replace(/args$/, 'env')), 'utf8');
      const pairs = env.split('\0').filter(Boolean);
      return {
        args: args.split('\0').slice(0, -1),
        env: Object.fromEntries(pairs.map((pair) => [pair.replace(/=.*/s, ''), pair.replace(/^[^=]*=/, '')])),
      };
    }),
  );
}
