import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges } from '../core/edits/edit.ts';
import { createPathPolicy, type PathVerdict } from '../core/policy/path-policy.ts';
import { countLines } from '../core/prompts/answer-form.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import { testsShown } from '../core/prompts/tests-request.ts';
import type { ReplyContext } from '../core/replies/reply-context.ts';
import type { Annotation } from '../core/report/outcome.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import type { ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { type AttemptEnd, attemptOf } from './attempt-of.ts';
import type { Told } from './dialogue.ts';
import { type JudgedAnswer, judgeReadings } from './judge-readings.ts';
import type { Run } from './run.ts';
import type { TestWriter } from './test-writer.ts';
import { type CandidateChanges, type Tried, textsAfter, tryAnswer } from './try-answer.ts';
import type { Turns } from './turns.ts';
import { UNPROVEN, type Work, type Workplace } from './work.ts';

export interface CodeAbout {
  readonly entries: readonly TreeEntry[];
  readonly input: PromptInput;
  /** Who wrote the tests that judge the code. */
  readonly writer?: TestWriter;
  /** Candidates share the slot: one is judged at a time. */
  readonly turns: Turns;
  /** 1-based number of the candidate, where there are several. */
  readonly candidate?: number;
}

/** What came of an answer. */
export interface Taken {
  /** Undefined when the answer holds; else what the model is told. */
  readonly cause: FeedbackCause | undefined;
  /** The same edits were judged before. */
  readonly repeated: boolean;
  /** It came nearer than everything before. */
  readonly better: boolean;
}

interface Judged {
  readonly judged: JudgedAnswer;
  readonly candidates: readonly CandidateChanges[];
  readonly cause: FeedbackCause | undefined;
}

/** One candidate as it grows over the rounds, with the best judgement so far. */
export class CodeInWork {
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #about: CodeAbout;
  readonly #modes: ReadonlyMap<string, string>;
  readonly #judgePath: (path: string) => PathVerdict;
  readonly #attempts: Work['attempts'][number][] = [];
  /** What was judged, by its edits. */
  readonly #known = new Map<string, Judged>();
  #best: Judged | undefined;
  /** Of the last answer that reached the gates: what the next one builds on. */
  #last: Judged | undefined;
  #cause: FeedbackCause | undefined;
  #problem = 'no answer could be used';

