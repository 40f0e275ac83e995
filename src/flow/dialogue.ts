import { Fault } from '../core/fault.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import { sameReply } from '../core/replies/same-reply.ts';
import type { Answer, AskOptions, ModelCard } from '../ports/model.ts';
import { PromptTooLong } from '../ports/prompt-too-long.ts';
import { contextOf } from './answer-room.ts';
import { Conversation, type Lesson } from './conversation.ts';
import type { Run } from './run.ts';
import type { WorkBudget } from './work-budget.ts';

type StopWhen = NonNullable<AskOptions['stopWhen']>;

/** An answer, and what the prompt had no room for when a conversation began with it. */
export interface Told extends Answer {
  readonly leftOut?: readonly string[];
}

export interface DialogueAbout {
  /** Named in progress and in the journal: `change#id`, `change#id candidate 2`. */
  readonly name: string;
  readonly card: ModelCard;
  readonly input: PromptInput;
  readonly budget: WorkBudget;
  /** 0 for the first of several candidates of one task: each is drawn in its own way. */
  readonly variant?: number;
  /** Added to every first prompt of this dialogue: what is asked for instead of the task. */
  readonly request?: string;
}

/** Asks the model round by round about one thing. */
export class Dialogue {
  readonly #run: Run;
  readonly #about: DialogueAbout;
  readonly #conversation: Conversation;
  #card: ModelCard;
  #last: Answer | undefined;
  /** Equal answers in a row. */
  #repeats = 0;
  #freshStarts = 0;
  /** Everything that asked for another draw so far. */
  #draws = 0;
  #refitted = false;
  #looked = false;
  #reported: readonly string[] = [];

  /** Throws `model-context-small` when not even the least prompt fits. */
  constructor(run: Run, about: DialogueAbout) {
    this.#run = run;
    this.#about = about;
    this.#card = about.card;
    this.#conversation = new Conversation(about.input, about.card, about.request);
  }

  /** The model as the server describes it now. */
  get card(): ModelCard {
    return this.#card;
  }

  /** Throws `model-*` faults; a refused prompt length is one only when a second, fitted prompt is refused too. */
  async ask(
    round: number,
    stopWhen: StopWhen,
  ): Promise<{ readonly answer: Told; readonly repeated: boolean }> {
    const answer = await this.#send(round, stopWhen);
    this.#about.budget.spend(
      (answer.promptTokens ?? this.#conversation.tokens) + (answer.completionTokens ?? 0),
    );
    this.#conversation.learn(answer.promptTokens);
    // A model that was loaded by this very question tells its context only now.
    if (this.#card.contextLoaded === undefined && !this.#looked) await this.#lookAgain();
    const repeated = this.#last !== undefined && sameReply(this.#last.text, answer.text);
    this.#last = answer;
    const { leftOut } = this.#conversation;
    if (leftOut === this.#reported || leftOut.length === 0) return { answer, repeated };
    this.#reported = leftOut;
    return { answer: { ...answer, leftOut }, repeated };
  }

  /** Tells the model what came of its last answer. Throws `model-context-small`. */
  tell(lesson: Lesson): void {
    const { repeated } = lesson.feedback;
    this.#repeats = repeated ? this.#repeats + 1 : 0;
    this.#draws += repeated ? 1 : 0;
    if (this.#last) this.#conversation.goOn(this.#last, lesson);
  }

  /** Begins a new conversation with what was learned, with the same model or another. Throws `model-context-small`. */
  startAfresh(lesson: Lesson, card: ModelCard = this.#card): void {
    const other = card.key !== this.#card.key;
    this.#freshStarts = other ? 0 : this.#freshStarts + 1;
    this.#repeats = 0;
    this.#draws += 1;
    if (other) this.#refitted = this.#looked = false;
    this.#meet(card);
    this.#conversation.startAfresh(lesson);
  }

  /** Forgets everything said and begins again, to draw another answer. Throws `model-context-small`. */
  startOver(): void {
    this.#freshStarts += 1;
    this.#repeats = 0;
    this.#draws += 1;
    this.#conversation.startAfresh();
  }

  async #send(round: number, stopWhen: StopWhen): Promise<Answer> {
    try {
      return await this.#ask(round, stopWhen);
    } catch (error) {
      if (!(error instanceof Fault) || this.#refitted || !this.#mayBeTooLong(error)) throw error;
      this.#refitted = true;
      await this.#refit(error);
      return await this.#ask(round, stopWhen);
    }
  }

  #ask(round: number, stopWhen: StopWhen): Promise<Answer> {
    const { progress, signal, settings, model } = this.#run;
    const { name, variant = 0 } = this.#about;
    const { temperature, seed } = settings.model;
    const text = `round ${round}: asking ${this.#card.key}`;
    progress.emit({ kind: 'stage', task: name, stage: 'ask', round, text });
    // An answer that came twice comes a third time unless something changes.
    const warmer = (this.#repeats + this.#freshStarts) * 0.3 + Math.min(variant, 3) * 0.2;
    return model.ask(this.#card, this.#conversation.messages, {
      temperature: Math.max(temperature, Math.min(1, temperature + warmer)),
      ...(seed === undefined ? {} : { seed: seed + this.#draws + variant * 1000 }),
      maxTokens: this.#conversation.room,
      callSite: `complete ${name} round ${round}`,
      conversation: name,
      onProgress: ({ detail }) => progress.emit({ kind: 'tick', task: name, stage: 'ask', text: detail }),
      stopWhen,
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
    this.#run.progress.emit({ kind: 'stage', task: this.#about.name, stage: 'ask', round: 0, text });
    this.#conversation.refit();
  }

  async #lookAgain(): Promise<void> {
    this.#looked = true;
    this.#meet(await this.#run.rereadCard(this.#card));
  }

  #meet(card: ModelCard): void {
    this.#card = card;
    this.#conversation.meet(card);
  }
}
