import { z } from 'zod';
import { analysisPrompt } from '../core/analysis/analysis-prompt.ts';
import { type CheckedMetadata, type Checking, checkMetadata } from '../core/analysis/check-metadata.ts';
import { metadataSchema } from '../core/analysis/metadata.ts';
import { readMetadata } from '../core/analysis/read-metadata.ts';
import type { Semantic } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import { estimateMessages, estimateTokens } from '../core/prompts/estimate-tokens.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Clock } from '../ports/clock.ts';
import type { Answer, AskOptions, Message, ModelCard, ModelServer } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import { attemptOf } from './attempt-of.ts';

/** Questions about one artifact, the first included. */
const MOST_QUESTIONS = 3;
/** Faults that the next artifact would meet as well. */
const NO_SERVER: ReadonlySet<string> = new Set(['model-unreachable', 'model-disabled', 'model-refused-key']);
/** Room for an answer, reasoning included. */
const ANSWER_TOKENS = 4_096;
const LEAST_ANSWER_TOKENS = 512;
/** Of a refused answer that is shown to the model again. */
const LONGEST_ECHO = 2_000;

const { $schema: _, ...SCHEMA } = z.toJSONSchema(metadataSchema, { target: 'draft-7', io: 'input' });
const FORM = { name: 'artifact_metadata', schema: SCHEMA };

export interface MetadataWorld {
  readonly model?: ModelServer;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly temperature: number;
  readonly seed?: number;
  /** Bounds of the tokens of a {@link TaskSpending} and a {@link RunSpending}. */
  readonly tokens?: number;
  readonly runTokens?: number;
}

/** What was asked for one task so far. */
export interface TaskSpending {
  /** Estimated where the server reports none. */
  tokens: number;
  readonly attempts: Attempt[];
}

/** The same of all tasks of a run. */
export interface RunSpending {
  tokens: number;
  /** Why no server can be asked, once that is known: each try costs seconds. */
  noServer?: string;
}

export interface MetadataWish extends Checking {
  readonly spent: TaskSpending;
  readonly ofRun: RunSpending;
  readonly intent?: string;
  readonly model?: string;
  readonly signal?: AbortSignal;
}

/** The meaning of an artifact, checked; `unanalysed` with the reason where no model answered in a usable form. */
export async function askMetadata(world: MetadataWorld, wish: MetadataWish): Promise<Semantic> {
  const { model, clock } = world;
  const unanalysed = (why: string): Semantic => ({
    state: 'unanalysed',
    why,
    security: [...wish.artifact.findings.notes],
  });
  if (!model) return unanalysed('no model was asked');
  if (wish.ofRun.noServer !== undefined) return unanalysed(wish.ofRun.noServer);
  try {
    const card = await model.choose(wish.signal, wish.model);
    const end = await converse({ ...world, model }, wish, card);
    if ('why' in end) return unanalysed(end.why);
    const { components, security, tags, ...rest } = end.checked;
    return {
      state: 'analysed',
      ...rest,
      components: [...components],
      security: [...security],
      tags: [...tags],
      model: end.model,
      analysed_at: clock.now().toISOString(),
    };
  } catch (error) {
    // Without a model the facts are worth something still.
    if (!(error instanceof Fault) || error.exit !== 3) throw error;
    if (NO_SERVER.has(error.code)) wish.ofRun.noServer = error.message;
    return unanalysed(error.message);
  }
}

type ConversationEnd =
  | { readonly checked: CheckedMetadata; readonly model: string }
  | { readonly why: string };

/** Asks, and asks again with what was wrong. The form is only asked for where it is established that servers keep it. */
async function converse(
  world: MetadataWorld & { readonly model: ModelServer },
  wish: MetadataWish,
  card: ModelCard,
): Promise<ConversationEnd> {
  let messages: readonly Message[] = analysisPrompt(wish.artifact, wish.intent);
  const form = { wanted: card.endpointKind === 'lm-studio' };
  let why = '';
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    const spent = whatIsSpent(world, wish);
    if (spent !== undefined) return { why: spent };
    const answer = await ask(world, wish, { card, messages, form });
    const seconds = (answer.milliseconds / 1000).toFixed(1);
    world.progress.emit({ kind: 'run', text: `${answer.model} answered in ${seconds} s` });
    const tokens = tokensOf(answer, messages);
    wish.spent.tokens += tokens;
    wish.ofRun.tokens += tokens;
    const judged = judge(answer, wish);
    const reply = typeof judged === 'string' ? judged : 'metadata';
    const { model } = answer;
    wish.spent.attempts.push({ ...attemptOf(answer, { round: asked + 1, reply }), model });
    if (typeof judged !== 'string') return { checked: judged, model: answer.model };
    why = judged;
    // Some builds put what keeps the form where reasoning belongs, and answer nothing.
    if (answer.text.trim() === '') {
      form.wanted = false;
      continue;
    }
    const request = `That was refused: ${why}. Answer again with the JSON object and nothing else.`;
    const echo = answer.text.slice(0, LONGEST_ECHO);
    messages = [...messages, { role: 'assistant', content: echo }, { role: 'user', content: request }];
  }
  return { why: `the model's answers were refused ${MOST_QUESTIONS} times, the last because ${why}` };
}

function whatIsSpent(
  { tokens, runTokens }: MetadataWorld,
  { spent, ofRun }: MetadataWish,
): string | undefined {
  if (tokens !== undefined && spent.tokens >= tokens) return `the budget of ${tokens} tokens is spent`;
  if (runTokens !== undefined && ofRun.tokens >= runTokens)
    return `the run's budget of ${runTokens} tokens is spent`;
  return undefined;
}

interface Question {
  readonly card: ModelCard;
  readonly messages: readonly Message[];
  readonly form: { wanted: boolean };
}

/** A server that refuses the form is asked again without it, and from then on. */
async function ask(
  { model, progress, temperature, seed }: MetadataWorld & { readonly model: ModelServer },
  { signal, artifact }: MetadataWish,
  { card, messages, form }: Question,
): Promise<Answer> {
  const room = (card.contextLoaded ?? Number.POSITIVE_INFINITY) - estimateMessages(messages, 1.2);
  const task = artifact.paths[0] ?? '';
  const options: AskOptions = {
    temperature,
    ...(seed === undefined ? {} : { seed }),
    maxTokens: Math.max(LEAST_ANSWER_TOKENS, Math.min(ANSWER_TOKENS, Math.floor(room))),
    callSite: `foundry analyse ${task}`,
    onProgress: ({ detail }) => progress.emit({ kind: 'tick', task, stage: 'ask', text: detail }),
    ...(signal ? { signal } : {}),
  };
  if (!form.wanted) return await model.ask(card, messages, options);
  try {
    return await model.ask(card, messages, { ...options, form: FORM });
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'model-failed') throw error;
    form.wanted = false;
    return await model.ask(card, messages, options);
  }
}

/** Metadata, or what was wrong with the answer. */
function judge(answer: Answer, wish: MetadataWish): CheckedMetadata | string {
  if (answer.text.trim() === '') return 'it was empty';
  const reading = readMetadata(answer.text);
  if (reading.is === 'metadata') return checkMetadata(reading.metadata, wish);
  return answer.finish === 'length' ? 'it was cut off before its end: be shorter' : reading.why;
}

function tokensOf(answer: Answer, messages: readonly Message[]): number {
  const { promptTokens = estimateMessages(messages), completionTokens = estimateTokens(answer.text) } =
    answer;
  return promptTokens + completionTokens;
}
