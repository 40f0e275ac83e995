import { Fault } from '../core/fault.ts';
import { furtherModels } from '../core/policy/further-models.ts';
import type { AnswerForm } from '../core/prompts/answer-form.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { otherForm } from '../core/prompts/other-form.ts';
import { nextStep, type RoundFact } from '../core/rounds/next-step.ts';
import type { Answer, ModelCard } from '../ports/model.ts';
import { type CodeAbout, CodeInWork, type Taken } from './code-in-work.ts';
import type { Lesson } from './conversation.ts';
import { Dialogue } from './dialogue.ts';
import type { Run } from './run.ts';
import type { TokenBudget } from './token-budget.ts';
import type { Work, Workplace } from './work.ts';

export interface CandidateAbout extends CodeAbout {
  readonly card: ModelCard;
  readonly budget: TokenBudget;
}

/**
 * Asks, applies, judges and asks again until a candidate holds, every model has had its `max-rounds`, or the budget is
 * spent. Without progress the conversation starts afresh, then goes to the next model of the policy's `models`. Throws
 * `model-*` faults.
 */
export async function workOnCandidate(place: Workplace, run: Run, about: CandidateAbout): Promise<Work> {
  const rounds = new Rounds(place, run, about);
  for (let round = 1; ; round++) {
    const end = await rounds.next(round);
    if (end) return end;
  }
}

class Rounds {
  readonly #run: Run;
  readonly #budget: TokenBudget;
  readonly #dialogue: Dialogue;
  readonly #code: CodeInWork;
  readonly #first: ModelCard;
  /** Models that have not been asked yet. */
  #models: readonly string[];
  /** With the present model. */
  #rounds: RoundFact[] = [];
  #begins = true;
  /** The last answer could not be used, for the same kind of reason as the one before. */
  #refused: FeedbackCause['kind'] | undefined;

  constructor(place: Workplace, run: Run, about: CandidateAbout) {
    const { task } = place.job;
    const { candidate, card, input, budget } = about;
    this.#run = run;
    this.#budget = budget;
    this.#first = card;
    this.#models = furtherModels(run.settings.policy.models, card.key);
    this.#code = new CodeInWork(place, run, about);
    this.#dialogue = new Dialogue(run, {
      name: `${task.change}#${task.id}${candidate === undefined ? '' : ` candidate ${candidate}`}`,
      ...{ card, input, budget },
      ...(candidate === undefined ? {} : { variant: candidate - 1 }),
    });
  }

  /** One question and what follows from the answer. The work, when it is done or given up. */
  async next(round: number): Promise<Work | undefined> {
    const { answer, repeated } = await this.#dialogue.ask(round);
    const { key } = this.#dialogue.card;
    const model = key === this.#first.key ? {} : { model: key };
    const taken = await this.#code.take(answer, { round, repeated, ...model });
    const { cause } = taken;
    if (cause === undefined) return this.#code.work(this.#dialogue.card);
    if (this.#budget.isSpent)
      return this.#code.work(this.#dialogue.card, `the budget of ${this.#budget.limit} tokens is spent`);
    this.#rounds.push({ better: taken.better, first: this.#begins });
    this.#begins = false;
    return this.#goOn(answer, { ...taken, cause });
  }

  async #goOn(answer: Answer, taken: Taken & { readonly cause: FeedbackCause }): Promise<Work | undefined> {
    const { maxRounds } = this.#run.settings;
    const step = nextStep(this.#rounds, { maxRounds, modelsLeft: this.#models.length });
    if (step === 'next-model') {
      const card = await this.#nextCard();
      if (card) return this.#startAfresh(taken, card);
      return this.#goOn(answer, taken);
    }
    if (step === 'stop') return this.#code.work(this.#dialogue.card);
    if (step === 'fresh-start') return this.#startAfresh(taken);
    const { files } = this.#code;
    const form = this.#formAfter(answer, taken);
    this.#dialogue.tell({
      feedback: { cause: taken.cause, files, repeated: taken.repeated, ...(form ? { form } : {}) },
      candidate: this.#code.changes,
    });
    return undefined;
  }

  /** Another form than the usual one, once an answer was repeated or edits did not apply twice. */
  #formAfter(
    answer: Answer,
    { cause, repeated }: { readonly cause: FeedbackCause; readonly repeated: boolean },
  ) {
    const again = cause.kind === 'edits' && this.#refused === 'edits';
    this.#refused = cause.kind;
    const form: AnswerForm | undefined =
      repeated || again ? otherForm(answer.text, this.#code.files) : undefined;
    return form;
  }

  #startAfresh(taken: Taken & { readonly cause: FeedbackCause }, card?: ModelCard): undefined {
    const cause = this.#code.backToBest() ?? taken.cause;
    const lesson: Lesson = {
      feedback: { cause, files: this.#code.files, repeated: false },
      candidate: this.#code.changes,
    };
    if (card) this.#rounds = [];
    this.#begins = true;
    this.#refused = undefined;
    this.#dialogue.startAfresh(lesson, card);
  }

  /** The next model that is there; one that is not is passed over with a warning. */
  async #nextCard(): Promise<ModelCard | undefined> {
    const [key, ...rest] = this.#models;
    this.#models = rest;
    if (key === undefined) return undefined;
    try {
      return await this.#run.card(key);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'model-missing') throw error;
      this.#run.progress.emit({ kind: 'warning', text: `${error.message} It is passed over.` });
      return this.#nextCard();
    }
  }
}
