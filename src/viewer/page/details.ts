import type { PageBrick } from './bricks.ts';
import type { DecodedBrick } from './decode-brick.ts';
import type { DecodeReply } from './decode-worker.ts';
import type { DetailLayer } from './gl/detail-layer.ts';

/** Bytes of textures kept; the least recently seen go first. */
const MOST_BYTES = 192 * 1_048_576;
const AT_ONCE = 4;

/** Bricks near by: fetched, decoded in a worker, and kept as long as there is room. */
export class Details {
  readonly #layer: DetailLayer;
  readonly #worker = new Worker('/decode-worker.js', { type: 'module' });
  readonly #waiting = new Map<string, (reply: DecodeReply) => void>();
  /** In the order they were last seen. */
  readonly #kept = new Map<PageBrick, DecodedBrick>();
  readonly #asked = new Set<PageBrick>();
  readonly #refused = new Set<PageBrick>();
  readonly #onReady: () => void;
  #bytes = 0;

  constructor(layer: DetailLayer, onReady: () => void) {
    this.#layer = layer;
    this.#onReady = onReady;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<DecodeReply>) => {
      this.#waiting.get(data.brick)?.(data);
      this.#waiting.delete(data.brick);
    });
  }

  /** What was decoded of a brick, which counts as seen. */
  get(brick: PageBrick): DecodedBrick | undefined {
    const found = this.#kept.get(brick);
    if (found) {
      this.#kept.delete(brick);
      this.#kept.set(brick, found);
    }
    return found;
  }

  /** Asks for a brick unless it is here, on its way, or not to be had. */
  want(brick: PageBrick): void {
    if (this.#kept.has(brick) || this.#asked.has(brick) || this.#refused.has(brick)) return;
    if (this.#asked.size >= AT_ONCE) return;
    this.#asked.add(brick);
    void this.#load(brick).finally(() => {
      this.#asked.delete(brick);
      this.#onReady();
    });
  }

  /** Forgets what is known of a brick that changed. */
  drop(brick: PageBrick): void {
    this.#refused.delete(brick);
    const found = this.#kept.get(brick);
    if (!found) return;
    this.#kept.delete(brick);
    this.#bytes -= found.bytes.length;
    this.#layer.release(brick.index);
  }

  async #load(brick: PageBrick): Promise<void> {
    const { timestamp, brick: name } = brick.place;
    const reply = await this.#decode(name).catch(() => undefined);
    if (brick.place.timestamp !== timestamp) return;
    if (!reply || 'error' in reply || !this.#layer.upload(brick.index, reply)) {
      this.#refused.add(brick);
      return;
    }
    this.#kept.set(brick, reply);
    this.#bytes += reply.bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES || oldest === brick) break;
      this.drop(oldest);
    }
  }

  async #decode(name: string): Promise<DecodeReply> {
    const reply = await fetch(`/bricks/${encodeURIComponent(name)}`);
    if (!reply.ok) throw new Error(`${reply.status}`);
    const file = await reply.arrayBuffer();
    return await new Promise((resolve) => {
      this.#waiting.set(name, resolve);
      this.#worker.postMessage({ brick: name, file }, [file]);
    });
  }
}
