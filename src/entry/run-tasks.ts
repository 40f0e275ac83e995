import { dirname, join } from 'node:path';
import { dirtyPaths } from '../adapters/git/dirty-paths.ts';
import { LocalPulls } from '../adapters/local/local-pulls.ts';
import { changesAtCommit, changesInFolder } from '../adapters/openspec/open-changes.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { RunReport } from '../core/report/run-report.ts';
import { completeTasks, type RunEnd } from '../flow/complete-tasks.ts';
import type { Tip } from '../flow/tip.ts';
import type { Progress } from '../ports/progress.ts';
import { accessOfOrigin } from './access-of-origin.ts';
import type { Environment } from './environment.ts';
import { finishRun } from './finish-run.ts';
import { openProject, type Project } from './open-project.ts';
import { openRun } from './open-run.ts';
import { readSettings } from './read-settings.ts';
import { stateFolder } from './state-folder.ts';
import { stopSignal } from './stop-signal.ts';
import { usableFolder } from './usable-folder.ts';

export interface TasksRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  /** Push to origin and open pull requests, instead of branches and files here. */
  readonly github: boolean;
  /** Folder of the pull request files of a local run. */
  readonly out?: string;
  /** File of the JSON report. */
  readonly report?: string;
  /** Whether earlier failures are tried again; when not given, where changes or tasks are named. */
  readonly explicit?: boolean;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
  /** Values that {@link mask} hides from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Aborted when the run has to end; the run itself aborts it when its time is over. */
  readonly stopper: AbortController;
}

export interface TasksEnd {
  readonly end: RunEnd;
  readonly report: RunReport;
  readonly reportPath: string;
  readonly settings: Settings;
}

/** One run on this machine, from settings to report. Throws the faults that stop a run before its first task. */
export async function runTasks(request: TasksRequest): Promise<TasksEnd> {
  const { raw, env, progress, mask, stopper } = request;
  const startedAt = new Date();
  const access = request.github ? await accessOfOrigin(request, stopper.signal) : undefined;
  const project = await openProject({
    ...{ folder: request.folder, env, hide: request.hide },
    ...{ signal: stopper.signal, github: access },
  });
  const base = await findBase(project, raw.base, request.github);
  const settings = await readSettings({ raw, env, repository: project.repository, commit: base.commit });
  const signal = stopSignal(settings.timeoutMinutes, stopper);
  using _telling = sayStopping(progress, signal);

  const pullFolder = request.out ?? join(project.checkout.commonDir, 'openspec-complete', 'pulls');
  const reportPath =
    request.report ?? join(stateFolder(env), 'reports', `${startedAt.getTime()}-${process.pid}.json`);
  await usableFolder(dirname(reportPath));
  if (request.out !== undefined) await usableFolder(request.out);
  const opening = openRun({
    project,
    pulls: access
      ? // Octokit is loaded only by runs that talk to GitHub.
        (await import('../adapters/github/create-pulls.ts')).createPulls(access)
      : new LocalPulls({ folder: pullFolder, branchPrefix: settings.branchPrefix }),
    settings,
    base,
    explicit: request.explicit ?? (settings.changes.length > 0 || settings.tasks.length > 0),
    env,
    progress,
    signal,
    reportPath,
    mask,
  });
  // Together, because both wait for programs; what the user forgot to commit is told before what the machine lacks.
  const [committed, begun] = await Promise.allSettled([refuseUncommitted(project, settings, base), opening]);
  if (begun.status === 'rejected') throw committed.status === 'rejected' ? committed.reason : begun.reason;
  await using opened = begun.value;
  if (committed.status === 'rejected') throw committed.reason;
  const end = await completeTasks(opened.run);
  const { proofs, spent } = opened;
  const report = await finishRun(
    { settings, startedAt, reportPath, mask, proofs, spent, card: opened.usedModel() },
    end,
  );
  return { end, report, reportPath, settings };
}

function sayStopping(progress: Progress, signal: AbortSignal): Disposable {
  const say = (): void => {
    const why = signal.reason instanceof Error ? signal.reason.message : 'stopped';
    progress.emit({ kind: 'warning', text: `${why}, ending cleanly; finished tasks are kept` });
  };
  signal.addEventListener('abort', say, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', say) };
}

/** Locally the commit that is checked out; on GitHub the branch as it is on the server. */
async function findBase(project: Project, wanted: string | undefined, onGitHub: boolean): Promise<Tip> {
  const { checkout, repository, branches } = project;
  if (!onGitHub) {
    if (wanted) return { branch: wanted, commit: await repository.resolve(wanted) };
    return { branch: checkout.branch ?? 'HEAD', commit: checkout.head };
  }
  const branch = wanted || (await checkout.defaultBranch()) || 'main';
  const tip = await branches.tip(branch);
  if (tip === undefined) throw new Fault('base-missing', branch);
  return { branch, commit: await repository.resolve(tip) };
}

/** Work starts from the commit: a tasks file that differs from it would make people wonder. */
async function refuseUncommitted(project: Project, settings: Settings, base: Tip): Promise<void> {
  if (base.commit !== project.checkout.head) return;
  const named = settings.changes.length > 0 ? settings.changes : undefined;
  const committed = await changesAtCommit(project.repository, base.commit).changes(named);
  const here = named ? await changesInFolder(project.checkout.topLevel).changes(named) : [];
  const paths = [...new Set([...committed, ...here].flatMap((change) => change.files))];
  const dirty = await dirtyPaths(project.git, project.checkout, { repository: project.repository, paths });
  if (dirty.length > 0) throw new Fault('tasks-uncommitted', dirty.join(', '));
}
