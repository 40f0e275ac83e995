import { constants } from 'node:buffer';
import { execa } from 'execa';
import { Fault } from '../../core/fault.ts';
import { type Environment, gitEnvironment } from './git-environment.ts';
import type { GitPlace } from './git-place.ts';

export interface GitCall {
  readonly args: readonly string[];
  readonly input?: string | Uint8Array;
  /** Added to the cleared environment; the only way for a credential. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings for this one command, given through its environment. */
  readonly config?: readonly (readonly [string, string])[];
  readonly signal?: AbortSignal;
  /** Folder to start in; the git folder when not given. */
  readonly cwd?: string;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** The git program, started with a cleared environment: no hooks, no prompts, no helper programs of the repository. */
export interface Git {
  /** Any exit code is an answer. Throws `git-missing`, and the signal's reason when aborted. */
  run(place: GitPlace | undefined, call: GitCall): Promise<GitResult>;
  /** Like `run`, but a non-zero exit throws `git-failed`, `disk-full` or `clone-partial`. */
  bytes(place: GitPlace | undefined, call: GitCall): Promise<Uint8Array>;
  /** The answer as text without its last newline. */
  text(place: GitPlace | undefined, call: GitCall): Promise<string>;
}

/**
 * Commands that may talk to a server. All others read what is there: in a partial clone they would fetch what is not,
 * by programs that the checkout's own settings name (GIT_NO_LAZY_FETCH is not known to git before 2.39.4).
 */
const NETWORK: ReadonlySet<string> = new Set(['fetch', 'push', 'ls-remote']);

/** @param environment the caller's environment; only an allow-list of it reaches git (see git-environment.ts). */
export function createGit(environment: Environment): Git {
  async function run(place: GitPlace | undefined, call: GitCall): Promise<GitResult> {
    const result = await execa('git', [...call.args], {
      cwd: call.cwd ?? place?.gitDir ?? '/',
      env: {
        ...gitEnvironment(environment, place, call.config ?? []),
        ...(NETWORK.has(call.args[0] ?? '') ? {} : { GIT_ALLOW_PROTOCOL: 'none' }),
        ...call.env,
      },
      extendEnv: false,
      encoding: 'buffer',
      stripFinalNewline: false,
      reject: false,
      maxBuffer: constants.MAX_LENGTH,
      ...(call.input === undefined ? { stdin: 'ignore' as const } : { input: call.input }),
      ...(call.signal ? { cancelSignal: call.signal } : {}),
    });
    if (result.isCanceled) throw call.signal?.reason;
    if (result.code === 'ENOENT') throw new Fault('git-missing', 'no `git` on PATH', { cause: result });
    const stderr = new TextDecoder().decode(result.stderr);
    if (result.exitCode === undefined && !result.isTerminated)
      throw new Fault('git-failed', `it could not be started (${result.code ?? 'unknown reason'})`);
    return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr };
  }

  async function bytes(place: GitPlace | undefined, call: GitCall): Promise<Uint8Array> {
    const result = await run(place, call);
    if (result.exitCode !== 0) throw gitFault(call.args, result.stderr, place?.gitDir);
    return result.stdout;
  }

  return {
    run,
    bytes,
    text: async (place, call) => new TextDecoder().decode(await bytes(place, call)).replace(/\n$/, ''),
  };
}

/** Missing objects of a partial clone (`--filter`), which git would fetch by what the checkout's own settings name. */
const NOT_FETCHED = /could not fetch \S+ from promisor remote|lazy fetching disabled/;

/** The fault for a git command that failed; `where` is named when the disk is full or the clone partial. */
export function gitFault(args: readonly string[], stderr: string, where = 'the repository'): Fault {
  // strerror(ENOSPC) and strerror(EDQUOT); LC_ALL=C keeps them in English.
  if (/No space left on device|Disk quota exceeded/.test(stderr)) return new Fault('disk-full', where);
  if (NOT_FETCHED.test(stderr)) return new Fault('clone-partial', where);
  return new Fault('git-failed', `\`git ${args[0] ?? ''}\`: ${gistOf(stderr)}`);
}

/** The line of git's error output that says most, without its `fatal:` prefix and closing period. */
function gistOf(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => /^(fatal|error):/.test(one)) ?? lines.at(-1) ?? 'it gave no reason';
  return line
    .replace(/^(fatal|error): /, '')
    .replace(/\.$/, '')
    .slice(0, 500);
}
