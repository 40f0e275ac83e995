import { createPulls } from '../adapters/github/create-pulls.ts';
import { createReviews } from '../adapters/github/create-reviews.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import { changesAtCommit } from '../adapters/openspec/open-changes.ts';
import type { CommandOptions } from '../core/commands/command.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import { unitOf } from '../core/tasks/unit-of.ts';
import { completeTasks, type RunEnd } from '../flow/complete-tasks.ts';
import { decideCommand } from '../flow/decide-command.ts';
import type { Decision, DecisionTools } from '../flow/decision.ts';
import { issueSource } from '../flow/issue-source.ts';
import { LiveStatus } from '../flow/live-status.ts';
import { revisePull } from '../flow/revise-pull.ts';
import type { Tip } from '../flow/tip.ts';
import type { LmStatus } from '../ports/model.ts';
import { actOnFoundry } from './act-on-foundry.ts';
import type { ActionPlace } from './action-place.ts';
import { endWith } from './exit.ts';
import type { HeardCommand } from './hear-request.ts';
import type { Project } from './open-project.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import { type Acted, type ActionRecord, reportRun } from './report-run.ts';
import { tokenNotes } from './token-notes.ts';

/** Where a command is carried out. */
export interface CommandDesk {
  readonly place: ActionPlace;
  readonly access: GitHubAccess;
  readonly project: Project;
  readonly record: ActionRecord;
  /** The base branch as it is now. */
  readonly base: Tip;
  readonly status: Promise<LmStatus>;
}

/** Carries out a command and tells the people at the issue. Throws what a run throws. */
export async function actOnCommand(heard: HeardCommand, desk: CommandDesk): Promise<Acted> {
  const { voice } = heard;
  const decision = await decide(heard, desk);
  if (decision.kind === 'answer') {
    await voice.answer(decision.markdown);
    await voice.react(decision.isRefusal ? 'confused' : 'rocket');
    desk.place.progress.emit({ kind: 'run', text: `nothing to do: ${decision.reason}` });
    const { results, code } = await reportRun(desk.record, { outcomes: [] }, await desk.status);
    return { results: { ...results, idle: decision.reason }, code };
  }
  return carryOut(decision, heard, desk);
}

async function decide(heard: HeardCommand, desk: CommandDesk): Promise<Decision> {
  try {
    return await decideCommand(heard.command, heard.event, toolsAt(desk, heard));
  } catch (error) {
    if (error instanceof Fault) await heard.voice.fail(error.message);
    throw error;
  }
}

function toolsAt({ access, project, record, base, place }: CommandDesk, heard: HeardCommand): DecisionTools {
  const { branches, repository } = project;
  return {
    ...{ branches, repository, base },
    settings: record.settings,
    comments: heard.comments,
    reviews: createReviews(access),
    pulls: createPulls(access),
    source: changesAtCommit(repository, base.commit),
    sourceAt: (commit) => changesAtCommit(repository, commit),
    progress: place.progress,
    mask: place.mask,
  };
}

type Deed = Exclude<Decision, { kind: 'answer' }>;

async function carryOut(deed: Deed, heard: HeardCommand, desk: CommandDesk): Promise<Acted> {
  const settings = settingsFor(deed, desk.record.settings);
  const live = liveStatus(heard, desk.place);
  await live.start();
  try {
    const { end, record } = await workOn(deed, settings, { live, desk });
    const trouble = end.bug === undefined ? end.fault : end.bug;
    await live.finish({
      outcomes: end.outcomes,
      dryRun: settings.dryRun,
      ...(trouble === undefined ? {} : { stopped: endWith(trouble).text }),
    });
    const isDone = trouble === undefined && end.outcomes.some(({ kind }) => kind === 'completed');
    await heard.voice.react(isDone && !end.outcomes.some(isTrouble) ? 'rocket' : 'confused');
    return await reportRun({ ...desk.record, settings, ...record }, end, await desk.status);
  } catch (error) {
    const stopped = desk.place.stopper.signal.aborted ? 'The run was stopped.' : endWith(error).text;
    await live.finish({ outcomes: [], dryRun: settings.dryRun, stopped });
    await heard.voice.react('confused');
    throw error;
  }
}

function isTrouble({ kind }: RunEnd['outcomes'][number]): boolean {
  return kind === 'failed' || kind === 'blocked';
}

interface Surroundings {
  readonly live: LiveStatus;
  readonly desk: CommandDesk;
}

interface Worked {
  readonly end: RunEnd;
  readonly record: Partial<Pick<ActionRecord, 'proofs' | 'spent' | 'card'>>;
}

async function workOn(deed: Deed, settings: Settings, { live, desk }: Surroundings): Promise<Worked> {
  if (deed.kind === 'fold') {
    const { access, project, base } = desk;
    const place = { ...desk.place, progress: live };
    const { spent } = desk.record;
    const { end, card } = await actOnFoundry({
      ...{ place, access, project, settings, base, spent, only: deed.only, redo: true },
      onToken: () => live.token(),
    });
    return { end, record: { card } };
  }
  // Closed before the report: the week that is told has this run in it.
  await using opened = await openDeed(deed, settings, { live, desk });
  const { run, proofs, spent } = opened;
  const end =
    deed.kind === 'complete'
      ? await completeTasks(run)
      : { outcomes: [await revisePull(deed.revision, run)] };
  return { end, record: { proofs, spent, card: opened.usedModel() } };
}

async function openDeed(
  deed: Exclude<Deed, { kind: 'fold' }>,
  settings: Settings,
  { live, desk }: Surroundings,
): Promise<OpenedRun> {
  const opened = await openRun({
    ...desk.place,
    project: desk.project,
    pulls: createPulls(desk.access),
    settings,
    base: deed.kind === 'revise' ? deed.base : desk.base,
    explicit: true,
    redo: deed.kind === 'complete' && deed.redo,
    progress: live,
    onToken: () => live.token(),
    notes: tokenNotes(desk.access.token, desk.place.env),
    signal: desk.place.stopper.signal,
  });
  const { change } = deed;
  const source = change?.tasks.some((task) => task.issue) ? issueSource(change) : opened.run.source;
  return { ...opened, run: { ...opened.run, source } };
}

function settingsFor(deed: Deed, settings: Settings): Settings {
  if (deed.kind === 'fold') return withOptions(settings, deed.options);
  const names = deed.kind === 'complete' ? deed.names : {};
  const unit = deed.kind === 'complete' ? (deed.unit ?? settings.unit) : unitOf(deed.revision.task);
  return { ...withOptions(settings, deed.options), ...names, unit };
}

/** A comment can make a dry run of a run, and not the other way round. */
function withOptions(settings: Settings, { model: key, order, dryRun = false }: CommandOptions): Settings {
  return {
    ...settings,
    ...(order === undefined ? {} : { order }),
    ...(key === undefined ? {} : { model: { ...settings.model, key } }),
    dryRun: settings.dryRun || dryRun,
  };
}

function liveStatus({ event, comments, silent }: HeardCommand, place: ActionPlace): LiveStatus {
  const { env, mask, progress } = place;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const runUrl = server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
  const { author, commentUrl } = event;
  return new LiveStatus({
    ...{ comments, silent, mask, progress },
    issue: event.issue,
    head: { author, commentUrl, ...(runUrl === undefined ? {} : { runUrl }) },
    now: () => performance.now(),
  });
}
