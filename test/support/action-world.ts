import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { type FakeGitHub, startGitHub } from '../fakes/github/start-github.ts';
import { LmStudio, type LmStudioOptions } from '../fakes/lm-studio/lm-studio.ts';
import type { Responder } from '../fakes/lm-studio/scripted-reply.ts';
import { addFunction, GREETER } from './greeter-crate.ts';
import { TemporaryFolder } from './temporary-folder.ts';

/** Long and odd enough that it is found wherever it leaks. */
export const TOKEN = 'ghs_0123456789abcdefTOKENabcdefABCDEF456789';

type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface WorldOptions {
  /** Added to, or with null taken from, the greeter crate. */
  readonly files?: Files;
  readonly studio?: LmStudioOptions;
  /** Replies by a phrase of the task, one a round, the last one repeating. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
  /** Where slots and baselines are kept; its own when not given. */
  readonly state?: string;
}

/** What a person can see of a checkout. */
export interface CheckoutState {
  readonly status: string;
  readonly head: string;
  readonly index: string;
  readonly config: string;
  readonly refs: string;
}

const DATE = '2026-11-02T10:00:00Z';
/** The same date makes the same commit, so that a shared state folder knows its baseline. */
const ADA = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.invalid',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.invalid',
  GIT_AUTHOR_DATE: DATE,
  GIT_COMMITTER_DATE: DATE,
};

/** The right reply to each task of the greeter's change. */
export const GOOD_ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'fn goodbye': [addFunction('goodbye')],
  'fn thanks': [addFunction('thanks')],
};

/** A repository on the loopback GitHub, its checkout as actions/checkout leaves it, and an emulated LM Studio. */
export class ActionWorld implements AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly github: FakeGitHub;
  readonly studio: LmStudio;
  readonly checkout: string;
  readonly state: string;
  readonly #source: string;
  /** Told of every question to the model, before it is answered. */
  asked: (() => void) | undefined;

  private constructor(parts: {
    folder: TemporaryFolder;
    github: FakeGitHub;
    studio: LmStudio;
    state: string | undefined;
  }) {
    this.folder = parts.folder;
    this.github = parts.github;
    this.studio = parts.studio;
    this.checkout = join(parts.folder.path, 'checkout');
    this.#source = join(parts.folder.path, 'source');
    this.state = parts.state ?? join(parts.folder.path, 'state');
  }

  static async start(options: WorldOptions = {}): Promise<ActionWorld> {
    const folder = new TemporaryFolder();
    const source = join(folder.path, 'source');
    await mkdir(source);
    await git(source, 'init', '--quiet', '--initial-branch=main');
    await commitAll(source, { ...GREETER, ...options.files }, 'Greet');
    const github = await startGitHub({ owner: 'acme', repo: 'greeter', token: TOKEN, seedFrom: source });
    const respond = answering(options.answers ?? GOOD_ANSWERS);
    let world: ActionWorld | undefined;
    const studio = await LmStudio.start({
      models: [{ key: 'qwen/qwen3-coder-30b', loaded: { contextLength: 16_384 } }],
      respond: (request) => {
        world?.asked?.();
        return respond(request);
      },
      ...options.studio,
    });
    world = new ActionWorld({ folder, github, studio, state: options.state });
    await git(source, 'remote', 'add', 'origin', world.#address);
    await world.clone();
    return world;
  }

  /** Checks out `main` anew, without a persisted credential; more arguments go to `git clone`. */
  async clone(...args: string[]): Promise<void> {
    await rm(this.checkout, { recursive: true, force: true });
    await git(this.folder.path, 'clone', '--quiet', ...args, this.#address, this.checkout);
    await git(this.checkout, 'remote', 'set-url', 'origin', this.github.cloneUrl);
  }

  get #address(): string {
    return this.github.cloneUrl.replace('://', `://x-access-token:${TOKEN}@`);
  }

  /** Somebody commits to a branch and pushes; the checkout stays as it is. */
  async push(files: Files, branch = 'main', ...args: string[]): Promise<string> {
    await git(this.#source, 'fetch', '--quiet', 'origin');
    await git(this.#source, 'checkout', '--quiet', '-B', branch, `origin/${branch}`);
    await commitAll(this.#source, files, 'Change');
    await git(this.#source, 'push', '--quiet', ...args, 'origin', branch);
    return git(this.#source, 'rev-parse', 'HEAD');
  }

  /** git in the checkout, as its user. */
  git(...args: string[]): Promise<string> {
    return git(this.checkout, ...args);
  }

  /** Branches of the remote with their commits. */
  async branches(): Promise<Readonly<Record<string, string>>> {
    const refs = await this.github.git.refs('refs/heads/');
    return Object.fromEntries([...refs].map(([name, { sha }]) => [name.slice('refs/heads/'.length), sha]));
  }

  async checkoutState(): Promise<CheckoutState> {
    const bytes = async (name: string) =>
      createHash('sha256')
        .update(await readFile(join(this.checkout, '.git', name)))
        .digest('hex');
    const refs = (await this.git('for-each-ref')).split('\n');
    return {
      index: await bytes('index'),
      config: await bytes('config'),
      status: await this.git('--no-optional-locks', 'status', '--porcelain', '--ignored'),
      head: await readFile(join(this.checkout, '.git', 'HEAD'), 'utf8'),
      refs: refs.filter((ref) => !ref.includes('refs/remotes/')).join('\n'),
    };
  }

  /** Requests that changed something on GitHub, pushes included. */
  get writes(): readonly string[] {
    return this.github.requests
      .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/git-upload-pack'))
      .map(({ method, path }) => `${method} ${path}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.studio[Symbol.asyncDispose]();
    await this.github.close();
    this.folder[Symbol.dispose]();
  }
}

/** Answers a task by the phrase that stands last in the prompt; other tasks may be quoted before it. */
export function answering(answers: Readonly<Record<string, readonly string[]>>): Responder {
  return ({ messages }) => {
    const round = messages.filter(({ role }) => role === 'assistant').length;
    const asked = messages.find(({ role }) => role === 'user')?.content ?? '';
    const [phrase] = Object.keys(answers).toSorted((a, b) => asked.lastIndexOf(b) - asked.lastIndexOf(a));
    const replies = answers[phrase ?? ''] ?? [];
    return { text: replies[Math.min(round, replies.length - 1)] ?? 'There is no answer to this.' };
  };
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await execa('git', args, { cwd, env: ADA })).stdout;
}

async function commitAll(folder: string, files: Files, subject: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    if (content === null) await rm(full, { recursive: true, force: true });
    else {
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, content);
    }
  }
  await git(folder, 'add', '--all', '--force');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', subject);
}
