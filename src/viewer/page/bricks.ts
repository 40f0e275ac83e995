import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { BrickCard } from '../../ports/brick-map.ts';
import { severityLevel } from './gl/overlay-colour.ts';

/** What stands at a place of the map, and what has been loaded of it. */
export interface PageBrick {
  /** Dense from 0; that of a brick that is gone is used again. */
  readonly index: number;
  place: MapEntry;
  card?: BrickCard | undefined;
  /** Why it cannot be shown: a half sentence. */
  damage?: string | undefined;
  /** Path of the artifact, known of damaged ones too. */
  source?: string | undefined;
  /** 256 bytes (see `BrickMap.thumbnail`). */
  thumbnail?: Uint8Array | undefined;
  /** All that it is searched by, in small letters. */
  said: string;
  /** Asked for already; asked again when it changes. */
  isAsked: boolean;
}

/** By card: they stay what they are. */
const severities = new WeakMap<BrickCard, number>();

/** 0 without notes, 4 with a critical one. */
export function severityOf(card: BrickCard | undefined): number {
  if (!card) return 0;
  const known = severities.get(card);
  if (known !== undefined) return known;
  const gravest = card.notes.reduce((most, { severity }) => Math.max(most, severityLevel(severity)), 0);
  severities.set(card, gravest);
  return gravest;
}

/** The bricks of the map, one a place. */
export class PageBricks {
  readonly all: PageBrick[] = [];
  readonly #byPlace = new Map<string, PageBrick>();
  readonly #free: number[] = [];
  #indices = 0;

  /** The brick that is new at its place or changed; undefined when it stood there as it is. */
  put(place: MapEntry): PageBrick | undefined {
    const there = this.#byPlace.get(keyOf(place));
    if (there?.place.brick === place.brick && there.place.timestamp === place.timestamp) return undefined;
    const said = place.brick.toLowerCase();
    if (there?.place.brick === place.brick) return Object.assign(there, { place, isAsked: false });
    const nothing = { card: undefined, damage: undefined, source: undefined, thumbnail: undefined };
    if (there) return Object.assign(there, { place, said, isAsked: false, ...nothing });
    const brick = { index: this.#free.pop() ?? this.#indices++, place, said, isAsked: false };
    this.all.push(brick);
    this.#byPlace.set(keyOf(place), brick);
    return brick;
  }

  /** What stood there until now; undefined when it is another brick by now. */
  remove(place: MapEntry): PageBrick | undefined {
    const brick = this.#byPlace.get(keyOf(place));
    if (brick?.place.brick !== place.brick) return undefined;
    this.#byPlace.delete(keyOf(place));
    this.all.splice(this.all.indexOf(brick), 1);
    this.#free.push(brick.index);
    // What was asked about it compares places, and then it is for nobody.
    brick.place = { ...brick.place };
    return brick;
  }

  at(x: number, y: number): PageBrick | undefined {
    return this.#byPlace.get(`${Math.floor(x)},${Math.floor(y)}`);
  }

  /** Bricks that match every word by tag, kind, source, file name or a name of their facts. */
  search(text: string): readonly PageBrick[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return this.all.filter(({ said }) => words.every((word) => said.includes(word)));
  }
}

/** What a brick is searched by once its card is known. */
export function saidOf({ place, source = '', damage = '', card }: PageBrick): string {
  const known = card ? [card.kind ?? '', ...card.tags, ...card.words] : [damage === '' ? '' : 'damaged'];
  // No word that is looked for has a line feed.
  return [place.brick, source, ...known].join('\n').toLowerCase();
}

function keyOf({ x, y }: MapEntry): string {
  return `${x},${y}`;
}
