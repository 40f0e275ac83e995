import type { Attempt } from '../verdicts/attempt.ts';
import { codeSpan } from './code-span.ts';
import { cutEnd } from './cut-text.ts';
import { disarmReferences } from './disarm-references.ts';
import { oneLine } from './one-line.ts';
import type { Proof } from './proof.ts';
import { seconds } from './seconds.ts';
import { tableRow } from './table-row.ts';

const ENDPOINTS = { 'lm-studio': 'LM Studio', 'openai-compatible': 'OpenAI-compatible server' };
const LONGEST_FIELD = 120;

/**
 * The model and what it cost, as a GFM table. Fields stand exactly as the server reports them; those it does not
 * report are left out. Nothing for a task that needed no model.
 */
export function modelTable(
  proof: Pick<Proof, 'model' | 'profile' | 'attempts' | 'wallMilliseconds'>,
): string {
  const { model, profile, attempts } = proof;
  if (model.endpointKind === 'none') return 'No model was used: the task’s own commands were run.';
  const runtime = [model.runtimeName, model.runtimeVersion].filter((part) => part !== undefined);
  const rows: (readonly [string, string | number | undefined])[] = [
    ['Model', reported(model.key)],
    ['Architecture', reported(model.architecture)],
    ['Quantisation', reported(model.quantization)],
    ['Format', reported(model.format)],
    ['Context length loaded', model.contextLoaded],
    ['Context length max', model.contextMax],
    ['Runtime', reported(runtime.join(' '))],
    ['Endpoint', model.backend === 'remote' ? 'Remote fallback' : ENDPOINTS[model.endpointKind]],
    ['Backends', backends(attempts)],
    ['Temperature', model.temperature],
    ['Seed', model.seed],
    ['Task profile', profile],
    ['Prompt tokens', sum(attempts, (attempt) => attempt.promptTokens)],
    ['Completion tokens', sum(attempts, (attempt) => attempt.completionTokens)],
    ['Time to first token', firstToken(attempts)],
    ['Tokens/s', tokensPerSecond(attempts)],
    ['Rounds', attempts.length],
    ['Model time', seconds(sum(attempts, (attempt) => attempt.modelMilliseconds) ?? 0)],
    ['Wall time', seconds(proof.wallMilliseconds)],
  ];
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return [
    '| Model metadata | |',
    '| :-- | :-- |',
    ...known.map(([name, value]) => tableRow([name, `${value}`])),
  ].join('\n');
}

/** As code: nothing in it needs escaping, so it stands character for character as the server sent it. */
function reported(text: string | undefined): string {
  return text === undefined ? '' : codeSpan(disarmReferences(cutEnd(oneLine(text), LONGEST_FIELD), 'prose'));
}

/** How many rounds each side answered, and the fallback's model; undefined when all were LM Studio's. */
function backends(attempts: readonly Attempt[]): string | undefined {
  const remote = attempts.filter(({ backend }) => backend === 'remote');
  if (remote.length === 0) return undefined;
  const models = [...new Set(remote.map(({ model }) => reported(model)))];
  const local = attempts.length - remote.length;
  return `LM Studio ${local}, remote fallback ${remote.length} (${models.join(', ')})`;
}

/** Undefined when no attempt has the number. */
function sum(
  attempts: readonly Attempt[],
  number: (attempt: Attempt) => number | undefined,
): number | undefined {
  const known = attempts.map(number).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}

/** Of the first round: later ones profit from the server's prompt cache. */
function firstToken(attempts: readonly Attempt[]): string | undefined {
  const milliseconds = attempts.find(
    (attempt) => attempt.firstTokenMilliseconds !== undefined,
  )?.firstTokenMilliseconds;
  return milliseconds === undefined ? undefined : seconds(milliseconds);
}

/** Over all rounds that report both numbers: tokens by the time they took. */
function tokensPerSecond(attempts: readonly Attempt[]): string | undefined {
  let tokens = 0;
  let time = 0;
  for (const { completionTokens = 0, tokensPerSecond: speed = 0 } of attempts) {
    if (completionTokens <= 0 || speed <= 0) continue;
    tokens += completionTokens;
    time += completionTokens / speed;
  }
  return time === 0 ? undefined : (tokens / time).toFixed(1);
}
