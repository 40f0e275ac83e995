import type { Bursts } from './bursts.ts';
import { Later } from './later.ts';
import { type RoundWorld, StepRound } from './step-round.ts';
import { WatchedFiles } from './watched-files.ts';

export interface WatchWorld extends RoundWorld {
  /** Where the watcher tells of changes; nothing: everything is looked at once. */
  readonly bursts?: Bursts;
  /** Between two tries to write bricks that cannot be written, and until a large file counts as quiet. */
  readonly laterMilliseconds: number;
}

export interface WatchRequest {
  /** Absolute paths without links. */
  readonly roots: readonly string[];
  readonly mostFiles: number;
}

/**
 * Keeps one brick for each file at and below some paths in step with it, and all of them on the map: first everything
 * that is there, then whatever changes, until the signal. Then nothing is left half done: a fold is dropped, a patch is
 * finished, and what was folded is put on the map. Bricks that cannot be written are told of and tried again; where
 * everything is looked at once, that is thrown: `path-unusable`, `disk-full` and what `ensureOnMap` throws.
 */
export async function watchFiles(world: WatchWorld, { roots, mostFiles }: WatchRequest): Promise<void> {
  const watched = new WatchedFiles(mostFiles);
  const { bursts, signal, tell } = world;
  using later = bursts && new Later(world.laterMilliseconds, bursts.add);
  const round = new StepRound(world, watched, later);
  try {
    await round.bringIntoStep(roots);
    tell({ event: bursts ? 'watching' : 'done', files: watched.size });
    while (bursts) {
      const burst = await bursts.next(signal);
      if (!burst) break;
      await round.bringIntoStep([...burst]);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (signal.aborted) tell({ event: 'stopped', files: watched.size });
}