  constructor(place: Workplace, run: Run, about: CodeAbout) {
    this.#place = place;
    this.#run = run;
    this.#about = about;
    this.#modes = new Map(about.entries.map((entry) => [entry.path, entry.mode]));
    const { allow, deny } = run.settings.policy;
    const targets = place.baseline.workspace.packages.flatMap((one) => one.targets);
    const scripts = targets.filter(({ kind }) => kind === 'custom-build').map(({ file }) => file);
    const judge = createPathPolicy({ modes: this.#modes, allow, deny, scripts });
    this.#judgePath = (written) => {
      const verdict = judge(written);
      const reason = `The path ${verdict.path} is refused: it holds the tests your code is judged by.`;
      return verdict.allowed && this.#given.has(verdict.path)
        ? { allowed: false, path: verdict.path, reason }
        : verdict;
    };
  }

  /** Relative to the start commit, tests that were given left out. */
  get changes(): FileChanges {
    const changes = new Map(this.#last?.judged.changes ?? []);
    for (const path of this.#given.keys()) changes.delete(path);
    return changes;
  }

  get files(): readonly { readonly path: string; readonly lines: number }[] {
    return [...this.changes].flatMap(([path, text]) =>
      text === null ? [] : [{ path, lines: countLines(text) }],
    );
  }

  /** New errors of the state the next answer builds on. */
  get errors(): readonly Diagnostic[] {
    return this.#last?.judged.errors ?? [];
  }

  /** What the next answer is read with. */
  get reading(): Omit<ReplyContext, 'finish'> {
    const named = this.#place.job.whole.mentions.files.filter((path) => this.#modes.has(path));
    const [expectedPath, second] = named;
    const shown = new Map(this.#about.input.files.map((file) => [file.path, file.text]));
    return {
      knownPaths: new Set([...this.#modes.keys(), ...this.changes.keys()]),
      texts: textsAfter(shown, this.changes),
      ...(expectedPath === undefined || second !== undefined ? {} : { expectedPath }),
    };
  }

  /** The next answer builds on the best candidate so far; what the model is told of it, undefined without any. */
  backToBest(): FeedbackCause | undefined {
    this.#last = this.#best;
    this.#cause = this.#best?.cause ?? this.#cause;
    return this.#cause;
  }

  async take(
    answer: Told,
    about: { readonly round: number; readonly repeated: boolean; readonly model?: string },
  ): Promise<Taken> {
    // The same edits were judged in the round before: nothing would come out differently.
    if (about.repeated && this.#cause) {
      this.#note(answer, about, { reply: 'repeated' });
      return { cause: this.#cause, repeated: true, better: false };
    }
    const tried = await this.#try(answer);
    if (tried.kind === 'unusable') {
      this.#note(answer, about, { reply: tried.summary });
      this.#cause = this.#refuse(tried);
      return { cause: this.#cause, repeated: false, better: false };
    }
    const key = keyOf(tried.candidates);
    const known = this.#known.get(key);
    if (known) {
      this.#note(answer, about, { reply: 'the same edits as before' });
      this.#last = known;
      this.#cause = known.cause;
      return { cause: known.cause, repeated: true, better: false };
    }
    const { candidates } = tried;
    const judged = await this.#about.turns.take(() => this.#judgeAndMend(candidates, about.round));
    this.#note(answer, about, { reply: 'edits', judgement: judged });
    return this.#accept(key, { judged, candidates });
  }

  /**
   * Has the given tests looked at again, when the last state fails by nothing else, and judges it by the corrected ones.
   * Undefined when they stay as they are.
   */
  async reconsiderTests(round: number): Promise<Taken | undefined> {
    const taken = await this.#judgeAgainWhere((writer, judged) => writer.correct(judged), round);
    return taken && this.#withTests(taken);
  }

  /** Gives tests up that can never run, and judges the last state without them. Undefined when they stay. */
  giveUpTests(round: number): Promise<Taken | undefined> {
    return this.#judgeAgainWhere(async (writer, judged) => writer.giveUp(judged), round);
  }

  async #judgeAgainWhere(
    changed: (writer: TestWriter, judged: JudgedAnswer) => Promise<boolean>,
    round: number,
  ): Promise<Taken | undefined> {
    const last = this.#last;
    const { writer, turns } = this.#about;
    if (!writer || !last || last.judged.verdict.valid) return undefined;
    const { candidates } = last;
    return turns.take(async () => {
      if (!(await changed(writer, last.judged))) return undefined;
      this.#known.clear();
      const judged = await this.#judge(candidates, round);
      return this.#accept(keyOf(candidates), { judged, candidates });
    });
  }

  /** The model has to know the tests as they are now. */
  #withTests(taken: Taken): Taken {
    const tests = this.#place.scenarioTests?.();
    if (taken.cause?.kind !== 'gates' || tests?.kind !== 'written') return taken;
    const feedback = `## tests\n${testsShown(tests.path, tests.text).trim()}\n\n${taken.cause.feedback}`;
    this.#cause = { ...taken.cause, feedback };
    return { ...taken, cause: this.#cause };
  }

  /** What is published: the best judged state, held or not. `ended` says what else stopped the rounds. */
  work(card: ModelCard, ended?: string): Work {
    const failure = ended === undefined ? this.#problem : `${this.#problem}; ${ended}`;
    const { profile } = this.#about.input;
    const shared = { attempts: this.#attempts, card, profile };
    const best = this.#best?.judged;
    if (!best) return { ...UNPROVEN, ...shared, failure };
    const { verdict, changes, risks, passedTests, errors, asBase, diffLines, quality } = best;
    return {
      ...shared,
      verdict,
      changes,
      risks,
      passedTests,
      diffLines,
      quality,
      errors: annotationsOf(errors),
      ...(asBase ? { asBase } : {}),
      ...(verdict.valid ? {} : { failure }),
    };
  }

  /** Tests written before, which the code is judged by and may not touch. */
  get #given(): FileChanges {
    const tests = this.#place.scenarioTests?.();
    return new Map(tests?.kind === 'written' ? [[tests.path, tests.text]] : []);
  }

  async #try(answer: Told): Promise<Tried> {
    const { start } = this.#place.job;
    const { policy } = this.#run.settings;
    return tryAnswer(answer, {
      reading: this.reading,
      judgePath: this.#judgePath,
      allowDependencies: policy.allowDependencies,
      applied: this.changes,
      read: (paths) => this.#run.repository.read(start.commit, paths),
      mask: this.#run.mask,
    });
  }

  /** Where only the given tests do not compile, slips in them are mended first. */
  async #judgeAndMend(candidates: readonly CandidateChanges[], round: number): Promise<JudgedAnswer> {
    const judged = await this.#judge(candidates, round);
    const mended = (await this.#about.writer?.mend(judged)) ?? false;
    return mended ? this.#judge(candidates, round) : judged;
  }

  #judge(candidates: readonly CandidateChanges[], round: number): Promise<JudgedAnswer> {
    const mayEdit = (path: string) => this.#modes.has(path) && this.#judgePath(path).allowed;
    const given = this.#given;
    const { candidate } = this.#about;
    return judgeReadings(
      this.#place,
      {
        candidates: candidates.map((one) => ({ ...one, changes: new Map([...one.changes, ...given]) })),
        round,
        mayEdit,
        profile: this.#about.input.profile,
        ...(candidate === undefined ? {} : { candidate }),
      },
      this.#run,
    );
  }

  #refuse(tried: Extract<Tried, { kind: 'unusable' }>): FeedbackCause {
    const told = tried.cause.kind === 'edits' ? tried.cause.problems.join(' ') : tried.summary;
    this.#problem = `the last answer could not be used: ${told}`;
    return tried.cause;
  }

  #accept(key: string, { judged, candidates }: Omit<Judged, 'cause'>): Taken {
    const errorsBefore = this.#last?.judged.verdict.errorsByCode;
    const best = this.#best?.judged;
    const { verdict } = judged;
    const cause = verdict.valid ? undefined : causeOf(judged, errorsBefore);
    const told = { judged, candidates, cause };
    this.#known.set(key, told);
    this.#last = told;
    this.#cause = cause;
    const better =
      best === undefined || compareVerdicts(judged, { ...best, diffLines: judged.diffLines }) < 0;
    // Of candidates that are alike the later one: it answers to the last feedback.
    if (!best || compareVerdicts(judged, best) <= 0) this.#best = told;
    if (!verdict.valid) this.#problem = problemOf(verdict);
    return { cause, repeated: false, better };
  }

  #note(
    answer: Told,
    about: { readonly round: number; readonly model?: string },
    end: Pick<AttemptEnd, 'reply' | 'judgement'>,
  ): void {
    const { candidate } = this.#about;
    const { round, model } = about;
    this.#attempts.push(
      attemptOf(answer, {
        round,
        ...(candidate === undefined ? {} : { candidate }),
        ...(model === undefined ? {} : { model }),
        ...end,
      }),
    );
  }
}

function keyOf(candidates: readonly CandidateChanges[]): string {
  return JSON.stringify(candidates.map(({ changes }) => [...changes].sort()));
}

function causeOf(
  { verdict, repairs }: JudgedAnswer,
  errorsBefore: JudgedAnswer['verdict']['errorsByCode'] | undefined,
): FeedbackCause {
  const { feedback, errorsByCode: errors } = verdict;
  return { kind: 'gates', feedback, errors, repairs, ...(errorsBefore ? { errorsBefore } : {}) };
}

function annotationsOf(errors: readonly Diagnostic[]): readonly Annotation[] {
  return errors.flatMap((error) =>
    error.file === undefined
      ? []
      : [{ file: error.file, line: error.line ?? 1, title: error.code || 'error', message: error.message }],
  );
}
