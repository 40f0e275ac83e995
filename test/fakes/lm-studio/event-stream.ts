import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import type { StreamShape } from './scripted-reply.ts';

/** Writes server-sent events in the asked shape: line ends, and pieces of any size. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #shape: StreamShape;

  constructor(response: ServerResponse, shape: StreamShape) {
    this.#response = response;
    this.#shape = shape;
  }

  async event(payload: unknown, name?: string): Promise<void> {
    const data = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await this.raw(`${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`);
  }

  async raw(text: string): Promise<void> {
    const bytes = Buffer.from(text.replaceAll('\n', this.#shape.lineEnd ?? '\n'));
    const step = this.#shape.bytesAtOnce ?? bytes.length;
    for (let at = 0; at < bytes.length && !this.#response.destroyed; at += step) {
      this.#response.write(bytes.subarray(at, at + step));
      // Each piece its own packet: otherwise Node joins them and the shape is lost.
      if (step < bytes.length) await turn();
    }
  }
}
