import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { AskOptions, ModelServer, Route } from '../ports/model.ts';
import { type CallEnd, callRow, type RowOptions } from './call-row.ts';

export interface Journaling extends RowOptions {
  readonly clock: Clock;
}

/**
 * The same server, with exactly one row in the journal for every `ask`: answered, failed, given up or refused before it
 * was sent. What the caller gets is what the server gave, and no earlier or later for the journal's sake.
 */
export function journaledModelServer(
  server: ModelServer,
  journal: Journal,
  options: Journaling,
): ModelServer {
  return {
    health: (signal, reach) => server.health(signal, reach),
    choose: (signal, key) => server.choose(signal, key),
    ask: async (card, messages, asked) => {
      const start = performance.now();
      const watch = new CallWatch(asked);
      const record = (end: CallEnd['end']): void => {
        const { route, retries } = watch;
        const milliseconds = performance.now() - start;
        const createdAt = options.clock.now();
        const call = { card, messages, options: asked, route, retries, milliseconds, createdAt, end };
        journal.record(callRow(call, options));
      };
      try {
        const answer = await server.ask(card, messages, watch.options);
        record({ answer });
        return answer;
      } catch (error) {
        record({ error });
        throw error;
      }
    },
  };
}

/** Listens to what a call tells on its way. */
class CallWatch {
  readonly options: AskOptions;
  route: Route | undefined;
  retries = 0;

  constructor(asked: AskOptions) {
    this.options = {
      ...asked,
      onRoute: (route) => {
        this.route = route;
        asked.onRoute?.(route);
      },
      onProgress: (progress) => {
        if (progress.phase === 'retrying') this.retries += 1;
        asked.onProgress?.(progress);
      },
    };
  }
}
