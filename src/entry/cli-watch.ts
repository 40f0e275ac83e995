import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createGit } from '../adapters/git/git.ts';
import { openCheckout } from '../adapters/git/open-checkout.ts';
import { takeWatchLock } from '../adapters/git/watch-lock.ts';
import { changesInFolder } from '../adapters/openspec/open-changes.ts';
import { FolderWatch } from '../adapters/system/folder-watch.ts';
import { Fault } from '../core/fault.ts';
import { watchTasks } from '../flow/watch-tasks.ts';
import { accessOfOrigin } from './access-of-origin.ts';
import { isLeftUndone } from './cli-run.ts';
import { daemonInterval } from './daemon-interval.ts';
import { lookAtModelServer } from './open-model-server.ts';
import { openProject, type Project } from './open-project.ts';
import { readSettings } from './read-settings.ts';
import { runTasks, type TasksEnd, type TasksRequest } from './run-tasks.ts';
import { stopOnSignals } from './stop-signal.ts';
import { openWatchMetrics } from './watch-metrics.ts';

export interface CliWatchRequest extends Omit<TasksRequest, 'stopper' | 'report' | 'explicit'> {
  /** Seconds between two scans, as given on the command line. */
  readonly interval: string | undefined;
  /** One scan, then the end. */
  readonly once: boolean;
  /** Of the metrics on this machine; 0 for any free one, undefined for none. */
  readonly metricsPort: number | undefined;
}

/** What a commit, a checkout or a merge by a person touches directly in the git folder; our own work does not. */
const TOUCHED_BY_PEOPLE = ['HEAD', 'index', 'COMMIT_EDITMSG', 'packed-refs'];

/**
 * `openspec-complete watch`: works on new open tasks as they come until it is told to stop. Returns the exit code; throws
 * `already-watching`, `bad-settings` and the faults of a folder that is no repository.
 */
export async function cliWatch(request: CliWatchRequest): Promise<number> {
  const { env, folder, progress } = request;
  const intervalMilliseconds = daemonInterval(request.interval, env);
  const checkout = await openCheckout(createGit(env), folder);
  await using _lock = await takeWatchLock(checkout);
  const stopper = stopOnSignals();
  const { signal } = stopper;
  if (request.once) return endOfOne(await runOnce(request, signal));

  using files = new FolderWatch([
    { path: join(checkout.topLevel, 'openspec'), recursive: true },
    { path: checkout.gitDir, recursive: false, names: TOUCHED_BY_PEOPLE },
    { path: join(checkout.gitDir, 'logs'), recursive: false, names: ['HEAD'] },
  ]);
  const say = (text: string): void => progress.emit({ kind: 'run', text });
  await using metrics =
    request.metricsPort === undefined
      ? undefined
      : await openWatchMetrics({ ...request, port: request.metricsPort });
  say(`watching ${checkout.topLevel}, every ${intervalMilliseconds / 1000} s and at every change`);
  if (metrics) say(`metrics at ${metrics.url}metrics, health at ${metrics.url}health`);
  await watchTasks({
    ...{ say, signal, intervalMilliseconds },
    tell: metrics?.tell ?? (() => undefined),
    state: stateReader(request, signal),
    work: async () => (await runOnce(request, signal)).end,
    isModelBack: () => isModelBack(request, signal),
    wait: (milliseconds) => files.wait(milliseconds, signal),
    now: () => performance.now(),
    random: () => Math.random(),
  });
  say(`${signal.reason instanceof Error ? signal.reason.message : 'stopped'}; finished work is kept`);
  return 0;
}

/** One run with a time of its own, which ends with the watch. */
async function runOnce(request: CliWatchRequest, signal: AbortSignal): Promise<TasksEnd> {
  const stopper = new AbortController();
  const stop = (): void => stopper.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await runTasks({ ...request, stopper, explicit: false });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function endOfOne({ end }: TasksEnd): number {
  if (end.bug !== undefined) throw end.bug;
  if (end.fault) throw end.fault;
  return end.outcomes.some(isLeftUndone) ? 1 : 0;
}

/** Commits, branches, the open tasks of the working tree and the model; with GitHub also its base. One hash a time. */
function stateReader(request: CliWatchRequest, signal: AbortSignal): () => Promise<string> {
  let model = '';
  return async () => {
    const project = await openHere(request, signal);
    const { git, checkout } = project;
    const refs = await git.run(checkout.place, {
      args: ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/openspec-complete'],
    });
    // A server that is down has not changed its model.
    model = (await chosenModel(project, request, signal)) ?? model;
    const state = [
      checkout.branch ?? 'detached',
      checkout.head,
      refs.stdout.toString(),
      await openTasks(checkout.topLevel),
      request.github ? await remoteTip(project, request.raw.base) : '',
      model,
    ];
    return createHash('sha256').update(JSON.stringify(state)).digest('hex');
  };
}

/** What is not committed yet counts: the run says that it waits for the commit. */
async function openTasks(folder: string): Promise<string> {
  try {
    const changes = await changesInFolder(folder).changes();
    return JSON.stringify(
      changes.map(({ name, tasks }) => [name, tasks.map(({ text, done }) => [text, done])]),
    );
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

async function remoteTip({ checkout, branches }: Project, wanted: string | undefined): Promise<string> {
  return (await branches.tip(wanted || (await checkout.defaultBranch()) || 'main')) ?? '';
}

async function openHere(request: CliWatchRequest, signal: AbortSignal): Promise<Project> {
  const { folder, env, hide } = request;
  const github = request.github ? await accessOfOrigin(request, signal) : undefined;
  return openProject({ folder, env, hide, signal, github });
}

async function isModelBack(request: CliWatchRequest, signal: AbortSignal): Promise<boolean> {
  try {
    return (await chosenModel(await openHere(request, signal), request, signal)) !== undefined;
  } catch (error) {
    if (error instanceof Fault || signal.aborted) return false;
    throw error;
  }
}

/** The model that a run would use now; undefined when there is none. Loads nothing. */
async function chosenModel(
  { repository, checkout }: Project,
  { raw, env }: CliWatchRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const settings = await readSettings({ raw, env, repository, commit: checkout.head });
    const { key } = await lookAtModelServer(settings.model).choose(signal);
    return key;
  } catch (error) {
    if (error instanceof Fault || signal.aborted) return undefined;
    throw error;
  }
}
