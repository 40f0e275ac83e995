import { createPulls } from '../adapters/github/create-pulls.ts';
import { describeRepository } from '../adapters/github/describe-repository.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import { parseInputs } from '../config/parse-inputs.ts';
import { DEFAULT_POLICY } from '../config/parse-policy.ts';
import { settle } from '../config/settle.ts';
import { classifyEvent, type Trigger } from '../core/commands/classify-event.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import { completeTasks, type RunEnd } from '../flow/complete-tasks.ts';
import { newTasks } from '../flow/new-tasks.ts';
import { refreshPulls } from '../flow/refresh-pulls.ts';
import type { Tip } from '../flow/tip.ts';
import { actOnCommand } from './act-on-command.ts';
import type { ActionPlace } from './action-place.ts';
import type { ActionRequest } from './action-request.ts';
import { foundryFirst } from './foundry-first.ts';
import { githubAccess } from './github-access.ts';
import { type HeardCommand, hearRequest } from './hear-request.ts';
import { modelStatus } from './model-status.ts';
import { lookAtModelServer } from './open-model-server.ts';
import { openProject, type Project } from './open-project.ts';
import { openRun } from './open-run.ts';
import { planParts } from './plan-parts.ts';
import { readSettings } from './read-settings.ts';
import { type Acted, type ActionRecord, reportRun } from './report-run.ts';
import { SpentTime } from './spent-time.ts';
import { stopSignal } from './stop-signal.ts';
import { tokenNotes } from './token-notes.ts';

/** Does what the event and the inputs ask for. Throws faults that stop a run before its settings are known. */
export async function actOnRequest(request: ActionRequest, place: ActionPlace): Promise<Acted> {
  const { env, progress } = place;
  const { signal } = place.stopper;
  const { GITHUB_REPOSITORY: repository } = env;
  const access = githubAccess({ env, repository, token: request.token, progress, signal });
  if (request.archived) throw new Fault('github-archived', `${access.owner}/${access.repo}`);
  const found = await findTrigger(request, access);
  const heard =
    found.trigger.kind === 'comment'
      ? await hearRequest(found.trigger.event, { request, place, access })
      : undefined;
  if (heard?.kind === 'nothing') return reportNoCommand(heard.reason, { request, place });
  if (!heard) return act(found, { request, place, access });
  try {
    return await act({ ...found, trigger: heard }, { request, place, access });
  } catch (error) {
    if (error instanceof Fault) await heard.voice.fail(error.message);
    throw error;
  }
}

/** Most comments are no commands: neither the repository nor its policy file is looked at, or can be in the way. */
async function reportNoCommand(
  reason: string,
  { request, place }: Pick<Desk, 'request' | 'place'>,
): Promise<Acted> {
  const inputs = parseInputs(request.raw, place.env);
  if (!inputs.ok) throw new Fault('bad-settings', inputs.problems.join('; '));
  place.progress.emit({ kind: 'run', text: `nothing to do: ${reason}` });
  const settings = settle(inputs.inputs, DEFAULT_POLICY);
  const record = { ...place, settings, proofs: [], spent: new SpentTime(), card: undefined };
  const status = await modelStatus(settings.model, place.stopper.signal);
  return idle(await reportRun(record, { outcomes: [] }, status), reason);
}

interface Desk {
  readonly request: ActionRequest;
  readonly place: ActionPlace;
  readonly access: GitHubAccess;
}

async function act({ branch, trigger }: Asked, { request, place, access }: Desk): Promise<Acted> {
  const { env, progress, hide } = place;
  const { signal } = place.stopper;
  const project = await openProject({ folder: request.workspace, env, signal, hide, github: access });
  const base = await findBase({ branch, trigger }, project);
  const settings = await readSettings({
    raw: request.raw,
    env,
    repository: project.repository,
    commit: base.commit,
  });
  stopSignal(settings.timeoutMinutes, place.stopper);

  const spent = new SpentTime();
  let record: ActionRecord = { ...place, settings, proofs: [], spent, card: undefined };
  const status = modelStatus(settings.model, signal);
  let before: RunEnd['outcomes'] = [];
  try {
    const mode = request.raw.mode?.trim();
    if (mode === 'health')
      return idle(
        await reportRun(record, await lookAtModel(settings, place), await status),
        ONLY_HEALTH.reason,
      );
    if (trigger.kind === 'command')
      return await actOnCommand(trigger, { place, access, project, record, base, status });
    const first = await foundryFirst({ mode, trigger }, { place, access, project, settings, base, spent });
    before = first.end.outcomes;
    record = { ...record, card: first.card };
    if (first.isAll) return idle(await reportRun(record, first.end, await status), first.idle);
    const selected = await select(trigger, settings, project);
    if (selected.kind === 'nothing') {
      progress.emit({ kind: 'run', text: `nothing to do: ${selected.reason}` });
      const reason = before.length > 0 ? undefined : selected.reason;
      return idle(await reportRun(record, { outcomes: before }, await status), reason);
    }
    if (mode === 'plan') {
      const plan = await planParts(selected.settings, project.repository, base);
      const done = idle(await reportRun(record, { outcomes: [] }, await status), plan.told);
      return { ...done, results: { ...done.results, plan: plan.matrix } };
    }
    await using opened = await openRun({
      ...place,
      project,
      pulls: createPulls(access),
      settings: selected.settings,
      base,
      explicit: selected.kind === 'named',
      notes: tokenNotes(access.token, env),
      signal,
      spent,
    });
    const worked = await (selected.kind === 'refresh' ? refreshPulls(opened.run) : completeTasks(opened.run));
    const end = { ...worked, outcomes: [...before, ...notTold(worked.outcomes, before)] };
    // The week that is told has this run in it.
    await opened[Symbol.asyncDispose]();
    const { proofs } = opened;
    const card = opened.usedModel() ?? record.card;
    const done = { ...record, settings: selected.settings, proofs, card };
    // The server may have gone away since.
    const gone = end.fault?.exit === 3 && (await status) === 'healthy';
    return await reportRun(done, end, gone ? await modelStatus(settings.model, signal) : await status);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'disk-full') throw error;
    // What is known by now is told all the same.
    return reportRun(record, { outcomes: before, fault: error }, await status);
  }
}

