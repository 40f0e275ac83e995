import type { ArtifactWatcher } from '../ports/artifact-watcher.ts';
import type { MapFile } from '../ports/map-file.ts';
import type { Bursts } from './bursts.ts';
import { keepInStep, type StepWorld } from './keep-in-step.ts';
import { StepLog } from './step-log.ts';
import type { WatchEvent } from './watch-event.ts';
import { type LookedAt, WatchedFiles } from './watched-files.ts';

export interface WatchWorld {
  readonly step: StepWorld;
  readonly mapFile: MapFile;
  readonly watcher: ArtifactWatcher;
  /** Where the watcher tells of changes; nothing: everything is looked at once. */
  readonly bursts?: Bursts;
  readonly tell: (event: WatchEvent) => void;
  readonly signal: AbortSignal;
}

export interface WatchRequest {
  /** Absolute paths without links. */
  readonly roots: readonly string[];
  readonly mostFiles: number;
}

/** Of the files beyond the number that is watched. */
const NAMED = 5;

/**
 * Keeps one brick for each file at and below some paths in step with it, and all of them on the map: first everything
 * that is there, then whatever changes, until the signal. Then nothing is left half done: a fold is dropped, a patch is
 * finished, and what was folded is put on the map. Throws what `keepInStep` and `ensureOnMap` throw.
 */
export async function watchFiles(world: WatchWorld, { roots, mostFiles }: WatchRequest): Promise<void> {
  const watched = new WatchedFiles(mostFiles);
  const { bursts, signal, tell } = world;
  try {
    await bringIntoStep(world, watched, roots);
    tell({ event: bursts ? 'watching' : 'done', files: watched.size });
    while (bursts) {
      const burst = await bursts.next(signal);
      if (!burst) break;
      await bringIntoStep(world, watched, [...burst]);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (signal.aborted) tell({ event: 'stopped', files: watched.size });
}

async function bringIntoStep(
  world: WatchWorld,
  watched: WatchedFiles,
  paths: readonly string[],
): Promise<void> {
  const all: LookedAt[] = [];
  for (const told of paths) {
    world.signal.throwIfAborted();
    const looked = await world.watcher.look(told, { most: watched.most, isKnown: watched.has });
    for (const { path, why } of looked.leftOut)
      if (watched.isNews(path, why)) world.tell({ event: 'skipped', path, why });
    all.push({ told, looked });
  }
  const { due, gone, beyond } = watched.take(all);
  const unseen = all.reduce((sum, { looked }) => sum + looked.total - looked.files.length, 0);
  const files = unseen + beyond.length;
  const named = [...beyond, ...all.flatMap(({ looked }) => looked.others)].slice(0, NAMED);
  if (files > 0 && watched.isNews(named[0] ?? '', 'beyond'))
    world.tell({ event: 'beyond', files, most: watched.most, paths: named });
  // By name: what comes to the map together then has its places by name, not by chance.
  const order = [...due, ...gone].map((path) => ({ path, brick: world.step.brickOf(path) }));
  order.sort((a, b) => (a.brick < b.brick ? -1 : 1));
  const log = new StepLog(world, watched);
  try {
    for (const { path } of order) {
      world.signal.throwIfAborted();
      await log.add(path, await keepInStep(world.step, path));
    }
  } finally {
    await log.publish();
  }
}
