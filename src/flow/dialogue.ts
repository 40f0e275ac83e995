import { Fault } from '../core/fault.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import { detectLoop } from '../core/replies/detect-loop.ts';
import { sameReply } from '../core/replies/same-reply.ts';
import type { Answer, ModelCard } from '../ports/model.ts';
import { PromptTooLong } from '../ports/prompt-too-long.ts';
import { contextOf } from './answer-room.ts';
import { Conversation, type Lesson } from './conversation.ts';
import type { Run } from './run.ts';

/** An answer, and what the prompt had no room for when a conversation began with it. */
export interface Told extends Answer {
  readonly leftOut?: readonly string[];
}

/** Asks the model round by round about one task, named `change#id` in progress and in the journal. */
export class Dialogue {
  readonly #run: Run;
  readonly #task: string;
  readonly #conversation: Conversation;
  #card: ModelCard;
  #last: Answer | undefined;
  #repeats = 0;
  #spent = 0;
  #refitted = false;
  #looked = false;
  #reported: readonly string[] = [];

  /** Throws `model-context-small` when not even the least prompt fits. */
  constructor(run: Run, task: string, about: { readonly card: ModelCard; readonly input: PromptInput }) {
    this.#run = run;
    this.#task = task;
    this.#card = about.card;
    this.#conversation = new Conversation(about.input, about.card);
  }

  /** The model as the server describes it now. */
  get card(): ModelCard {
    return this.#card;
  }

  /** Tokens used so far, estimated where the server does not count. */
  get spent(): number {
    return this.#spent;
  }

  /** Whether the last answer says the same as the one before it. */
  get repeated(): boolean {
    return this.#repeats > 0;
  }

  /** Throws `model-*` faults; a refused prompt length is one only when a second, fitted prompt is refused too. */
  async ask(round: number): Promise<Told> {
    const answer = await this.#send(round);
    this.#spent += (answer.promptTokens ?? this.#conversation.tokens) + (answer.completionTokens ?? 0);
    this.#conversation.learn(answer.promptTokens);
    // A model that was loaded by this very question tells its context only now.
    if (this.#card.contextLoaded === undefined && !this.#looked) await this.#lookAgain();
    const repeated = this.#last !== undefined && sameReply(this.#last.text, answer.text);
    this.#repeats = repeated ? this.#repeats + 1 : 0;
    this.#last = answer;
    const { leftOut } = this.#conversation;
    if (leftOut === this.#reported || leftOut.length === 0) return answer;
    this.#reported = leftOut;
    return { ...answer, leftOut };
  }

  /** Tells the model what came of its last answer. Throws `model-context-small`. */
  tell(lesson: Lesson): void {
    if (this.#last) this.#conversation.goOn(this.#last, lesson);
  }

  async #send(round: number): Promise<Answer> {
    try {
      return await this.#ask(round);
    } catch (error) {
      if (!(error instanceof Fault) || this.#refitted || !this.#mayBeTooLong(error)) throw error;
      this.#refitted = true;
      await this.#refit(error);
      return await this.#ask(round);
    }
  }

  #ask(round: number): Promise<Answer> {
    const { progress, signal, settings, model } = this.#run;
    const { temperature, seed } = settings.model;
    const text = `round ${round}: asking ${this.#card.key}`;
    progress.emit({ kind: 'stage', task: this.#task, stage: 'ask', round, text });
    return model.ask(this.#card, this.#conversation.messages, {
      // An answer that came twice comes a third time unless something changes.
      temperature: Math.max(temperature, Math.min(1, temperature + this.#repeats * 0.3)),
      ...(seed === undefined ? {} : { seed: seed + this.#repeats }),
      maxTokens: this.#conversation.room,
      callSite: `complete ${this.#task} round ${round}`,
      onProgress: ({ detail }) =>
        progress.emit({ kind: 'tick', task: this.#task, stage: 'ask', text: detail }),
      stopWhen: detectLoop,
      signal,
    });
  }

  /** Some servers say nothing at all when a prompt does not fit, and a model just loaded may have less context. */
  #mayBeTooLong({ code }: Fault): boolean {
    const unknown = this.#card.contextLoaded === undefined;
    return code === 'model-context-small' || (code === 'model-failed' && unknown);
  }

  /** Makes a prompt for the context there really is. Throws `fault` when nothing more is known of it than before. */
  async #refit(fault: Fault): Promise<void> {
    const thought = contextOf(this.#card);
    await this.#lookAgain();
    const said = fault.cause instanceof PromptTooLong ? fault.cause : new PromptTooLong({});
    if (said.context !== undefined) this.#meet({ ...this.#card, contextLoaded: said.context });
    if (contextOf(this.#card) >= thought && said.prompt === undefined) throw fault;
    this.#conversation.learn(said.prompt);
    const text = `the prompt is fitted into ${contextOf(this.#card)} tokens and sent again`;
    this.#run.progress.emit({ kind: 'stage', task: this.#task, stage: 'ask', round: 0, text });
    this.#conversation.refit();
  }

  async #lookAgain(): Promise<void> {
    this.#looked = true;
    this.#meet(await this.#run.rereadCard());
  }

  #meet(card: ModelCard): void {
    this.#card = card;
    this.#conversation.meet(card);
  }
}