/** A refresh meets the pull requests again that FoundryTasks have just got. */
function notTold(outcomes: RunEnd['outcomes'], told: RunEnd['outcomes']): RunEnd['outcomes'] {
  return outcomes.filter(
    ({ task: { change, id } }) => !told.some(({ task }) => task.change === change && task.id === id),
  );
}

/** `mode: health`: works on nothing, loads nothing. Throws the fault that a run would meet. */
async function lookAtModel({ model }: Settings, { progress, stopper }: ActionPlace): Promise<RunEnd> {
  const server = lookAtModelServer(model);
  const { key, endpoint } = await server.choose(stopper.signal);
  const { status } = await server.health(stopper.signal);
  progress.emit({ kind: 'run', text: `the model server at ${endpoint} is ${status}: ${key}` });
  return { outcomes: [] };
}

function idle({ results, code }: Acted, reason: string | undefined): Acted {
  return { results: { ...results, ...(reason === undefined ? {} : { idle: reason }) }, code };
}

/** Mode `health`: the model server is asked how it is, and nothing is worked on, whatever else was given. */
const ONLY_HEALTH = { kind: 'nothing', reason: 'mode health only looks at the model server' } as const;

interface Asked {
  readonly branch: string;
  readonly trigger: Trigger | HeardCommand;
}

async function findTrigger(
  request: ActionRequest,
  access: GitHubAccess,
): Promise<{ readonly branch: string; readonly trigger: Trigger }> {
  const branch =
    request.raw.base?.trim() || request.defaultBranch || (await describeRepository(access)).defaultBranch;
  const mode = request.raw.mode?.trim() || 'auto';
  if (mode === 'health') return { branch, trigger: ONLY_HEALTH };
  if (mode === 'refresh') return { branch, trigger: { kind: 'refresh' } };
  if (mode !== 'auto') return { branch, trigger: { kind: 'sweep' } };
  const branchPrefix = request.raw['branch-prefix']?.trim() || 'openspec/';
  return {
    branch,
    trigger: classifyEvent(request.eventName, request.payload, { base: branch, branchPrefix }),
  };
}

/** A push is worked on as it was; everything else starts from the branch as it is on the server now. */
async function findBase({ branch, trigger }: Asked, project: Project): Promise<Tip> {
  if (trigger.kind === 'push') return { branch, commit: await project.repository.resolve(trigger.after) };
  const tip = await project.branches.tip(branch);
  if (tip === undefined) throw new Fault('base-missing', branch);
  return { branch, commit: await project.repository.resolve(tip) };
}

type Selected =
  | { readonly kind: 'named' | 'open' | 'refresh'; readonly settings: Settings }
  | { readonly kind: 'nothing'; readonly reason: string };

/** Inputs of the step name tasks first, then those of the event. */
async function select(
  trigger: Trigger | HeardCommand,
  settings: Settings,
  project: Project,
): Promise<Selected> {
  if (trigger === ONLY_HEALTH) return ONLY_HEALTH;
  if (trigger.kind === 'refresh') return { kind: 'refresh', settings };
  if (settings.changes.length > 0 || settings.tasks.length > 0) return { kind: 'named', settings };
  switch (trigger.kind) {
    case 'nothing':
      return trigger;
    case 'complete': {
      const { changes, tasks } = trigger;
      return { kind: 'named', settings: { ...settings, changes, tasks } };
    }
    case 'sweep':
      return { kind: 'open', settings };
    case 'comment':
    case 'command':
      return { kind: 'nothing', reason: 'commands are carried out on their own' };
    case 'push': {
      const sourceAt = (commit: string) => changesAtCommit(project.repository, commit);
      const { tasks, touched } = await newTasks(trigger, project.repository, sourceAt);
      if (!touched) return select({ kind: 'refresh' }, settings, project);
      if (tasks.length === 0) return { kind: 'nothing', reason: 'the push brought no new open task' };
      return { kind: 'open', settings: { ...settings, tasks } };
    }
  }
}
