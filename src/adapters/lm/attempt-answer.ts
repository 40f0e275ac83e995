import OpenAI from 'openai';
import { Fault } from '../../core/fault.ts';
import type { Answer } from '../../ports/model.ts';
import { AnswerCollector } from './answer-collector.ts';
import { listKeys } from './choose-lm-model.ts';
import { classifyLmError, overflowText } from './classify-lm-error.ts';
import { httpFetch } from './http-fetch.ts';
import { isOtherModel } from './is-other-model.ts';
import type { LmCall } from './lm-call.ts';
import { LmTrouble } from './lm-trouble.ts';
import { SilenceWatch } from './silence-watch.ts';
import { translateLmError } from './translate-lm-error.ts';
import { WaitReport } from './wait-report.ts';

/** The longest timer Node has: the SDK's own limit would end a long silent reading of the prompt. */
const NO_LIMIT = 2 ** 31 - 1;
const CHARACTERS_PER_TOKEN = 4;
/** No answer of so many characters a token is real: the server ignores `max_tokens`, and may never end. */
const MOST_CHARACTERS_PER_TOKEN = 16;

function openStream(call: LmCall, onBytes: () => void, signal: AbortSignal) {
  const { model, messages, options, apiKey } = call;
  const client = new OpenAI({
    baseURL: model.card.endpoint,
    // The real key, if any, is sent by the fetch below; the SDK would insist on one and look into the environment.
    apiKey: 'unused',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: NO_LIMIT,
    logLevel: 'off',
    fetch: httpFetch({ apiKey, onBytes }),
  });
  return client.chat.completions
    .create(
      {
        model: model.requestName,
        messages: messages.map(({ role, content }) => ({ role, content })),
        temperature: options.temperature,
        max_tokens: options.maxTokens,
        ...(options.seed !== undefined && { seed: options.seed }),
        ...(options.form && {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: options.form.name, strict: true, schema: { ...options.form.schema } },
          },
        }),
        stream: true,
        stream_options: { include_usage: true },
      },
      { signal },
    )
    .withResponse();
}

const askedOf = (call: LmCall) => ({
  card: call.model.card,
  apiKey: call.apiKey,
  there: listKeys(call.offered),
});

/** A 200 that is no stream: LM Studio's answer to an unknown path, another service's web page. */
async function refuseOtherContent(call: LmCall, response: Response): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (!/json|html/.test(type)) return;
  const { endpoint } = call.model.card;
  if (type.includes('html')) throw new LmTrouble(new Fault('model-not-a-server', endpoint), 'never');
  const body: unknown = await response.json();
  if ((body as { choices?: unknown } | null)?.choices !== undefined) {
    const fault = new Fault('model-failed', 'it does not stream its answers');
    throw new LmTrouble(fault, 'never');
  }
  throw classifyLmError({ status: undefined, body }, askedOf(call));
}

function refuseOtherModel(call: LmCall, answered: string | undefined): void {
  if (answered === undefined || !isOtherModel(answered, call.model, call.offered)) return;
  const at = `"${answered}" instead of "${call.model.requestName}"`;
  throw new LmTrouble(new Fault('model-other-answered', at), 'never');
}

/** A stream that ended in an orderly way: is it an answer? Some builds say nothing at all on overflow (BT#2339). */
function refuseIncomplete(call: LmCall, collector: AnswerCollector): void {
  if (collector.finished) return;
  if (!collector.empty) {
    const fault = new Fault('model-failed', 'the answer ended before it was finished');
    throw new LmTrouble(fault, 'bounded');
  }
  const { card } = call.model;
  const characters = call.messages.reduce((sum, message) => sum + message.content.length, 0);
  const prompt = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const fault =
    card.contextLoaded !== undefined && prompt >= card.contextLoaded
      ? new Fault('model-context-small', `about ${overflowText({ prompt }, card)}`)
      : new Fault('model-failed', 'it ended the answer before the first word');
  throw new LmTrouble(fault, 'once');
}

/** Why reading ended before the stream did. */
type EarlyEnd = { readonly stoppedBecause: string } | { readonly cut: true };

/** Reads the stream to its end, or until the caller has seen enough or the answer is far too long. */
async function readStream(
  call: LmCall,
  stream: AsyncIterable<OpenAI.ChatCompletionChunk>,
  collector: AnswerCollector,
  onToken: () => void,
): Promise<EarlyEnd | undefined> {
  const { onProgress, stopWhen, maxTokens } = call.options;
  for await (const chunk of stream) {
    const token = collector.add(chunk);
    refuseOtherModel(call, collector.model);
    if (!token) continue;
    onToken();
    const { text, reasoning, reasoningCharacters } = collector;
    onProgress?.(
      reasoning
        ? {
            phase: 'reasoning',
            characters: reasoningCharacters,
            detail: `${call.model.card.key} is thinking`,
          }
        : { phase: 'writing', characters: text.length, detail: `${call.model.card.key} is writing` },
    );
    if (text.length + reasoningCharacters > maxTokens * MOST_CHARACTERS_PER_TOKEN) return { cut: true };
    const stoppedBecause = reasoning ? undefined : stopWhen?.(text);
    if (stoppedBecause !== undefined) return { stoppedBecause };
  }
  return undefined;
}

/** Ends the attempt's connection when the server is silent for too long. */
function watchSilence(call: LmCall, abort: AbortController): SilenceWatch {
  return new SilenceWatch(call.stallSeconds * 1000, () => {
    const at = `${call.stallSeconds} s of silence from ${call.model.card.key} at ${call.model.card.endpoint}`;
    // Not asked again: a server that is still reading would put the second request behind the first.
    abort.abort(new LmTrouble(new Fault('model-stalled', at), 'never'));
  });
}

/**
 * Asks once and streams the answer. The connection is closed on every way out but a complete answer, which
 * makes LM Studio stop working on it.
 *
 * @param loaded whether the model is in memory, as far as is known; else it is waited for as loading
 * @throws LmTrouble for everything the server or the connection did; the signal's reason when the caller gave up
 */
export async function attemptAnswer(
  call: LmCall,
  attempt: { readonly loaded: boolean; readonly retries: number; readonly signal: AbortSignal },
): Promise<Answer> {
  const { key } = call.model.card;
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, attempt.signal]);
  const collector = new AnswerCollector();
  const end = { askedModel: call.model.requestName, retries: attempt.retries };
  using silence = watchSilence(call, abort);
  using waiting = new WaitReport(
    attempt.loaded
      ? { phase: 'reading', detail: `${key} is reading the prompt …` }
      : { phase: 'loading', detail: `loading ${key} …` },
    call.reportMilliseconds,
    (progress) => call.options.onProgress?.(progress),
  );
  try {
    const { data: stream, response } = await openStream(call, () => silence.sign(), signal);
    await refuseOtherContent(call, response);
    const early = await readStream(call, stream, collector, () => waiting.end());
    if (early) return collector.answer({ ...end, ...early });
    // An aborted stream ends quietly, as if it were complete (facts/lmstudio.md section 10).
    signal.throwIfAborted();
    refuseIncomplete(call, collector);
    return collector.answer(end);
  } catch (error) {
    attempt.signal.throwIfAborted();
    const trouble = translateLmError(signal.aborted ? signal.reason : error, askedOf(call));
    if (trouble.fault.code === 'model-other-answered') throw trouble;
    if (collector.finished) return collector.answer(end);
    const wrote = collector.text !== '' || collector.reasoningCharacters > 0;
    if (trouble.fault.code === 'model-context-small' && wrote) return collector.answer({ ...end, cut: true });
    throw trouble;
  } finally {
    abort.abort();
  }
}
