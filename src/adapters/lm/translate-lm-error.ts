import { APIConnectionError, APIError } from 'openai';
import { Fault } from '../../core/fault.ts';
import { type AskedOf, classifyLmError } from './classify-lm-error.ts';
import { connectionCode, connectionFault } from './connection-fault.ts';
import { LmTrouble } from './lm-trouble.ts';

/** Codes that say the connection was there and broke: the server answers, and may again. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
/** Certificates do not get better by asking again. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;

function connectionTrouble(error: unknown, endpoint: string): LmTrouble {
  const code = connectionCode(error) ?? '';
  if (BROKEN.has(code)) {
    const fault = new Fault('model-failed', 'the connection broke before the answer was complete', {
      cause: error,
    });
    return new LmTrouble(fault, 'bounded');
  }
  const fault = connectionFault(error, endpoint);
  const lasting = CERTIFICATE.test(code) || fault.code === 'model-not-a-server';
  return new LmTrouble(fault, lasting ? 'never' : 'bounded');
}

/** What the SDK or the connection threw, as a trouble with a fault; anything else is a bug and thrown on. */
export function translateLmError(error: unknown, asked: AskedOf): LmTrouble {
  if (error instanceof LmTrouble) return error;
  if (error instanceof APIConnectionError) return connectionTrouble(error.cause, asked.card.endpoint);
  if (error instanceof APIError) {
    // The SDK unpacks `{error: …}`; a body that is no JSON is only in its message, and may be a web page.
    const body = error.error === undefined ? undefined : { error: error.error };
    return classifyLmError({ status: error.status, body }, asked);
  }
  // A chunk that is not JSON: two were written into each other.
  if (error instanceof SyntaxError)
    return new LmTrouble(new Fault('model-failed', 'it sent a broken piece of an answer'), 'bounded');
  return connectionTrouble(error, asked.card.endpoint);
}
