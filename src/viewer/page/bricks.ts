import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { BrickCard } from '../../ports/brick-map.ts';

/** A brick of the page: where it is, and what has been loaded of it. */
export interface PageBrick {
  readonly index: number;
  place: MapEntry;
  card?: BrickCard;
  hasThumbnail: boolean;
  /** Asked for already; asked again when it changes. */
  isAsked: boolean;
}

const SEVERITY = { low: 0.25, medium: 0.5, high: 0.75, critical: 1 } as const;

/** 0 without notes, 1 with a critical one. */
export function severityOf(card: BrickCard | undefined): number {
  return Math.max(0, ...(card?.notes ?? []).map((note) => SEVERITY[note.severity]));
}

/** The bricks by index, file name and place. Indices are dense and stay. */
export class PageBricks {
  readonly all: PageBrick[] = [];
  readonly #byName = new Map<string, PageBrick>();
  readonly #byPlace = new Map<string, PageBrick>();

  /** Adds a brick, or takes what changed of one; gives it back with nothing loaded. */
  put(place: MapEntry): PageBrick {
    const known = this.#byName.get(place.brick);
    if (known) this.#byPlace.delete(`${known.place.x},${known.place.y}`);
    const brick = known ?? { index: this.all.length, place, hasThumbnail: false, isAsked: false };
    if (!known) this.all.push(brick);
    brick.place = place;
    brick.isAsked = false;
    this.#byName.set(place.brick, brick);
    this.#byPlace.set(`${place.x},${place.y}`, brick);
    return brick;
  }

  named(name: string): PageBrick | undefined {
    return this.#byName.get(name);
  }

  at(x: number, y: number): PageBrick | undefined {
    return this.#byPlace.get(`${Math.floor(x)},${Math.floor(y)}`);
  }

  /** Bricks that match every word by tag, kind, source or file name. */
  search(text: string): readonly PageBrick[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return this.all.filter(({ place, card }) => {
      const said = [place.brick, card?.source ?? '', card?.kind ?? '', ...(card?.tags ?? [])]
        .join(' ')
        .toLowerCase();
      return words.every((word) => said.includes(word));
    });
  }
}
