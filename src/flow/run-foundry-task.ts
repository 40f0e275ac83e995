import { Fault, type FaultCode } from '../core/fault.ts';
import { brickDestination, brickOfFile } from '../core/foundry/brick-destination.ts';
import type { FoundryTask } from '../core/foundry/foundry-task.ts';
import { systemFault } from '../core/system-fault.ts';
import type { Analysis } from '../ports/analyst.ts';
import { analyseForTask, foldForTask } from './fold-for-task.ts';
import type { FoundryBrick, FoundryWorld } from './foundry-world.ts';
import { realSource } from './real-source.ts';

/** What was met and is in no brick. */
export interface LeftOut {
  readonly source: string;
  readonly why: string;
}

/** How the work on one FoundryTask ended. */
export type FoundryWork =
  | {
      readonly kind: 'folded';
      readonly bricks: readonly FoundryBrick[];
      /** The first 100. */
      readonly leftOut: readonly LeftOut[];
      readonly leftOutTotal: number;
    }
  | { readonly kind: 'analysed'; readonly path: string; readonly analysis: Analysis }
  | { readonly kind: 'failed'; readonly reason: string };

const LEFT_OUT_SHOWN = 100;

/** Troubles of one source: the next file or task may well be fine. */
const OF_SOURCE: ReadonlySet<FaultCode> = new Set([
  'artifact-missing',
  'artifact-unreadable',
  'artifact-changed',
  'artifact-too-large',
  'artifact-other-kind',
  'output-in-source',
  'path-unusable',
  'source-refused',
]);

/**
 * Does what a FoundryTask asks for; docs/foundry-tasks.md has the meaning of each type.
 *
 * @param stem what stands before `.task.json` in the name of its file
 * Throws faults that are not the task's own, as `disk-full`.
 */
export async function runFoundryTask(
  world: FoundryWorld,
  task: FoundryTask,
  stem: string,
): Promise<FoundryWork> {
  const destination = brickDestination(task);
  if (!destination.ok) return { kind: 'failed', reason: destination.why };
  try {
    switch (task.type) {
      case 'convert_binary':
      case 'convert_directory':
      case 'watch_path':
      case 'foundry-v2': {
        const brick = await foldForTask(world, task, { source: task.source, destination: destination.path });
        return { kind: 'folded', bricks: [brick], leftOut: [], leftOutTotal: 0 };
      }
      case 'crystallize_system':
        return await foldEach(world, task, { destination: destination.path, wanted: /./s });
      case 'scan_kernel_modules':
        return await foldEach(world, task, {
          destination: destination.path,
          wanted: /\.ko(?:\.(?:gz|xz|zst))?$/,
        });
      case 'analyze_system':
        return await analyse(world, task, stem);
    }
  } catch (error) {
    const fault = systemFault(error);
    if (fault && (OF_SOURCE.has(fault.code) || fault.code === 'pull-too-large'))
      return { kind: 'failed', reason: withinRoot(world, fault.message) };
    throw error;
  }
}

async function foldEach(
  world: FoundryWorld,
  task: FoundryTask,
  { destination, wanted }: { readonly destination: string; readonly wanted: RegExp },
): Promise<FoundryWork> {
  const bricks: FoundryBrick[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  let total = 0;
  const leaveOut = (source: string, why: string): void => {
    total += 1;
    if (leftOut.length < LEFT_OUT_SHOWN) leftOut.push({ source, why });
  };
  const paths = task.paths ?? [task.source];
  const [only, ...others] = paths;
  // What is wrong with its only path is what is wrong with the task.
  if (only !== undefined && others.length === 0) await realSource(world, only);
  for (const path of paths) {
    let ofPath = 0;
    for await (const found of filesOf(world, path, leaveOut)) {
      const most = Math.min(
        task.max_files - bricks.length,
        (task.max_files_per_path ?? task.max_files) - ofPath,
      );
      if (most <= 0) break;
      if (!wanted.test(found) || seen.has(found)) continue;
      seen.add(found);
      const brick = await foldOne(world, task, { source: found, destination, leaveOut });
      if (!brick) continue;
      bricks.push(brick);
      ofPath += 1;
    }
  }
  if (bricks.length > 0) return { kind: 'folded', bricks, leftOut, leftOutTotal: total };
  const first = leftOut[0];
  const why = first ? `${total} left out, the first ${first.source}: ${first.why}` : 'there is none';
  return {
    kind: 'failed',
    reason: `no file of ${paths.join(', ')} was folded: ${why}`,
  };
}

type LeaveOut = (source: string, why: string) => void;

async function* filesOf(world: FoundryWorld, path: string, leaveOut: LeaveOut): AsyncGenerator<string> {
  try {
    const real = await realSource(world, path);
    for await (const found of world.sources.below(real, world.locate('bricks'))) {
      world.signal?.throwIfAborted();
      const path = withinRoot(world, found.path);
      if (found.kind === 'file') yield path;
      else leaveOut(path, found.why);
    }
  } catch (error) {
    if (!(error instanceof Fault) || !OF_SOURCE.has(error.code)) throw error;
    leaveOut(path, saidOf(world, error));
  }
}

async function foldOne(
  world: FoundryWorld,
  task: FoundryTask,
  {
    source,
    destination,
    leaveOut,
  }: { readonly source: string; readonly destination: string; readonly leaveOut: LeaveOut },
): Promise<FoundryBrick | undefined> {
  try {
    return await foldForTask(world, task, { source, destination: brickOfFile(destination, source) });
  } catch (error) {
    if (!(error instanceof Fault) || !OF_SOURCE.has(error.code)) throw error;
    leaveOut(source, saidOf(world, error));
    return undefined;
  }
}

async function analyse(world: FoundryWorld, task: FoundryTask, stem: string): Promise<FoundryWork> {
  const analysis = await analyseForTask(world, task);
  const { facts, semantic } = analysis;
  if (!facts && semantic.state === 'unanalysed')
    return { kind: 'failed', reason: `nothing was found out: ${semantic.why ?? 'no model was asked'}` };
  const path = world.analysisAt(stem);
  await using batch = await world.files.begin(path);
  const file = await batch.add();
  const text = { task_id: task.task_id, source: task.source, intent: task.intent, ...analysis };
  await file.write(Buffer.from(`${JSON.stringify(text, null, 2)}\n`));
  await batch.publish([{ file, path }]);
  return { kind: 'analysed', path, analysis };
}

/** What happened, without what to do about it: one of many is only named. */
function saidOf(world: FoundryWorld, { message, fix }: Fault): string {
  return withinRoot(world, message.slice(0, -fix.length).trimEnd());
}

/** Paths of the repository as they are in it: where it is on this machine is nobody's business. */
function withinRoot({ locate }: FoundryWorld, text: string): string {
  return text.replaceAll(`${locate('.')}/`, '');
}
