import { dirname, join } from 'node:path';
import type { Fault } from '../core/fault.ts';
import { systemFault } from '../core/system-fault.ts';
import type { ArtifactWatcher } from '../ports/artifact-watcher.ts';
import type { MapFile } from '../ports/map-file.ts';
import { keepInStep, type Step, type StepWorld } from './keep-in-step.ts';
import type { Later } from './later.ts';
import { StepLog } from './step-log.ts';
import { unwritable } from './unwritable.ts';
import type { WatchEvent } from './watch-event.ts';
import type { LookedAt, WatchedFiles } from './watched-files.ts';

/** Of the files beyond the number that is watched. */
const NAMED = 5;

export interface RoundWorld {
  readonly step: StepWorld;
  readonly mapFile: MapFile;
  readonly watcher: ArtifactWatcher;
  readonly tell: (event: WatchEvent) => void;
  readonly signal: AbortSignal;
}

/** Looks at paths and brings what is there into step, again and again. */
export class StepRound {
  readonly #world: RoundWorld;
  readonly #watched: WatchedFiles;
  readonly #log: StepLog;
  /** Nothing: there is no later, so trouble is thrown. */
  readonly #later: Later | undefined;

  constructor(world: RoundWorld, watched: WatchedFiles, later: Later | undefined) {
    this.#world = world;
    this.#watched = watched;
    this.#later = later;
    this.#log = new StepLog(world, watched);
  }

  async bringIntoStep(paths: readonly string[]): Promise<void> {
    const { step, signal } = this.#world;
    const { due, gone } = await this.#look(paths);
    // By name: what comes to the map together then has its places by name, not by chance.
    const order = [...due, ...gone].map((path) => ({ path, brick: step.brickOf(path) }));
    order.sort((a, b) => (a.brick < b.brick ? -1 : 1));
    const left = order.map(({ path }) => path).reverse();
    try {
      for (let path = left.pop(); path !== undefined; path = left.pop()) {
        signal.throwIfAborted();
        if (!(await this.#keep(path))) break;
      }
    } finally {
      for (const path of left) this.#postpone(path);
      await this.#put(() => this.#log.publish());
    }
  }

  async #look(paths: readonly string[]) {
    const watched = this.#watched;
    const { watcher, signal, tell } = this.#world;
    const all: LookedAt[] = [];
    for (const told of paths) {
      signal.throwIfAborted();
      const looked = await watcher.look(told, { most: watched.most, isKnown: watched.has });
      for (const { path, why } of looked.leftOut)
        if (watched.isNews(path, why)) tell({ event: 'skipped', path, why });
      all.push({ told, looked });
    }
    const taken = watched.take(all);
    const unseen = all.reduce((sum, { looked }) => sum + looked.total - looked.files.length, 0);
    const files = unseen + taken.beyond.length;
    const named = [...taken.beyond, ...all.flatMap(({ looked }) => looked.others)].slice(0, NAMED);
    if (files > 0 && watched.isNews(named[0] ?? '', 'beyond'))
      tell({ event: 'beyond', files, most: watched.most, paths: named });
    return taken;
  }

  /** False: nothing can be written now. */
  async #keep(path: string): Promise<boolean> {
    const { step: world } = this.#world;
    const brick = join(world.map, world.brickOf(path));
    let step: Step;
    try {
      step = await keepInStep(world, path);
    } catch (error) {
      this.#world.signal.throwIfAborted();
      const { folder, fault } = await unwritable(world.files, brick, error);
      this.#postpone(path);
      this.#tellOf(folder ?? path, fault);
      return folder !== world.map;
    }
    if (step.is === 'folded' || step.is === 'refolded') this.#watched.isOver(dirname(brick));
    if (step.is === 'refolded' && !step.isDescribed) this.#later?.add(path);
    return await this.#put(() => this.#log.add(path, step));
  }

  /** False: the manifest cannot be written now; the log keeps what was to be put on it. */
  async #put(work: () => Promise<void>): Promise<boolean> {
    const { path } = this.#world.mapFile;
    try {
      await work();
      return true;
    } catch (error) {
      const fault = systemFault(error);
      if (!fault) throw error;
      for (const waiting of this.#log.waiting) this.#later?.add(waiting);
      this.#tellOf(path, fault);
      return false;
    }
  }

  #postpone(path: string): void {
    this.#watched.wasNotKept(path);
    this.#later?.add(path);
  }

  #tellOf(path: string, fault: Fault): void {
    if (!this.#later) throw fault;
    const why = fault.message;
    if (this.#watched.isNews(path, why)) this.#world.tell({ event: 'unwritable', path, why });
  }
}
