import type { Duplex } from 'node:stream';
import type { MapChange } from '../ports/brick-map.ts';
import type { LiveMessage } from './live-message.ts';
import { readCamera } from './read-camera.ts';
import { closeFrame, pongFrame, takeFrame, textFrame } from './websocket-frames.ts';

const HEARTBEAT_MILLISECONDS = 5_000;
/** A page that takes nothing any more is let go instead of being remembered for. */
const MOST_WAITING_BYTES = 4 * 1_048_576;
const MOST_PAGES = 64;

/** Now is the time of a message that names none. */
type Unstamped<Message = LiveMessage> = Message extends LiveMessage
  ? Omit<Message, 'timestamp'> & Partial<Pick<Message, 'timestamp'>>
  : never;

/** Tells every page what becomes of the map, and each the cameras of the others. */
export class LiveUpdates implements Disposable {
  readonly #pages = new Set<Duplex>();
  readonly #heartbeat = setInterval(() => this.#send({ type: 'heartbeat' }), HEARTBEAT_MILLISECONDS);

  /** Takes over a connection whose handshake was answered; false when there are too many. */
  add(page: Duplex): boolean {
    if (this.#pages.size >= MOST_PAGES) return false;
    this.#pages.add(page);
    let arrived: Buffer = Buffer.alloc(0);
    const leave = () => {
      this.#pages.delete(page);
      page.destroy();
    };
    page.on('error', leave);
    page.on('close', leave);
    page.on('data', (chunk: Buffer) => {
      arrived = Buffer.concat([arrived, chunk]);
      for (let taken = takeFrame(arrived); taken; taken = takeFrame(arrived)) {
        arrived = taken.rest;
        const { frame } = taken;
        if (frame.kind === 'broken' || frame.kind === 'close') return leave();
        if (frame.kind === 'ping') page.write(pongFrame(frame.payload));
        else this.#relay(page, frame.text);
      }
    });
    this.#write(page, { type: 'heartbeat' });
    return true;
  }

  /** Tells every page of places that changed; those that are empty now come first. */
  tell({ placed, removed, trouble }: MapChange): void {
    if (trouble !== undefined) this.#send({ type: 'map_trouble', trouble });
    for (const entry of removed) this.#send({ type: 'tile_remove', ...entry });
    for (const entry of placed) this.#send({ type: 'tile_update', ...entry });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#heartbeat);
    for (const page of this.#pages) page.end(closeFrame());
    this.#pages.clear();
  }

  #relay(from: Duplex, text: string): void {
    const camera = readCamera(parse(text));
    if (camera === undefined) return;
    for (const page of this.#pages) if (page !== from) this.#write(page, camera);
  }

  #send(message: Unstamped): void {
    for (const page of this.#pages) this.#write(page, message);
  }

  #write(page: Duplex, message: Unstamped): void {
    if (page.writableLength > MOST_WAITING_BYTES) page.destroy();
    else page.write(textFrame(JSON.stringify({ timestamp: Date.now() / 1000, ...message })));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
