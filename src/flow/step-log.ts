import type { FoldedBrickName } from '../core/foundry/put-on-manifest.ts';
import type { MapFile } from '../ports/map-file.ts';
import { ensureOnMap } from './ensure-on-map.ts';
import type { Step, StepWorld } from './keep-in-step.ts';
import type { WatchEvent } from './watch-event.ts';
import type { WatchedFiles } from './watched-files.ts';

interface LogWorld {
  readonly step: StepWorld;
  readonly mapFile: MapFile;
  readonly tell: (event: WatchEvent) => void;
}

type Folded = Extract<Step, { readonly bricks: readonly string[] }>;

/** Bricks that go on the map at once: writing it for each of a thousand would take longer than folding them. */
const TOGETHER = 32;
/** Nobody waits for the first of them longer than this. */
const TOGETHER_MILLISECONDS = 500;

/** Puts bricks on the map after they were folded, some at a time, and tells of them when they are there. */
export class StepLog {
  readonly #world: LogWorld;
  readonly #watched: WatchedFiles;
  #waiting = new Map<string, Folded>();
  #since = 0;

  constructor(world: LogWorld, watched: WatchedFiles) {
    this.#world = world;
    this.#watched = watched;
  }

  async add(path: string, step: Step): Promise<void> {
    if (step.is === 'unreadable') {
      this.#watched.wasUnreadable(path, step.why);
      if (this.#watched.isNews(path, step.why))
        this.#world.tell({ event: 'unreadable', path, why: step.why });
      return;
    }
    this.#watched.wasRead(path);
    if (step.is === 'gone') {
      this.#watched.forget(path);
      return this.#world.tell({ event: 'gone', path });
    }
    if (step.is === 'unchanged' && this.#watched.isOnMap(path)) return;
    if (this.#waiting.size === 0) this.#since = performance.now();
    this.#waiting.set(path, both(this.#waiting.get(path), step));
    const isLong = performance.now() - this.#since > TOGETHER_MILLISECONDS;
    if (this.#waiting.size >= TOGETHER || isLong) await this.publish();
  }

  /** Paths that are not on the map yet. */
  get waiting(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /** Throws what {@link ensureOnMap} throws; then nothing is lost, and it can be tried again. */
  async publish(): Promise<void> {
    const waiting = this.#waiting;
    const timestamp = this.#world.step.clock.now().getTime() / 1_000;
    if (waiting.size === 0) return;
    const folded = [...waiting.values()].flatMap((step) =>
      step.bricks.map((brick, at): FoldedBrickName => {
        const isUnchanged = !writtenBy(step).includes(brick);
        const replaces = at === 0 && step.is !== 'unchanged' ? step.removed : [];
        return { brick, timestamp, isUnchanged, replaces };
      }),
    );
    // The map names plain files: a brick in a folder below is found by its path alone.
    const beside = folded.filter(({ brick }) => !brick.includes('/'));
    const entries = await ensureOnMap(this.#world.mapFile, beside);
    this.#waiting = new Map();
    this.#watched.isOver(this.#world.mapFile.path);
    const places = new Map(entries.map(({ brick, x, y }) => [brick, { brick, x, y }]));
    for (const [path, step] of waiting) {
      this.#watched.wasPutOnMap(path);
      if (step.is === 'unchanged' || (step.is === 'refolded' && step.written === 0)) continue;
      const told = {
        path,
        size: step.size,
        places: writtenBy(step).flatMap((name) => places.get(name) ?? []),
      };
      this.#world.tell(
        step.is === 'folded'
          ? { event: 'folded', ...told }
          : { event: 'refolded', ...told, written: step.written },
      );
    }
  }
}

/** What came of two looks at a file, of which nothing has been put on the map yet. */
function both(before: Folded | undefined, step: Folded): Folded {
  if (!before || before.is === 'unchanged') return step;
  if (step.is === 'unchanged') return before;
  const { bricks, size } = step;
  const removed = [...before.removed, ...step.removed].filter((brick) => !bricks.includes(brick));
  return { is: 'folded', bricks, removed, size };
}

/** Names of the bricks that a step wrote; the first, where it wrote of their sidecar alone. */
function writtenBy(step: Folded): readonly string[] {
  if (step.is === 'unchanged') return [];
  if (step.is === 'folded') return step.bricks;
  return step.changed.length > 0 ? step.changed : step.bricks.slice(0, 1);
}
