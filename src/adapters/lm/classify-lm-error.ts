import { Fault } from '../../core/fault.ts';
import { HttpRefusal } from '../../core/http-refusal.ts';
import type { ModelCard } from '../../ports/model.ts';
import { PromptTooLong } from '../../ports/prompt-too-long.ts';
import { type ContextOverflow, readContextOverflow } from './context-overflow.ts';
import { errorMessage, quoteServer } from './error-message.ts';
import { LmTrouble } from './lm-trouble.ts';

/** A refusal in words: the HTTP status (undefined inside a 200 stream) and the body or `error` of it. */
export interface LmRefusal {
  readonly status: number | undefined;
  readonly body: unknown;
}

export interface AskedOf {
  readonly card: ModelCard;
  readonly apiKey: string | undefined;
  /** What the server offers, for a sentence: `a, b and 3 more`. */
  readonly there: string;
}

type Kind = { readonly code: 'model-load-failed' | 'model-failed'; readonly retry: LmTrouble['retry'] };

/**
 * What LM Studio says for troubles of its engine, most of them with status 400 (facts/lmstudio.md 4.1). A crash,
 * an unload or a broken channel passes once the model is loaded again; a template or a load that lacks memory
 * fails the same way each time.
 */
const KNOWN: readonly (readonly [RegExp, Kind])[] = [
  [
    /failed to load model|model loading was stopped|insufficient system resources|exited before becoming healthy|model_load_failed/i,
    { code: 'model-load-failed', retry: 'never' },
  ],
  [/jinja|rendering prompt/i, { code: 'model-failed', retry: 'never' }],
  [/model (is )?unloaded/i, { code: 'model-failed', retry: 'bounded' }],
  [/model has crashed/i, { code: 'model-failed', retry: 'bounded' }],
  [/channel error/i, { code: 'model-failed', retry: 'bounded' }],
  [/fetch failed|compute error|peg-native/i, { code: 'model-failed', retry: 'bounded' }],
];

/** LM Studio of several ages, Ollama, vLLM. */
const UNKNOWN_MODEL =
  /invalid model identifier|model "?[^"]*"? not found|the model [`'"][^`'"]*[`'"] does not exist/i;

const PASSING_STATUS = (status: number) =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/** The sentence part for a prompt that does not fit, with both numbers where they are known. */
export function overflowText(overflow: ContextOverflow, card: ModelCard): string {
  const context = overflow.context ?? card.contextLoaded;
  const prompt = overflow.prompt === undefined ? 'the prompt' : `${overflow.prompt} tokens`;
  const room = context === undefined ? 'the loaded context' : `a context of ${context} tokens`;
  return `${prompt} into ${room} of ${card.key}`;
}

function byStatus(refusal: LmRefusal, said: string, asked: AskedOf): LmTrouble {
  const { status } = refusal;
  const { endpoint } = asked.card;
  const failed = (retry: LmTrouble['retry']) => new LmTrouble(new Fault('model-failed', said), retry);
  // Inside a stream there is no status: the engine failed while it worked.
  if (status === undefined || PASSING_STATUS(status)) return failed('bounded');
  if (status < 400 || status === 404 || status === 405)
    return new LmTrouble(new Fault('model-not-a-server', endpoint), 'never');
  return failed('never');
}

/** Decides what a refusal means and whether asking again can help. Its status is the fault's cause, unless there is a better one. */
export function classifyLmError(refusal: LmRefusal, asked: AskedOf): LmTrouble {
  const { fault, retry } = classify(refusal, asked);
  const { status } = refusal;
  if (status === undefined || status < 400 || fault.cause !== undefined) return new LmTrouble(fault, retry);
  return new LmTrouble(new Fault(fault.code, fault.at, { cause: new HttpRefusal(status) }), retry);
}

function classify(refusal: LmRefusal, asked: AskedOf): LmTrouble {
  const { card, apiKey } = asked;
  const never = (fault: Fault) => new LmTrouble(fault, 'never');
  if (refusal.status === 401 || refusal.status === 403)
    return never(new Fault('model-refused-key', card.endpoint));
  const message = errorMessage(refusal.body) ?? '';
  const code = (refusal.body as { error?: { code?: unknown } } | null | undefined)?.error?.code;
  const overflow = readContextOverflow(message);
  if (overflow) {
    const cause = new PromptTooLong(overflow);
    return never(new Fault('model-context-small', overflowText(overflow, card), { cause }));
  }
  if (/unexpected endpoint or method/i.test(message))
    return never(new Fault('model-not-a-server', card.endpoint));
  if (code === 'model_not_found' || UNKNOWN_MODEL.test(message))
    return never(new Fault('model-missing', `"${card.key}" (there: ${asked.there})`));
  // It was loaded a moment ago: it is being swapped, and comes back (lmstudio-bug-tracker#1730).
  if (/no models? (is |are )?loaded/i.test(message))
    return new LmTrouble(new Fault('model-none-loaded', card.endpoint), card.loaded ? 'bounded' : 'never');
  const said = message === '' ? `status ${refusal.status ?? 'unknown'}` : quoteServer(message, apiKey);
  for (const [wording, kind] of KNOWN)
    if (wording.test(message)) return new LmTrouble(new Fault(kind.code, said), kind.retry);
  return byStatus(refusal, said, asked);
}
