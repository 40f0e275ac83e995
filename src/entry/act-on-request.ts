import { createPulls } from '../adapters/github/create-pulls.ts';
import { describeRepository } from '../adapters/github/describe-repository.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { createModelServer } from '../adapters/lm/create-model-server.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import { classifyEvent, type Trigger } from '../core/commands/classify-event.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import { completeTasks, type RunEnd } from '../flow/complete-tasks.ts';
import { newTasks } from '../flow/new-tasks.ts';
import type { Tip } from '../flow/tip.ts';
import type { LmStatus } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import type { ActionRequest } from './action-request.ts';
import type { ActionResults } from './action-results.ts';
import type { Environment } from './environment.ts';
import { endWith } from './exit.ts';
import { finishRun, type RunRecord } from './finish-run.ts';
import { githubAccess } from './github-access.ts';
import { modelStatus } from './model-status.ts';
import { openProject, type Project } from './open-project.ts';
import { openRun } from './open-run.ts';
import { planParts } from './plan-parts.ts';
import { readSettings } from './read-settings.ts';
import { SpentTime } from './spent-time.ts';
import { stopSignal } from './stop-signal.ts';
import { tokenNotes } from './token-notes.ts';

/** What the Action's process gives to a request. */
export interface ActionPlace {
  readonly env: Environment;
  readonly mask: (text: string) => string;
  readonly progress: Progress;
  readonly reportPath: string;
  readonly startedAt: Date;
  /** Aborted when the runner wants the step to end. */
  readonly stopper: AbortController;
}

/** Does what the event and the inputs ask for. Throws faults that stop a run before its settings are known. */
export async function actOnRequest(request: ActionRequest, place: ActionPlace): Promise<Acted> {
  const { env, progress } = place;
  const { signal } = place.stopper;
  const { GITHUB_REPOSITORY: repository } = env;
  const access = githubAccess({ env, repository, token: request.token, progress, signal });
  if (request.archived) throw new Fault('github-archived', `${access.owner}/${access.repo}`);
  const project = await openProject({ folder: request.workspace, env, signal, github: access });
  const { branch, trigger } = await findTrigger(request, access);
  const base = await findBase({ branch, trigger }, project);
  const settings = await readSettings({
    raw: request.raw,
    env,
    repository: project.repository,
    commit: base.commit,
  });
  stopSignal(settings.timeoutMinutes, place.stopper);

  const record = { ...place, settings, proofs: [], spent: new SpentTime(), card: undefined };
  const status = modelStatus(settings.model, signal);
  try {
    const mode = request.raw.mode?.trim();
    if (mode === 'health')
      return idle(await report(record, await lookAtModel(settings, place), await status), ONLY_HEALTH.reason);
    const selected = await select(trigger, settings, project);
    if (selected.kind === 'nothing') {
      progress.emit({ kind: 'run', text: `nothing to do: ${selected.reason}` });
      return idle(await report(record, { outcomes: [] }, await status), selected.reason);
    }
    if (mode === 'plan') {
      const plan = await planParts(selected.settings, project.repository, base);
      const done = idle(await report(record, { outcomes: [] }, await status), plan.told);
      return { ...done, results: { ...done.results, plan: plan.matrix } };
    }
    const opened = await openRun({
      ...place,
      project,
      pulls: createPulls(access),
      settings: selected.settings,
      base,
      explicit: selected.kind === 'named',
      notes: tokenNotes(access.token, env),
      signal,
    });
    const end = await completeTasks(opened.run);
    const { proofs, spent } = opened;
    const done = { ...record, settings: selected.settings, proofs, spent, card: opened.usedModel() };
    // The server may have gone away since.
    const gone = end.fault?.exit === 3 && (await status) === 'healthy';
    return await report(done, end, gone ? await modelStatus(settings.model, signal) : await status);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'disk-full') throw error;
    // What is known by now is told all the same.
    return report(record, { outcomes: [], fault: error }, await status);
  }
}

/** `mode: health`: works on nothing, loads nothing. Throws the fault that a run would meet. */
async function lookAtModel({ model }: Settings, { progress, stopper }: ActionPlace): Promise<RunEnd> {
  const server = createModelServer(model);
  const { key, endpoint } = await server.choose(stopper.signal);
  const { status } = await server.health(stopper.signal);
  progress.emit({ kind: 'run', text: `the model server at ${endpoint} is ${status}: ${key}` });
  return { outcomes: [] };
}

interface Acted {
  readonly results: ActionResults;
  readonly code: number;
}

function idle({ results, code }: Acted, reason: string): Acted {
  return { results: { ...results, idle: reason }, code };
}

async function report(record: RunRecord, end: RunEnd, lmStatus: LmStatus): Promise<Acted> {
  const written = await finishRun(record, end);
  const trouble = end.bug === undefined ? end.fault : end.bug;
  const stopped = trouble === undefined ? undefined : endWith(trouble);
  return {
    results: {
      outcomes: end.outcomes,
      lmStatus,
      reportPath: record.reportPath,
      wallMilliseconds: written.run.milliseconds,
      dryRun: record.settings.dryRun,
      ...(record.card === undefined ? {} : { modelKey: record.card.key }),
      ...(stopped === undefined ? {} : { fault: stopped.text }),
    },
    code: stopped?.code ?? 0,
  };
}

/** Mode `health`: the model server is asked how it is, and nothing is worked on, whatever else was given. */
const ONLY_HEALTH = { kind: 'nothing', reason: 'mode health only looks at the model server' } as const;

interface Asked {
  readonly branch: string;
  readonly trigger: Trigger;
}

async function findTrigger(request: ActionRequest, access: GitHubAccess): Promise<Asked> {
  const branch =
    request.raw.base?.trim() || request.defaultBranch || (await describeRepository(access)).defaultBranch;
  const mode = request.raw.mode?.trim() || 'auto';
  if (mode === 'health') return { branch, trigger: ONLY_HEALTH };
  if (mode !== 'auto') return { branch, trigger: { kind: 'complete', changes: [], tasks: [] } };
  return { branch, trigger: classifyEvent(request.eventName, request.payload, branch) };
}

/** A push is worked on as it was; everything else starts from the branch as it is on the server now. */
async function findBase({ branch, trigger }: Asked, project: Project): Promise<Tip> {
  if (trigger.kind === 'push') return { branch, commit: await project.repository.resolve(trigger.after) };
  const tip = await project.branches.tip(branch);
  if (tip === undefined) throw new Fault('base-missing', branch);
  return { branch, commit: await project.repository.resolve(tip) };
}

type Selected =
  | { readonly kind: 'named' | 'open'; readonly settings: Settings }
  | { readonly kind: 'nothing'; readonly reason: string };

/** Inputs of the step name tasks first, then those of the event. */
async function select(trigger: Trigger, settings: Settings, project: Project): Promise<Selected> {
  if (trigger === ONLY_HEALTH) return ONLY_HEALTH;
  if (settings.changes.length > 0 || settings.tasks.length > 0) return { kind: 'named', settings };
  switch (trigger.kind) {
    case 'nothing':
      return trigger;
    case 'complete': {
      const { changes, tasks } = trigger;
      const named = changes.length > 0 || tasks.length > 0;
      return { kind: named ? 'named' : 'open', settings: { ...settings, changes, tasks } };
    }
    case 'push': {
      const sourceAt = (commit: string) => changesAtCommit(project.repository, commit);
      const tasks = await newTasks(trigger, project.repository, sourceAt);
      if (tasks.length === 0) return { kind: 'nothing', reason: 'the push brought no new open task' };
      return { kind: 'open', settings: { ...settings, tasks } };
    }
  }
}
