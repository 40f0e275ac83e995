import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges } from '../core/edits/edit.ts';
import { createPathPolicy, type PathVerdict } from '../core/policy/path-policy.ts';
import { countLines } from '../core/prompts/answer-form.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import type { Annotation } from '../core/report/outcome.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import type { Answer, ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { attemptOf } from './attempt-of.ts';
import { Dialogue } from './dialogue.ts';
import { gatherPrompt } from './gather-prompt.ts';
import { withDefinitions } from './helpful-definitions.ts';
import { type JudgedAnswer, judgeReadings } from './judge-readings.ts';
import type { Run } from './run.ts';
import { type CandidateChanges, type Tried, tryAnswer } from './try-answer.ts';
import { UNPROVEN, type Work, type Workplace } from './work.ts';

/** Asks, applies, judges and asks again, at most `max-rounds` times. Throws `model-*` faults. */
export async function writeCode(place: Workplace, run: Run): Promise<Work> {
  const card = await run.card();
  const entries = await run.repository.list(place.job.start.commit);
  const input = await gatherPrompt(place, entries, run);
  const { task } = place.job;
  const dialogue = new Dialogue(run, `${task.change}#${task.id}`, { card, input });
  const code = new CodeInWork(place, run, { entries, input });
  const { maxRounds, policy } = run.settings;
  for (let round = 1; round <= maxRounds; round++) {
    const answer = await dialogue.ask(round);
    const cause = await code.take(answer, { round, repeated: dialogue.repeated });
    if (cause === undefined) break;
    const budget = policy.limits.taskTokens;
    if (budget !== undefined && dialogue.spent >= budget)
      return code.work(dialogue.card, `the budget of ${budget} tokens is spent`);
    if (round === maxRounds) break;
    const told = await withDefinitions(cause, code, { place, run });
    const feedback = { cause: told, files: code.files, repeated: dialogue.repeated };
    dialogue.tell({ feedback, candidate: code.changes });
  }
  return code.work(dialogue.card);
}

/** The candidate as it grows over the rounds, with the best judgement so far. */
class CodeInWork {
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #input: PromptInput;
  readonly #modes: ReadonlyMap<string, string>;
  readonly #judgePath: (path: string) => PathVerdict;
  readonly #attempts: Attempt[] = [];
  #best: JudgedAnswer | undefined;
  /** Of the last answer that reached the gates: what the next one builds on. */
  #last: JudgedAnswer | undefined;
  #cause: FeedbackCause | undefined;
  #problem = 'no answer could be used';

  constructor(
    place: Workplace,
    run: Run,
    about: { readonly entries: readonly TreeEntry[]; readonly input: PromptInput },
  ) {
    this.#place = place;
    this.#run = run;
    this.#modes = new Map(about.entries.map((entry) => [entry.path, entry.mode]));
    const { allow, deny } = run.settings.policy;
    this.#judgePath = createPathPolicy({ modes: this.#modes, allow, deny });
    this.#input = about.input;
  }

  /** Relative to the start commit. */
  get changes(): FileChanges {
    return this.#last?.changes ?? new Map();
  }

  /** New errors of the last answer that was judged. */
  get errors(): readonly Diagnostic[] {
    return this.#last?.errors ?? [];
  }

  get files(): readonly { readonly path: string; readonly lines: number }[] {
    return [...this.changes].flatMap(([path, text]) =>
      text === null ? [] : [{ path, lines: countLines(text) }],
    );
  }

  /** Undefined when the answer holds; else what the model is told. */
  async take(
    answer: Answer,
    about: { readonly round: number; readonly repeated: boolean },
  ): Promise<FeedbackCause | undefined> {
    const { round, repeated } = about;
    // The same edits were judged in the round before: nothing would come out differently.
    if (repeated && this.#cause) {
      this.#attempts.push(attemptOf(round, answer, { reply: 'repeated' }));
      return this.#cause;
    }
    const tried = await this.#try(answer);
    this.#cause =
      tried.kind === 'unusable'
        ? this.#refuse(answer, round, tried)
        : this.#accept(answer, round, await this.#judge(tried.candidates, round));
    return this.#cause;
  }

  /** What is published: the best candidate, held or not. `ended` says what else stopped the rounds. */
  work(card: ModelCard, ended?: string): Work {
    const failure = ended === undefined ? this.#problem : `${this.#problem}; ${ended}`;
    const shared = { attempts: this.#attempts, card };
    const best = this.#best;
    if (!best) return { ...UNPROVEN, ...shared, failure };
    const { verdict, changes, risks, passedTests, errors, asBase } = best;
    return {
      ...shared,
      verdict,
      changes,
      risks,
      passedTests,
      errors: annotationsOf(errors),
      ...(asBase ? { asBase } : {}),
      ...(verdict.valid ? {} : { failure }),
    };
  }

  async #try(answer: Answer): Promise<Tried> {
    const { whole, start } = this.#place.job;
    const { policy } = this.#run.settings;
    const modes = this.#modes;
    const named = whole.mentions.files.filter((path) => modes.has(path));
    return tryAnswer(answer, {
      knownPaths: new Set([...modes.keys(), ...this.changes.keys()]),
      expectedPath: named.length === 1 ? named[0] : undefined,
      shown: new Map(this.#input.files.map((file) => [file.path, file.text])),
      judgePath: this.#judgePath,
      allowDependencies: policy.allowDependencies,
      applied: this.changes,
      read: (paths) => this.#run.repository.read(start.commit, paths),
    });
  }

  #judge(candidates: readonly CandidateChanges[], round: number): Promise<JudgedAnswer> {
    const mayEdit = (path: string) => this.#modes.has(path) && this.#judgePath(path).allowed;
    return judgeReadings(this.#place, { candidates, round, mayEdit }, this.#run);
  }

  #refuse(answer: Answer, round: number, tried: Extract<Tried, { kind: 'unusable' }>): FeedbackCause {
    this.#attempts.push(attemptOf(round, answer, { reply: tried.summary }));
    const told = tried.cause.kind === 'edits' ? tried.cause.problems.join(' ') : tried.summary;
    this.#problem = `the last answer could not be used: ${told}`;
    return tried.cause;
  }

  #accept(answer: Answer, round: number, judgement: JudgedAnswer): FeedbackCause | undefined {
    this.#attempts.push(attemptOf(round, answer, { reply: 'edits', judgement }));
    const errorsBefore = this.#last?.verdict.errorsByCode;
    this.#last = judgement;
    // Of candidates that are alike the later one: it answers to the last feedback.
    this.#best = [judgement, ...(this.#best ? [this.#best] : [])].toSorted(compareVerdicts)[0];
    const { verdict, repairs } = judgement;
    if (verdict.valid) return undefined;
    this.#problem = problemOf(verdict);
    const errors = verdict.errorsByCode;
    const { feedback } = verdict;
    return { kind: 'gates', feedback, errors, repairs, ...(errorsBefore ? { errorsBefore } : {}) };
  }
}

function annotationsOf(errors: readonly Diagnostic[]): readonly Annotation[] {
  return errors.flatMap((error) =>
    error.file === undefined
      ? []
      : [{ file: error.file, line: error.line ?? 1, title: error.code || 'error', message: error.message }],
  );
}
