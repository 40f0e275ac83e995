import { Fault } from '../core/fault.ts';
import { furtherModels } from '../core/policy/further-models.ts';
import { modelsFor } from '../core/profiles/models-for.ts';
import type { AnswerForm } from '../core/prompts/answer-form.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { otherForm } from '../core/prompts/other-form.ts';
import { watchAnswer } from '../core/replies/watch-answer.ts';
import { nextStep, type RoundFact } from '../core/rounds/next-step.ts';
import type { ModelCard } from '../ports/model.ts';
import { type CodeAbout, CodeInWork, type Taken } from './code-in-work.ts';
import type { Lesson } from './conversation.ts';
import { Dialogue, type Told } from './dialogue.ts';
import { withDefinitions } from './helpful-definitions.ts';
import type { Run } from './run.ts';
import type { Work, Workplace } from './work.ts';
import type { WorkBudget } from './work-budget.ts';

export interface CandidateAbout extends CodeAbout {
  readonly card: ModelCard;
  readonly budget: WorkBudget;
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
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #budget: WorkBudget;
  readonly #dialogue: Dialogue;
  readonly #code: CodeInWork;
  readonly #first: ModelCard;
  /** Models that have not been asked yet. */
  #models: readonly string[];
  /** With the present model. */
  #rounds: RoundFact[] = [];
  #begins = true;
  /** Answers in a row that brought nothing nearer, the first included. */
  #refusals = 0;
  /** The last answer could not be used, for the same kind of reason as the one before. */
  #refused: FeedbackCause['kind'] | undefined;

  constructor(place: Workplace, run: Run, about: CandidateAbout) {
    const { task } = place.job;
    const { candidate, card, input, budget } = about;
    this.#place = place;
    this.#run = run;
    this.#budget = budget;
    this.#first = card;
    this.#models = furtherModels(modelsFor(run.settings.policy, input.profile), card.key);
    this.#code = new CodeInWork(place, run, about);
    this.#dialogue = new Dialogue(run, {
      name: `${task.change}#${task.id}${candidate === undefined ? '' : ` candidate ${candidate}`}`,
      ...{ card, input, budget },
      ...(candidate === undefined ? {} : { variant: candidate - 1 }),
    });
  }

  /** One question and what follows from the answer. The work, when it is done or given up. */
  async next(round: number): Promise<Work | undefined> {
    const { answer, repeated } = await this.#dialogue.ask(round, watchAnswer(this.#code.reading));
    const { key } = this.#dialogue.card;
    const model = key === this.#first.key ? {} : { model: key };
    const taken = await this.#settled(await this.#code.take(answer, { round, repeated, ...model }), round);
    const { cause } = taken;
    if (cause === undefined) return this.#code.work(this.#dialogue.card);
    const { spent } = this.#budget;
    if (spent !== undefined) return this.#end(round, spent);
    this.#rounds.push({ better: taken.better, first: this.#begins });
    this.#begins = false;
    return this.#goOn(answer, { ...taken, cause }, round);
  }

  /** Where code and tests contradict each other twice, or the model insists, the tests are looked at again. */
  async #settled(taken: Taken, round: number): Promise<Taken> {
    this.#refusals = taken.cause === undefined || taken.better ? 1 : this.#refusals + 1;
    if (taken.cause === undefined || (this.#refusals < 2 && !taken.repeated)) return taken;
    return (await this.#code.reconsiderTests(round)) ?? taken;
  }

  async #goOn(
    answer: Told,
    taken: Taken & { readonly cause: FeedbackCause },
    round: number,
  ): Promise<Work | undefined> {
    const { maxRounds } = this.#run.settings;
    const step = nextStep(this.#rounds, { maxRounds, modelsLeft: this.#models.length });
    if (step === 'next-model') {
      const card = await this.#nextCard();
      if (card) return this.#startAfresh(taken, card);
      return this.#goOn(answer, taken, round);
    }
    if (step === 'stop') return this.#end(round);
    if (step === 'fresh-start') return this.#startAfresh(taken);
    const { files } = this.#code;
    const form = this.#formAfter(answer, taken);
    const cause = await this.#explained(taken.cause);
    this.#dialogue.tell({
      feedback: { cause, files, repeated: taken.repeated, ...(form ? { form } : {}) },
      candidate: this.#code.changes,
    });
    return undefined;
  }

  /** Nothing more is asked: what is there counts, without tests that can never run. */
  async #end(round: number, spent?: string): Promise<Work> {
    await this.#code.giveUpTests(round);
    return this.#code.work(this.#dialogue.card, spent);
  }

  /** Another form than the usual one, once an answer was repeated or edits did not apply twice. */
  #formAfter(
    answer: Told,
    { cause, repeated }: { readonly cause: FeedbackCause; readonly repeated: boolean },
  ) {
    const again = cause.kind === 'edits' && this.#refused === 'edits';
    this.#refused = cause.kind;
    const form: AnswerForm | undefined =
      repeated || again ? otherForm(answer.text, this.#code.files) : undefined;
    return form;
  }

  async #startAfresh(taken: Taken & { readonly cause: FeedbackCause }, card?: ModelCard): Promise<undefined> {
    const cause = await this.#explained(this.#code.backToBest() ?? taken.cause);
    const lesson: Lesson = {
      feedback: { cause, files: this.#code.files, repeated: false },
      candidate: this.#code.changes,
    };
    if (card) this.#rounds = [];
    this.#begins = true;
    this.#refused = undefined;
    this.#dialogue.startAfresh(lesson, card);
  }

  /** With the definitions that its errors are about. */
  #explained(cause: FeedbackCause): Promise<FeedbackCause> {
    return withDefinitions(cause, this.#code, { place: this.#place, run: this.#run });
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
