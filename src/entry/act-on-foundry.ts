import { realpath } from 'node:fs/promises';
import { createSlots } from '../adapters/git/slots.ts';
import { createPulls } from '../adapters/github/create-pulls.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { createSourcePolicy } from '../core/policy/foundry-sources.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { FoundrySelection } from '../flow/choose-foundry-tasks.ts';
import { completeFoundryTasks } from '../flow/complete-foundry-tasks.ts';
import type { RunEnd } from '../flow/complete-tasks.ts';
import type { Tip } from '../flow/tip.ts';
import type { Analyst } from '../ports/analyst.ts';
import type { ModelCard } from '../ports/model.ts';
import type { ActionPlace } from './action-place.ts';
import { branchesOfRun } from './branches-of-run.ts';
import { secretsOf } from './environment.ts';
import { openAnalyst } from './open-analyst.ts';
import { openFoundryRoom } from './open-foundry-room.ts';
import type { Project } from './open-project.ts';
import { openRuns } from './open-runs.ts';
import { programVersion } from './program-version.ts';
import type { SpentTime } from './spent-time.ts';
import { stateFolder } from './state-folder.ts';
import { tokenNotes } from './token-notes.ts';
import { usableFolder } from './usable-folder.ts';

export interface FoundryAct extends FoundrySelection {
  readonly place: ActionPlace;
  readonly access: GitHubAccess;
  readonly project: Project;
  readonly settings: Settings;
  readonly base: Tip;
  /** Where to add the model's time. */
  readonly spent: SpentTime;
  /** Called for about every token the model writes. */
  readonly onToken?: () => void;
  /** Folds anew what is folded, and what a person closed. */
  readonly redo?: boolean;
}

/** What was done, and with which model, if one was asked. */
export interface FoundryEnd {
  readonly end: RunEnd;
  readonly card: ModelCard | undefined;
}

/**
 * Mode `foundry`: a pull request for each pending FoundryTask of the selection. Needs neither cargo nor a sandbox: no
 * foreign code runs. Throws `not-writable`, `unknown-foundry-task` and git faults.
 */
export async function actOnFoundry(act: FoundryAct): Promise<FoundryEnd> {
  const { place, access, project, settings, base, spent, onToken, names = [], redo = false } = act;
  const { env, mask, progress } = place;
  const { checkout, repository } = project;
  const { signal } = place.stopper;
  const root = await realpath(checkout.topLevel);
  const { foundry } = settings.policy;
  const closed = await privateFolders(place);
  await using analyst = openAnalyst({
    ...{ settings, env, progress, mask, spent, asks: true },
    ...(onToken && { onToken }),
  });
  const room = {
    ...{ root, env, signal, version: programVersion },
    bytes: foundry.megabytes * 1_000_000,
    secrets: [...secretsOf(env), access.token],
    refuse: createSourcePolicy({ workspace: root, closed, allow: foundry.sources }),
  };
  const run = {
    ...{ settings, base, redo, explicit: names.length > 0, signal, mask, progress, repository },
    slots: createSlots(project.git, { checkout, repository, state: await usableFolder(stateFolder(env)) }),
    branches: await branchesOfRun(project, settings),
    history: project.history,
    pulls: createPulls(access),
    claims: project.claims,
    runs: await openRuns(env, access),
    clock: { now: () => new Date() },
    journal: analyst.journal,
    notes: tokenNotes(access.token, env),
    analysts: analyst,
    openRoom: (own: Analyst) => openFoundryRoom(room, own),
  };
  const end = await completeFoundryTasks(run, act);
  return { end, card: analyst.usedModel() };
}

/** Where this runner and its user keep what is theirs. */
async function privateFolders({ env }: ActionPlace): Promise<readonly string[]> {
  const named = [env.HOME, env.RUNNER_TEMP, env.RUNNER_WORKSPACE, env.RUNNER_TOOL_CACHE, stateFolder(env)];
  const folders = named.flatMap((folder) => folder || []);
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
  return [...folders, ...real];
}
