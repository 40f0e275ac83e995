import { Fault, type FaultCode } from '../fault.ts';
import { HttpRefusal } from '../http-refusal.ts';

/** Why a call has no answer of LM Studio: a code to count, and the same with its detail, in the words of ADR-066. */
export interface LmReason {
  readonly code: string;
  readonly reason: string;
}

/** Codes of the journal. They are stable: exports count them. */
const CODES: Partial<Record<FaultCode, string>> = {
  'model-disabled': 'lm_studio_disabled',
  'model-unreachable': 'connection_error',
  'model-stalled': 'timeout',
  'model-refused-key': 'http_error',
  'model-not-a-server': 'not_a_model_server',
  'model-missing': 'model_missing',
  'model-none-loaded': 'model_not_loaded',
  'model-load-failed': 'model_load_failed',
  'model-context-small': 'context_too_small',
  'model-failed': 'request_error',
  'model-other-answered': 'other_model_answered',
  'budget-exceeded': 'budget_exceeded',
};
/** What this status means is known better than its number. */
const TOLD: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'model-failed',
  'model-refused-key',
  'model-unreachable',
]);

/** The reason of a call that threw this. `aborted`: the caller gave it up, so that nobody is to blame. */
export function lmReason(error: unknown, aborted: boolean): LmReason {
  if (aborted && !(error instanceof Fault)) return { code: 'aborted', reason: 'aborted: the caller gave up' };
  if (!(error instanceof Fault)) {
    const name = error instanceof Error ? error.name : typeof error;
    return { code: 'unexpected_error', reason: `unexpected_error: ${name}` };
  }
  const { cause } = error;
  if (cause instanceof HttpRefusal && TOLD.has(error.code))
    return { code: 'http_error', reason: `http_error: ${cause.status}` };
  const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
  const code = isLate ? 'timeout' : (CODES[error.code] ?? 'unexpected_error');
  return { code, reason: `${code}: ${error.at}` };
}
