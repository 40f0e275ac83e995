import pRetry from 'p-retry';
import { Fault } from '../../core/fault.ts';
import type { Answer } from '../../ports/model.ts';
import { attemptAnswer } from './attempt-answer.ts';
import type { LmCall } from './lm-call.ts';
import { LmTrouble } from './lm-trouble.ts';
import type { RequestSlots } from './request-slots.ts';

export interface RetryPlan {
  /** Attempts after the first. */
  readonly retries: number;
  /** Wait before the first retry; doubled each time, and up to doubled again at random. */
  readonly baseMilliseconds: number;
}

export interface Asking {
  readonly slots: RequestSlots;
  readonly plan: RetryPlan;
  /** Whether the model is known to be in memory, asked anew for each attempt. */
  readonly isLoaded: () => boolean;
  /** Seconds for everything together, queue and retries included; undefined: no bound. */
  readonly answerSeconds: number | undefined;
}

const LONGEST_BACKOFF = 15_000;

async function attemptInSlot(
  call: LmCall,
  asking: Asking,
  attempt: { readonly retries: number; readonly signal: AbortSignal },
): Promise<Answer> {
  if (asking.slots.full)
    call.options.onProgress?.({
      phase: 'queued',
      characters: 0,
      detail: `waiting for one of ${asking.slots.size} slots of ${call.model.card.key}`,
    });
  using _slot = await asking.slots.take(attempt.signal);
  return await attemptAnswer(call, { ...attempt, loaded: asking.isLoaded() });
}

/**
 * Asks until there is an answer: troubles that pass are retried with exponential backoff and jitter, a bounded
 * number of times. A slot is held only while a request is under way.
 *
 * @throws Fault `model-*`; the caller's own abort reason
 */
export async function askWithRetries(call: LmCall, asking: Asking): Promise<Answer> {
  const deadline = new AbortController();
  const { answerSeconds, plan } = asking;
  const timer =
    answerSeconds === undefined
      ? undefined
      : setTimeout(() => {
          const at = `${call.model.card.key} did not complete its answer in ${answerSeconds} s`;
          deadline.abort(new LmTrouble(new Fault('model-stalled', at), 'never'));
        }, answerSeconds * 1000);
  const signals = call.options.signal ? [call.options.signal, deadline.signal] : [deadline.signal];
  const signal = AbortSignal.any(signals);
  try {
    return await pRetry((number) => attemptInSlot(call, asking, { retries: number - 1, signal }), {
      retries: plan.retries,
      minTimeout: plan.baseMilliseconds,
      maxTimeout: LONGEST_BACKOFF,
      factor: 2,
      randomize: true,
      signal,
      shouldRetry: ({ error, attemptNumber }) => {
        if (!(error instanceof LmTrouble) || error.retry === 'never') return false;
        if (error.retry === 'once' && attemptNumber > 1) return false;
        call.options.onProgress?.({
          phase: 'retrying',
          characters: 0,
          detail: `${error.fault.at}; trying again (${attemptNumber + 1} of ${plan.retries + 1})`,
        });
        return true;
      },
    });
  } catch (error) {
    throw error instanceof LmTrouble ? error.fault : error;
  } finally {
    clearTimeout(timer);
  }
}
