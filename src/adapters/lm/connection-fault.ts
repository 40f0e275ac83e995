import { Fault } from '../../core/fault.ts';

const MEANING: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'unknown host',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'connection timed out',
};

/** Error code of a failed connection, also when it is wrapped or is one of several addresses tried. */
export function connectionCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return connectionCode(error.errors[0]);
  return connectionCode(error.cause);
}

/** The fault of an endpoint that cannot be talked to; anything that is no failure of a connection is thrown on. */
export function connectionFault(error: unknown, endpoint: string): Fault {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new Fault('model-unreachable', `${endpoint} (no answer in time)`, { cause: error });
  const code = connectionCode(error);
  if (code === undefined) throw error;
  // Node's HTTP parser: something answers, but does not speak HTTP.
  if (code.startsWith('HPE_')) return new Fault('model-not-a-server', endpoint, { cause: error });
  return new Fault('model-unreachable', `${endpoint} (${MEANING[code] ?? code})`, { cause: error });
}
