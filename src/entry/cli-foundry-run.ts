import { join, resolve } from 'node:path';
import { openMapFile } from '../adapters/artifacts/map-file.ts';
import { takeSlotLock } from '../adapters/git/slot-lock.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import { resultOf } from '../core/foundry/task-result.ts';
import { counted } from '../core/text/counted.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { ensureOnMap } from '../flow/ensure-on-map.ts';
import { type ListedTask, listFoundryTasks } from '../flow/list-foundry-tasks.ts';
import { type FoundryOutcome, runFoundry } from '../flow/run-foundry.ts';
import type { MapFile } from '../ports/map-file.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { findRoot } from './find-root.ts';
import { NO_FILES } from './no-files.ts';
import { openAnalyst } from './open-analyst.ts';
import { openFoundry } from './open-foundry.ts';
import { openRuns } from './open-runs.ts';
import { openTaskFolder } from './open-task-folder.ts';
import { readSettings } from './read-settings.ts';

export interface CliFoundryRunRequest {
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  /** Files, stems or ids of tasks; none: all that are open. */
  readonly tasks: readonly string[];
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly mask: (text: string) => string;
  readonly version: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** `openspec-complete foundry run`. Returns the exit code: 1 when a task failed, or a signal stopped it. */
export async function cliFoundryRun(request: CliFoundryRunRequest): Promise<number> {
  const { folder, raw, env, json, print, mask, version, progress, signal } = request;
  const root = await findRoot(folder);
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  await using analyst = openAnalyst({ settings, env, progress, mask, asks: true });
  const taskFolder = join(root, TASK_FOLDER);
  const mapFile = openMapFile(join(root, 'bricks'), takeSlotLock);
  const world = openFoundry({
    ...{ root, version, signal, path: env.PATH ?? '' },
    out: root,
    analyses: taskFolder,
    onBrick: ({ bricks }) => putOnMap(mapFile, bricks),
  });
  const tasks = openTaskFolder(root);
  const names = request.tasks.map((task) => nameOf(task, folder, taskFolder));
  const { journal } = analyst;
  const recorder = { journal, mask, clock: world.clock, runs: await openRuns(env, undefined) };
  const outcomes = await runFoundry({ tasks, world, analysts: analyst, progress, recorder }, names);
  print(json ? printJson({ tasks: outcomes }) : show(outcomes));
  if (signal.aborted) {
    const { message } = signal.reason as Error;
    const text = `${message}; finished tasks are kept, and the one under way is open again`;
    progress.emit({ kind: 'warning', text });
    return 1;
  }
  return outcomes.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** The map names plain files: a brick in a folder below is found by its path alone. */
async function putOnMap(map: MapFile, bricks: readonly string[]): Promise<void> {
  const timestamp = Date.now() / 1000;
  const beside = bricks.filter((brick) => !brick.includes('/'));
  await ensureOnMap(
    map,
    beside.map((brick) => ({ brick, timestamp })),
  );
}

/** A path has to be one in the folder of tasks; anything else is a name or an id. */
function nameOf(task: string, folder: string, taskFolder: string): string {
  if (!task.includes('/')) return task;
  const path = resolve(folder, task);
  if (path.startsWith(`${taskFolder}/`)) return path.slice(taskFolder.length + 1);
  throw new Fault('unknown-foundry-task', `${task} in ${TASK_FOLDER}`);
}

function show(outcomes: readonly FoundryOutcome[]): string {
  if (outcomes.length === 0) return `There is no open FoundryTask in ${TASK_FOLDER}.`;
  const count = (wanted: FoundryOutcome['outcome']) =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  const lines = outcomes.flatMap(({ id, outcome, reason, result, next }) => [
    `${outcome} ${id}${reason === undefined ? '' : `: ${reason}`}`,
    ...leftOutLines(result?.['left_out']),
    ...replacedLines(result?.['replaces']),
    ...(typeof result?.['note'] === 'string' ? [`  ${result['note']}`] : []),
    ...(next === undefined ? [] : [`  Next step: ${next}`]),
  ]);
  const totals = `${counted(count('done'), 'task')} done, ${count('failed')} failed, ${count('skipped')} skipped`;
  return [...lines, totals].map(plainLine).join('\n');
}

function leftOutLines(leftOut: unknown): readonly string[] {
  if (!Array.isArray(leftOut)) return [];
  return leftOut.slice(0, 5).map(({ source, why }) => `  left out ${source}: ${why}`);
}

function replacedLines(replaces: unknown): readonly string[] {
  if (!Array.isArray(replaces)) return [];
  return replaces.map(({ file, reason = '' }) => `  replaces ${file}${reason === '' ? '' : `: ${reason}`}`);
}

/** `openspec-complete foundry tasks`. */
export async function cliFoundryTasks({
  folder,
  json,
  print,
}: Pick<CliFoundryRunRequest, 'folder' | 'json' | 'print'>): Promise<void> {
  const root = await findRoot(folder);
  const listed = await listFoundryTasks(openTaskFolder(root));
  if (json) return print(printJson({ tasks: listed.map(rowOf) }));
  if (listed.length === 0) return print(`There is no FoundryTask in ${TASK_FOLDER}.`);
  const lines = listed.map(rowOf).map(({ state, file, type, source, problem }) => {
    const what = type === undefined ? '' : ` ${type} ${source}`;
    return plainLine(`${state.padEnd(8)} ${file}${what}${problem === undefined ? '' : ` (${problem})`}`);
  });
  print(lines.join('\n'));
}

function rowOf(task: ListedTask) {
  const { file, found, parsed } = task;
  const problem = problemOf(task);
  return {
    file,
    state: found.state === 'claimed' && found.holder === undefined ? 'stale' : found.state,
    ...(parsed.ok ? taskRow(parsed.task) : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** What keeps a task from being done, or kept it. */
function problemOf({ found, parsed, doneAs, clashesWith }: ListedTask): string | undefined {
  const failure = found.state === 'failed' && found.bytes ? resultOf(found.bytes)?.reason : undefined;
  if (failure !== undefined) return failure;
  if (found.holder !== undefined) return found.holder;
  if (!parsed.ok) return parsed.why;
  if (doneAs !== undefined) return `${doneAs} is done and has the same name or task_id`;
  return clashesWith && `${clashesWith} has the same task_id or destination`;
}

function taskRow({
  task_id,
  type,
  source,
  destination,
}: Extract<ListedTask['parsed'], { ok: true }>['task']) {
  return { task_id, type, source, ...(destination === undefined ? {} : { destination }) };
}
