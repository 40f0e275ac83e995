import type { BrickCard, DamagedBrick } from '../../ports/brick-map.ts';
import type { PageBrick } from './bricks.ts';
import type { Camera } from './camera.ts';

const BATCH = 256;
const AT_ONCE = 2;

export interface Loaded {
  readonly brick: PageBrick;
  readonly card: BrickCard | DamagedBrick | undefined;
  /** 256 bytes; undefined where the brick cannot be read. */
  readonly thumbnail: Uint8Array | undefined;
}

/** Loads cards and thumbnails in batches, what is nearest to the camera first. */
export class LoadQueue {
  readonly #bricks: readonly PageBrick[];
  readonly #camera: () => Camera;
  readonly #onLoaded: (loaded: readonly Loaded[]) => void;
  readonly #onFailure: () => void;
  #running = 0;

  constructor(options: {
    readonly bricks: readonly PageBrick[];
    readonly camera: () => Camera;
    readonly onLoaded: (loaded: readonly Loaded[]) => void;
    readonly onFailure: () => void;
  }) {
    this.#bricks = options.bricks;
    this.#camera = options.camera;
    this.#onLoaded = options.onLoaded;
    this.#onFailure = options.onFailure;
  }

  /** Goes on until nothing is left to ask for. */
  run(): void {
    while (this.#running < AT_ONCE) {
      const batch = this.#next();
      if (batch.length === 0) return;
      this.#running++;
      void this.#load(batch)
        .catch(() => {
          for (const brick of batch) brick.isAsked = false;
          this.#onFailure();
          // Not at once: the server may be on its way back.
          return new Promise((resolve) => setTimeout(resolve, 2_000));
        })
        .finally(() => {
          this.#running--;
          this.run();
        });
    }
  }

  #next(): readonly PageBrick[] {
    const { x, y } = this.#camera();
    const distance = ({ place }: PageBrick) => (place.x - x) ** 2 + (place.y - y) ** 2;
    const batch = this.#bricks
      .filter((brick) => !brick.isAsked)
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, BATCH);
    for (const brick of batch) brick.isAsked = true;
    return batch;
  }

  async #load(batch: readonly PageBrick[]): Promise<void> {
    const places = batch.map(({ place }) => place);
    const body = JSON.stringify(places.map(({ brick }) => brick));
    const [cards, thumbnails] = await Promise.all([
      ask('/api/cards', body).then((reply) => reply.json() as Promise<(BrickCard | DamagedBrick)[]>),
      ask('/api/thumbnails', body).then(async (reply) => new Uint8Array(await reply.arrayBuffer())),
    ]);
    const loaded = batch.map((brick, index) => ({
      brick,
      card: cards[index],
      thumbnail:
        thumbnails[index * 257] === 1 ? thumbnails.subarray(index * 257 + 1, (index + 1) * 257) : undefined,
    }));
    // What changed meanwhile is asked for again.
    this.#onLoaded(loaded.filter(({ brick }, index) => brick.place === places[index]));
  }
}

async function ask(path: string, body: string): Promise<Response> {
  const reply = await fetch(path, { method: 'POST', body });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply;
}
