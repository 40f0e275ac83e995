import type { FileTexts } from '../core/edits/edit.ts';
import { calibrateScale, estimateMessages } from '../core/prompts/estimate-tokens.ts';
import { type FeedbackInput, feedbackPrompt } from '../core/prompts/feedback-prompt.ts';
import { languageOf, quoteCode } from '../core/prompts/quote-code.ts';
import type { Answer, Message, ModelCard } from '../ports/model.ts';
import { answerTokens, contextOf } from './answer-room.ts';

/** Tokens of a context that estimates may be wrong by. */
const MARGIN = 0.03;

/** A conversation with the model: rounds append only, so that the server's prompt cache keeps what it has read. */
export class Conversation {
  readonly #first: readonly Message[];
  readonly #card: ModelCard;
  #messages: Message[];
  #scale = 1;

  constructor(first: readonly Message[], card: ModelCard) {
    this.#first = first;
    this.#messages = [...first];
    this.#card = card;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Tokens the next answer may take. */
  get room(): number {
    const left = contextOf(this.#card) * (1 - MARGIN) - estimateMessages(this.#messages, this.#scale);
    return Math.max(256, Math.min(answerTokens(this.#card) * 2, Math.floor(left)));
  }

  /** Learns from the server's own count how many tokens a character costs. */
  learn(answer: Answer): void {
    if (answer.promptTokens === undefined) return;
    const estimated = estimateMessages(this.#messages, this.#scale);
    this.#scale = calibrateScale(this.#scale, estimated, answer.promptTokens);
  }

  /**
   * Appends the answer and what came of it. Where that no longer fits, a fresh conversation starts: the first prompt,
   * the candidate's files as they are now, and the feedback.
   */
  goOn(answer: Answer, feedback: Omit<FeedbackInput, 'scale' | 'budget'>, candidate: FileTexts): void {
    const text = feedbackPrompt({ ...feedback, scale: this.#scale });
    const longer: Message[] = [
      ...this.#messages,
      { role: 'assistant', content: answer.text },
      { role: 'user', content: text },
    ];
    const fits = (messages: readonly Message[]) =>
      estimateMessages(messages, this.#scale) + answerTokens(this.#card) <=
      contextOf(this.#card) * (1 - MARGIN);
    this.#messages = fits(longer) ? longer : this.#afresh(text, candidate, fits);
  }

  #afresh(
    feedback: string,
    candidate: FileTexts,
    fits: (messages: readonly Message[]) => boolean,
  ): Message[] {
    const [system, user] = this.#first;
    if (!system || !user) return [...this.#first];
    const files = [...candidate].map(
      ([path, text]) => `## ${path} as it is now\n${quoteCode(text, languageOf(path))}`,
    );
    const parts = [user.content, '# An earlier answer of yours was applied', ...files, feedback];
    const whole: Message[] = [system, { role: 'user', content: parts.join('\n\n') }];
    if (fits(whole)) return whole;
    // Without its files the candidate cannot be corrected, so it is done again with what was learned.
    return [system, { role: 'user', content: `${user.content}\n\n${feedback}` }];
  }
}
