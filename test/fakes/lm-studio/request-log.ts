import type { IncomingHttpHeaders } from 'node:http';

/** One request as the server saw it. `aborted`: the client went away before the answer was complete. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly at: Date;
  endedAt?: Date;
  status?: number;
  aborted: boolean;
}
