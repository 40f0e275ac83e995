import { join } from 'node:path';
import { MANIFEST, type MapEntry, parsePlaces } from '../../core/foundry/map-manifest.ts';
import { placeFound } from '../../core/foundry/place-found.ts';
import type { MapChange, PlacedBricks } from '../../ports/brick-map.ts';
import { brickFiles } from './brick-files.ts';
import { findUnplaced } from './find-unplaced.ts';
import { present } from './require-plain.ts';
import { watchPlaced } from './watch-placed.ts';

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
  #looking: Promise<PlacedBricks> = Promise.resolve({ placed: [] });

  constructor(folder: string) {
    this.#folder = folder;
    this.#manifest = join(folder, MANIFEST);
  }

  /** One look at a time: where a brick was shown decides where it is shown next. */
  placed(): Promise<PlacedBricks> {
    this.#looking = this.#looking.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#looking;
  }

  watch(onChange: (change: MapChange) => void): Disposable {
    const what = {
      paths: [this.#manifest, this.#folder],
      placed: () => this.placed(),
      isUnderWay: () => this.#isUnderWay,
    };
    return watchPlaced(what, onChange);
  }

  async #look(): Promise<PlacedBricks> {
    const text = await brickFiles.text(this.#manifest).catch(() => undefined);
    const isThere = text !== undefined || (await present(this.#manifest).catch(() => true)) !== undefined;
    const places = parsePlaces(isThere ? (text ?? '') : '{}');
    if (!places) {
      const trouble = `${this.#manifest} is no map: it has to be a JSON object. Mend it, or remove it and fold again.`;
      return { placed: [], trouble };
    }
    const { placed, taken } = places;
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
    return { placed: [...placed, ...this.#found] };
  }
}
