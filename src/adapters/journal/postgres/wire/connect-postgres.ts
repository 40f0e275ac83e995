import { extendedQuery, simpleQuery, terminate } from './client-messages.ts';
import { logIn } from './log-in.ts';
import { MessageStream } from './message-stream.ts';
import { openSocket } from './open-socket.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { readResult } from './read-result.ts';
import type { SqlConnection, SqlRow } from './sql-connection.ts';
import { connectionError, SqlError } from './sql-error.ts';

export interface ConnectOptions {
  /** Aborting closes the connection at once, whatever it is doing. */
  readonly signal?: AbortSignal;
  /** Longest way to a session that takes queries, name lookup and TLS included; at most and usually 2,000. */
  readonly connectMilliseconds?: number;
  /** Longest wait for a query's answer, after which the connection is given up. */
  readonly queryMilliseconds: number;
}

const CONNECT_MILLISECONDS = 2000;

/** Opens a session. Rejects with `SqlError`: class 08 for the way, 28 for a refused login, else what the server says. */
export async function connectPostgres(
  address: PostgresAddress,
  options: ConnectOptions,
): Promise<SqlConnection> {
  const limit = Math.min(options.connectMilliseconds ?? CONNECT_MILLISECONDS, CONNECT_MILLISECONDS);
  const ended = new AbortController();
  const { signal } = ended;
  const giveUp = () => ended.abort(new SqlError('08006', 'the wait for the database was ended'));
  if (options.signal?.aborted) giveUp();
  options.signal?.addEventListener('abort', giveUp, { once: true });
  signal.addEventListener('abort', () => options.signal?.removeEventListener('abort', giveUp));
  const timer = setTimeout(() => ended.abort(new SqlError('08001', `no session within ${limit} ms`)), limit);
  try {
    const stream = await untilAborted(open(address, signal), signal);
    return new PostgresConnection(stream, ended, options.queryMilliseconds);
  } catch (error) {
    const fault = connectionError(signal.aborted ? signal.reason : error);
    ended.abort(fault);
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

async function open(address: PostgresAddress, signal: AbortSignal): Promise<MessageStream> {
  const { socket, isPrivate } = await openSocket(address, signal);
  const stream = new MessageStream(socket);
  await logIn(stream, address, isPrivate);
  stream.allowRows();
  stream.hold(false);
  return stream;
}

/** Also ends waits that no socket ends: the name lookup, the password's derivation. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, aborted]);
}

class PostgresConnection implements SqlConnection {
  readonly #stream: MessageStream;
  readonly #ended: AbortController;
  readonly #queryMilliseconds: number;
  /** The query that is on its way; the next one waits for it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(stream: MessageStream, ended: AbortController, queryMilliseconds: number) {
    this.#stream = stream;
    this.#ended = ended;
    this.#queryMilliseconds = queryMilliseconds;
  }

  query(text: string, parameters: readonly (string | null)[] = []): Promise<readonly SqlRow[]> {
    const run = this.#last.then(() => this.#run(text, parameters));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#stream.end(terminate());
    this.#ended.abort(new SqlError('08003', 'the connection is closed'));
  }

  async #run(text: string, parameters: readonly (string | null)[]): Promise<readonly SqlRow[]> {
    if (this.#ended.signal.aborted) throw connectionError(this.#ended.signal.reason);
    const late = () =>
      this.#ended.abort(new SqlError('08006', `no answer within ${this.#queryMilliseconds} ms`));
    const timer = setTimeout(late, this.#queryMilliseconds);
    this.#stream.hold(true);
    try {
      this.#stream.send(parameters.length === 0 ? simpleQuery(text) : extendedQuery(text, parameters));
      return await readResult(this.#stream);
    } catch (error) {
      // What the server refused leaves the session as it was; anything else leaves it in an unknown state.
      if (!(error instanceof SqlError) || /^(08|57P)/.test(error.state)) this.#ended.abort(error);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#stream.hold(false);
    }
  }
}
