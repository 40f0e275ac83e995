import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { credentialsIn } from './credentials-in.ts';
import { type Git, type GitResult, gitFault } from './git.ts';
import type { GitPlace } from './git-place.ts';
import { parseRemoteAddress, type RemoteAddress } from './remote-address.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A user's checkout as it was found. Nothing in it is ever written except objects and the branches asked for. */
export interface Checkout {
  /** Absolute path of the working tree's top folder; the git folder when bare. */
  readonly topLevel: string;
  readonly gitDir: string;
  /** Git folder shared by all worktrees of the repository: refs, configuration, objects. */
  readonly commonDir: string;
  readonly objects: string;
  readonly bare: boolean;
  readonly shallow: boolean;
  /** Full commit id of HEAD. */
  readonly head: string;
  /** Undefined when HEAD is detached. */
  readonly branch?: string;
  /** URL of `origin` without credentials. */
  readonly remoteUrl?: string;
  readonly remote?: RemoteAddress;
  /** What the configuration holds of passwords and headers for remotes: to be hidden, never used. */
  credentials(): readonly string[];
  /** Best guess: what origin calls HEAD, else `init.defaultBranch`, main or master if there, else the current one. */
  defaultBranch(): Promise<string | undefined>;
  /** Where commands on this repository run. */
  readonly place: GitPlace;
}

/**
 * Finds the repository around a folder. The user's own git settings count here, so that `safe.directory` works.
 *
 * Throws `not-a-repository`, `repository-not-trusted`, `no-commit`, `git-missing`, `git-failed`.
 */
export async function openCheckout(git: Git, folder: string): Promise<Checkout> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Fault('not-a-repository', folder);
  const paths = await findPaths(git, folder).catch(async (error: unknown) => {
    // A git that is too old explains whatever else went wrong; each start of git costs milliseconds.
    await requireVersion(git);
    throw error;
  });
  const place: GitPlace = { gitDir: paths.gitDir };
  const [head, branch, config] = await Promise.all([
    git.run(place, { args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] }),
    ask(git, place, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git.run(place, { args: ['config', '--null', '--get-regexp', REMOTE_SETTINGS] }),
  ]);
  if (head.exitCode !== 0) throw new Fault('no-commit', paths.topLevel);
  const settings = parseSettings(new TextDecoder().decode(config.stdout));
  const url = settings.findLast(([key, value]) => key === 'remote.origin.url' && value !== '')?.[1];
  const remote = url === undefined ? undefined : parseRemoteAddress(url);
  return {
    ...paths,
    head: textOf(head),
    place,
    credentials: () => settings.flatMap(([, value]) => credentialsIn(value)),
    ...(branch === undefined ? {} : { branch }),
    ...(url === undefined ? {} : { remoteUrl: withoutCredentials(url) }),
    ...(remote === undefined ? {} : { remote }),
    defaultBranch: async () => (await guessDefaultBranch(git, place)) ?? branch,
  };
}

/** Addresses, and the headers that checkout steps leave behind; with the files that the configuration includes. */
const REMOTE_SETTINGS = String.raw`^(remote\..*\.(url|pushurl)|http\.(.*\.)?extraheader)$`;

/** `key\nvalue\0` (git-scm.com/docs/git-config, `--null`). */
function parseSettings(text: string): readonly (readonly [string, string])[] {
  return text.split('\0').map((line): [string, string] => {
    const cut = line.indexOf('\n');
    return cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + 1)];
  });
}

const textOf = (result: GitResult): string => new TextDecoder().decode(result.stdout).trimEnd();

/** The answer of a command that may say nothing. */
async function ask(git: Git, place: GitPlace, args: readonly string[]): Promise<string | undefined> {
  const result = await git.run(place, { args });
  const text = textOf(result);
  return result.exitCode === 0 && text !== '' ? text : undefined;
}

/** 2.31 brought `GIT_CONFIG_COUNT` and `--path-format`. */
async function requireVersion(git: Git): Promise<void> {
  const version = await git.text(undefined, { args: ['--version'] });
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) * 1000 + Number(minor) < 2031)
    throw new Fault('git-missing', `only ${version}`, { cause: version });
}

type Paths = Pick<Checkout, 'topLevel' | 'gitDir' | 'commonDir' | 'objects' | 'bare' | 'shallow'>;

async function findPaths(git: Git, folder: string): Promise<Paths> {
  const args = [
    'rev-parse',
    '--path-format=absolute',
    '--git-dir',
    '--git-common-dir',
    '--git-path',
    'objects',
  ];
  args.push('--is-bare-repository', '--is-shallow-repository', '--is-inside-work-tree');
  const [found, top] = await Promise.all([
    git.run(undefined, { args, cwd: folder }),
    // Fails in a bare repository, which has no such folder.
    git.run(undefined, { args: ['rev-parse', '--path-format=absolute', '--show-toplevel'], cwd: folder }),
  ]);
  if (found.exitCode !== 0) throw discoveryFault(found, folder, args);
  const [gitDir = '', commonDir = '', objects = '', bare, shallow, inside] = textOf(found).split('\n');
  // A git that does not know `--path-format` repeats it.
  if (!isAbsolute(gitDir)) throw gitFault(args, `it answered ${gitDir}`);
  if (bare !== 'true' && inside !== 'true') throw new Fault('not-a-repository', folder);
  const topLevel = bare === 'true' ? gitDir : textOf(top);
  return { topLevel, gitDir, commonDir, objects, bare: bare === 'true', shallow: shallow === 'true' };
}

function discoveryFault(result: GitResult, folder: string, args: readonly string[]): Fault {
  // Wording since 2.35.3, and of 2.35.2 before it; git has no exit code of its own for this.
  if (/detected dubious ownership|unsafe repository/.test(result.stderr))
    return new Fault('repository-not-trusted', folder, { cause: result.stderr });
  if (/not a git repository/i.test(result.stderr))
    return new Fault('not-a-repository', folder, { cause: result.stderr });
  return gitFault(args, result.stderr);
}

async function guessDefaultBranch(git: Git, place: GitPlace): Promise<string | undefined> {
  const [said, configured] = await Promise.all([
    ask(git, place, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']),
    ask(git, place, ['config', '--get', 'init.defaultBranch']),
  ]);
  if (said !== undefined) return said.replace(/^refs\/remotes\/origin\//, '');
  const names = [...(configured === undefined ? [] : [configured]), 'main', 'master'];
  const patterns = names.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]);
  const refs = await git.text(place, { args: ['for-each-ref', '--format=%(refname)', ...patterns] });
  const there = new Set(refs.split('\n').map((ref) => ref.replace(/^refs\/(heads|remotes\/origin)\//, '')));
  return names.find((name) => there.has(name));
}
