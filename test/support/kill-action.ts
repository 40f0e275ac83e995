import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionWorld } from './action-world.ts';
import { type ActionCall, startAction } from './run-action.ts';

/** How a killed run looked from outside. */
export interface KilledRun {
  /** What had just happened on the fakes. */
  readonly at: string;
  /** Events the fakes saw in all; below the wanted one when the run ended first. */
  readonly events: number;
}

/**
 * Runs the Action and kills it with all its children at its nth event on the fakes: a request coming in, a request
 * answered, a question to the model. `n` of Infinity counts the events of a whole run.
 */
export async function killAction(world: ActionWorld, n: number, call: ActionCall = {}): Promise<KilledRun> {
  let events = 0;
  let at = '';
  const { child } = await startAction(world, {
    ...call,
    detached: true,
    env: { ...call.env, ...(await scratchOf(world)) },
  });
  child.stdout.resume();
  child.stderr.resume();
  const exited = once(child, 'exit');
  const see = (what: string) => {
    events += 1;
    if (events !== n || child.pid === undefined) return;
    at = what;
    process.kill(-child.pid, 'SIGKILL');
  };
  world.github.watch = see;
  world.asked = () => see('asked the model');
  await exited;
  world.github.watch = undefined;
  world.asked = undefined;
  return { at, events };
}

/** A temporary folder of the world's own, so that what is left in it can be seen. */
export async function scratchOf(world: ActionWorld): Promise<{ readonly TMPDIR: string }> {
  const TMPDIR = join(world.folder.path, 'tmp');
  await mkdir(TMPDIR, { recursive: true });
  return { TMPDIR };
}

/** Everything that is not meant to outlive a run: refs beside branches, scratch folders, locks, half-written files. */
export async function strays(world: ActionWorld): Promise<readonly string[]> {
  const refs = [...(await world.github.git.refs()).keys()].filter((ref) => !ref.startsWith('refs/heads/'));
  const local = (await world.git('for-each-ref', '--format=%(refname)', 'refs/openspec-complete')).split(
    '\n',
  );
  const scratch = await readdir((await scratchOf(world)).TMPDIR);
  const slots = join(world.state, 'slots');
  const found = await readdir(slots, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(tree|target)\//.test(path));
  const half = files.filter((path) => /\/(index-[^/]*|[^/]*\.lock|draft-[^/]*|staging\/.*)$/.test(path));
  const held: string[] = [];
  for (const path of files.filter((one) => /\/lock\/\d+$/.test(one)))
    if ((await readFile(path, 'utf8')) !== 'free\n') held.push(path);
  return [...refs, ...local, ...scratch, ...half, ...held].filter((one) => one !== '');
}
