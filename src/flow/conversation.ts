import type { FileChanges } from '../core/edits/edit.ts';
import { Fault } from '../core/fault.ts';
import { disarmTemplate } from '../core/prompts/disarm-template.ts';
import { calibrateScale, estimateMessages, estimateTokens } from '../core/prompts/estimate-tokens.ts';
import { type FeedbackInput, feedbackPrompt } from '../core/prompts/feedback-prompt.ts';
import { fitPrompt } from '../core/prompts/fit-prompt.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import type { Answer, Message, ModelCard } from '../ports/model.ts';
import { answerTokens, contextOf } from './answer-room.ts';

/** What a round taught: what the model is told, and the candidate it was told of. */
export interface Lesson {
  readonly feedback: Omit<FeedbackInput, 'scale' | 'budget'>;
  /** Relative to the start commit. */
  readonly candidate: FileChanges;
}

/** Part of a context that estimates may be wrong by. */
const MARGIN = 0.03;
/** Phrases kept for the report. */
const MOST_LEFT_OUT = 60;
/** Tokens of feedback in a fresh start, the fuller first. */
const FEEDBACK_BUDGETS = [1_500, 400] as const;

/**
 * A conversation that always fits the model's context. Rounds append only, so that the server's prompt cache keeps what
 * it has read; when the context is full a fresh one starts with the candidate as it is now and the last feedback.
 */
export class Conversation {
  readonly #input: PromptInput;
  /** Stands after the task in every first prompt. */
  readonly #request: string;
  #card: ModelCard;
  #scale = 1;
  #lesson: Lesson | undefined;
  #messages: readonly Message[];
  #leftOut: readonly string[] = [];

  /** Throws `model-context-small` when not even the least prompt fits. */
  constructor(input: PromptInput, card: ModelCard, request = '') {
    this.#input = input;
    this.#request = request;
    this.#card = card;
    this.#messages = this.#begin();
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** What the first prompt shows in part or not at all, one phrase each. */
  get leftOut(): readonly string[] {
    return this.#leftOut;
  }

  /** Tokens the messages are likely to take. */
  get tokens(): number {
    return estimateMessages(this.#messages, this.#scale);
  }

  /** Tokens the next answer may take. */
  get room(): number {
    const left = Math.floor(contextOf(this.#card) * (1 - MARGIN)) - this.tokens;
    return Math.max(1, Math.min(answerTokens(this.#card) * 2, left));
  }

  /** The model as the server describes it now; what no longer fits is noticed when the conversation goes on. */
  meet(card: ModelCard): void {
    this.#card = card;
  }

  /** Learns from the server's own count of the messages how many tokens a character costs. */
  learn(promptTokens: number | undefined): void {
    if (promptTokens !== undefined) this.#scale = calibrateScale(this.#scale, this.tokens, promptTokens);
  }

  /** Appends the answer and what came of it, or starts afresh where that does not fit. Throws `model-context-small`. */
  goOn(answer: Answer, lesson: Lesson): void {
    this.#lesson = lesson;
    const longer: readonly Message[] = [
      ...this.#messages,
      { role: 'assistant', content: disarmTemplate(answer.text) },
      {
        role: 'user',
        content: disarmTemplate(feedbackPrompt({ ...lesson.feedback, scale: this.#scale })),
      },
    ];
    const room = contextOf(this.#card) * (1 - MARGIN) - answerTokens(this.#card);
    this.#messages = estimateMessages(longer, this.#scale) <= room ? longer : this.#begin();
  }

  /** Drops what was said and starts with what was learned, or with nothing. Throws `model-context-small`. */
  startAfresh(lesson?: Lesson): void {
    this.#lesson = lesson;
    this.#messages = this.#begin();
  }

  /** Starts afresh, for another context or tokenizer than was thought. Throws `model-context-small`. */
  refit(): void {
    this.#messages = this.#begin();
  }

  #begin(): readonly Message[] {
    const lesson = this.#lesson;
    for (const budget of lesson ? FEEDBACK_BUDGETS : []) {
      const messages = this.#fit(lesson, budget);
      if (messages) return messages;
    }
    const messages = this.#fit(undefined, 0);
    if (messages) return messages;
    const { key } = this.#card;
    throw new Fault(
      'model-context-small',
      `task, rules and answer need more than ${contextOf(this.#card)} tokens of ${key}`,
    );
  }

  /** The first prompt with the lesson at its end, or undefined when it does not fit. */
  #fit(lesson: Lesson | undefined, budget: number): readonly Message[] | undefined {
    const scale = this.#scale;
    const learned = lesson
      ? `\n\n# An earlier answer of yours\nThe files above are as it left them.\n\n${feedbackPrompt({ ...lesson.feedback, budget, scale })}`
      : '';
    const said = `${this.#request}${learned}`;
    const room = {
      contextTokens: contextOf(this.#card),
      answerTokens: answerTokens(this.#card) + (said === '' ? 0 : estimateTokens(said, scale)),
    };
    const fitted = fitPrompt(
      lesson ? withCandidate(this.#input, lesson.candidate) : this.#input,
      room,
      scale,
    );
    if (fitted.kind === 'too-big') return undefined;
    this.#leftOut = [...fitted.leftOut, ...fitted.omitted].slice(0, MOST_LEFT_OUT);
    const last = fitted.messages.length - 1;
    return fitted.messages.map((one, at) => ({
      ...one,
      content: disarmTemplate(at === last ? one.content + said : one.content),
    }));
  }
}

/** The same prompt, its files as the candidate left them. */
function withCandidate(input: PromptInput, candidate: FileChanges): PromptInput {
  const others = input.files.filter((file) => !candidate.has(file.path));
  const own = [...candidate].flatMap(([path, text]) =>
    text === null ? [] : [{ path, text, score: 100, placement: 'task' as const }],
  );
  return { ...input, files: [...others, ...own] };
}
