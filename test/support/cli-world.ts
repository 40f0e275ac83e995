import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { createGitProject, type GitProject, QUIET_ENVIRONMENT } from './git-project.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface CliOptions {
  /** The working tree when not given. */
  readonly cwd?: string;
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

interface CliEnd {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The sample workspace of the demo as a user's repository, and `dist/cli.js` as a user starts it. */
export interface CliWorld extends AsyncDisposable {
  readonly project: GitProject;
  readonly root: string;
  /** A free folder that is no repository. */
  readonly elsewhere: string;
  cli(args: readonly string[], options?: CliOptions): Promise<CliEnd>;
  /** The same as a process under way. */
  start(args: readonly string[], options?: CliOptions): ReturnType<typeof startCli>;
}

export async function createCliWorld(env: CliOptions['env'] = {}): Promise<CliWorld> {
  const project = await createGitProject();
  await cp(join(ROOT, 'demo', 'sample'), project.root, { recursive: true });
  await project.commit({}, 'Read durations');
  const elsewhere = join(project.folder, 'elsewhere');
  await mkdir(elsewhere);
  const start: CliWorld['start'] = (args, options = {}) =>
    startCli(args, {
      cwd: options.cwd ?? project.root,
      env: { ...userEnvironment(project.folder), ...env, ...options.env },
    });
  return {
    project,
    root: project.root,
    elsewhere,
    start,
    cli: async (args, options) => {
      const { exitCode, stdout, stderr } = await start(args, options);
      return { code: exitCode, stdout, stderr };
    },
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

/** What a login shell has, with a state folder of its own and git as it comes. */
function userEnvironment(folder: string): Record<string, string | undefined> {
  const { PATH, HOME, CARGO_HOME, RUSTUP_HOME } = process.env;
  return { PATH, HOME, CARGO_HOME, RUSTUP_HOME, ...QUIET_ENVIRONMENT, XDG_STATE_HOME: join(folder, 'state') };
}

function startCli(args: readonly string[], { cwd, env }: Required<CliOptions>) {
  return execa(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...args], {
    cwd,
    env: { ...env },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
}
