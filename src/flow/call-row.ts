import { createHash } from 'node:crypto';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { type LmReason, lmReason } from '../core/routing/lm-reason.ts';
import type { JournalRow, JsonObject, Violation } from '../ports/journal.ts';
import type { Answer, AskOptions, Message, ModelCard, Route } from '../ports/model.ts';

/** How one call ended. */
export interface CallEnd {
  readonly card: ModelCard;
  readonly messages: readonly Message[];
  readonly options: AskOptions;
  /** Where it was sent last; undefined when it was not sent at all. */
  readonly route: Route | undefined;
  readonly retries: number;
  readonly milliseconds: number;
  readonly createdAt: Date;
  readonly end: { readonly answer: Answer } | { readonly error: unknown };
}

export interface RowOptions {
  /** Name that budgets and exports know the caller by. */
  readonly app: string;
  readonly storePrompts: boolean;
  readonly mask: (text: string) => string;
}

/** The one row of a call: `args_json` and `result_json` of ADR-066, with what upstream meant to record and did not. */
export function callRow(call: CallEnd, options: RowOptions): JournalRow {
  const { card, route } = call;
  const reason = reasonOf(call);
  const args = { model: route?.model ?? card.key, ...argsOf(call, options) };
  const row = { args, result: resultOf(call, reason), violations: violationsOf(call, reason) };
  return { tool: 'lm_studio', ...maskStrings(row, options.mask), createdAt: call.createdAt };
}

function argsOf({ messages, options }: CallEnd, { app, storePrompts }: RowOptions): JsonObject {
  const plain = messages.map(({ role, content }) => ({ role, content }));
  return {
    call_site: options.callSite,
    app,
    temperature: options.temperature,
    max_tokens: options.maxTokens,
    /** Of the messages as JSON. */
    prompt_sha256: createHash('sha256').update(JSON.stringify(plain)).digest('hex'),
    prompt_characters: plain.reduce((sum, { content }) => sum + content.length, 0),
    ...(storePrompts && { messages: plain }),
  };
}

function resultOf(call: CallEnd, reason: LmReason | undefined): JsonObject {
  const { route, end } = call;
  const answer = 'answer' in end ? end.answer : undefined;
  return {
    ok: answer !== undefined,
    mode: modeOf(call, reason),
    backend: route?.backend ?? call.card.backend ?? 'lm_studio',
    endpoint: route?.endpoint ?? call.card.endpoint,
    latency_ms: Math.round(call.milliseconds),
    ...(answer && measured(answer)),
    retries: call.retries,
    fell_back: route?.fellBack !== undefined,
    reason: reason?.reason ?? null,
    decision: route?.decision ?? 'not sent',
  };
}

function measured(answer: Answer): JsonObject {
  const { promptTokens: prompt, completionTokens: completion, tokensPerSecond } = answer;
  const usage = {
    ...(prompt !== undefined && { prompt_tokens: prompt }),
    ...(completion !== undefined && { completion_tokens: completion }),
    ...(prompt !== undefined && completion !== undefined && { total_tokens: prompt + completion }),
  };
  return {
    ttft_ms: Math.round(answer.firstTokenMilliseconds),
    ...(Object.keys(usage).length > 0 && { usage }),
    ...(tokensPerSecond !== undefined && { tokens_per_second: Math.round(tokensPerSecond * 100) / 100 }),
    response_length: answer.text.length,
  };
}

function modeOf({ route, end }: CallEnd, reason: LmReason | undefined): string {
  if ('error' in end) return reason?.code === 'budget_exceeded' ? 'budget_exceeded' : 'lm_off';
  return route?.backend === 'remote' ? 'fallback' : 'lm_on';
}

/** Of a failure why it failed; of an answer of the fallback why it was not LM Studio's. */
function reasonOf({ route, options, end }: CallEnd): LmReason | undefined {
  if ('error' in end) return lmReason(end.error, options.signal?.aborted === true);
  return route?.fellBack && lmReason(route.fellBack, false);
}

function violationsOf({ end }: CallEnd, reason: LmReason | undefined): readonly Violation[] {
  if (!('error' in end) || !reason) return [];
  const type = reason.code === 'budget_exceeded' ? 'budget_exceeded' : 'lm_studio_error';
  return [{ type, code: reason.code, reason: reason.reason }];
}
