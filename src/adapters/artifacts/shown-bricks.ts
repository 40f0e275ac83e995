import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, type MapEntry, parsePlaces } from '../../core/foundry/map-manifest.ts';
import { placeFound } from '../../core/foundry/place-found.ts';
import { brickFiles } from './brick-files.ts';
import { findUnplaced } from './find-unplaced.ts';

const POLL_MILLISECONDS = 300;

/**
 * The bricks of a folder where its manifest has them; those that it does not name, where they will come to stand when
 * somebody writes it. They stay there while this is asked. Nothing is written.
 */
export class ShownBricks {
  readonly #folder: string;
  readonly #manifest: string;
  /** Those that the manifest did not name. */
  #found: readonly MapEntry[] = [];
  #isUnderWay = false;
  #looking: Promise<readonly MapEntry[]> = Promise.resolve([]);

  constructor(folder: string) {
    this.#folder = folder;
    this.#manifest = join(folder, MANIFEST);
  }

  /** One look at a time: where a brick was shown decides where it is shown next. */
  placed(): Promise<readonly MapEntry[]> {
    this.#looking = this.#looking.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#looking;
  }

  /** Looks three times a second: not every file system announces what changes. */
  watch(onChange: (placed: readonly MapEntry[]) => void): Disposable {
    let known: ReadonlyMap<string, string> | undefined;
    let again: NodeJS.Timeout | undefined;
    const look = async () => {
      const now = await this.placed();
      const changed = known ? now.filter((entry) => known?.get(entry.brick) !== JSON.stringify(entry)) : [];
      known = new Map(now.map((entry) => [entry.brick, JSON.stringify(entry)]));
      if (changed.length > 0) onChange(changed);
      clearTimeout(again);
      if (this.#isUnderWay) again = setTimeout(start, POLL_MILLISECONDS);
    };
    const start = () => void look();
    const paths = [this.#manifest, this.#folder];
    for (const path of paths) watchFile(path, { interval: POLL_MILLISECONDS }, start);
    start();
    return {
      [Symbol.dispose]: () => {
        for (const path of paths) unwatchFile(path, start);
        clearTimeout(again);
      },
    };
  }

  async #look(): Promise<readonly MapEntry[]> {
    const text = await brickFiles.text(this.#manifest).catch(() => undefined);
    const { placed, taken } = parsePlaces(text ?? '{}') ?? { placed: [], taken: [] };
    const { found, isUnderWay } = await findUnplaced(this.#folder, new Set(placed.map(({ brick }) => brick)));
    const held = new Set(taken.map(({ x, y }) => `${x},${y}`));
    const before = new Map(this.#found.map((entry) => [entry.brick, entry]));
    const stay = found.flatMap((one) => {
      const shown = before.get(one.brick);
      return shown && !held.has(`${shown.x},${shown.y}`) ? [{ ...shown, ...one }] : [];
    });
    const staying = new Set(stay.map(({ brick }) => brick));
    const rest = found.filter(({ brick }) => !staying.has(brick));
    this.#found = [...stay, ...placeFound([...placed, ...stay], taken, rest)];
    this.#isUnderWay = isUnderWay;
    return [...placed, ...this.#found];
  }
}
