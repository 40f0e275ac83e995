import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { createPathPolicy } from '../core/policy/path-policy.ts';
import { countLines } from '../core/prompts/answer-form.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { detectLoop } from '../core/replies/detect-loop.ts';
import { sameReply } from '../core/replies/same-reply.ts';
import type { Annotation } from '../core/report/outcome.ts';
import type { Attempt, Verdict } from '../core/verdicts/attempt.ts';
import type { Answer, ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { Conversation } from './conversation.ts';
import { firstPrompt } from './first-prompt.ts';
import { type Judgement, judgeCandidate } from './judge-candidate.ts';
import type { Run } from './run.ts';
import { type CandidateChanges, tryAnswer } from './try-answer.ts';
import type { Work, Workplace } from './work.ts';

/** Asks, applies, judges and asks again, at most `max-rounds` times. Throws `model-*` faults. */
export async function writeCode(place: Workplace, run: Run): Promise<Work> {
  const card = await run.card();
  const entries = await run.repository.list(place.job.start.commit);
  return new CodeWriter(place, run, { card, entries }).write();
}

/** The best candidate so far with its judgement. */
interface Judged {
  readonly judgement: Judgement;
  readonly risks: readonly string[];
}

class CodeWriter {
  readonly #place: Workplace;
  readonly #run: Run;
  readonly #card: ModelCard;
  readonly #entries: readonly TreeEntry[];
  readonly #attempts: Attempt[] = [];
  #best: Judged | undefined;
  /** Changes of the last answer that could be applied: what the next one builds on. */
  #applied: FileChanges = new Map();
  #texts: FileTexts = new Map();
  #lastAnswer: string | undefined;
  #repeats = 0;
  #tokens = 0;
  #lastProblem = 'no answer could be used';

  constructor(
    place: Workplace,
    run: Run,
    about: { readonly card: ModelCard; readonly entries: readonly TreeEntry[] },
  ) {
    this.#place = place;
    this.#run = run;
    this.#card = about.card;
    this.#entries = about.entries;
  }

  async write(): Promise<Work> {
    const first = await firstPrompt(this.#place, this.#entries, this.#card, this.#run);
    const conversation = new Conversation(first.messages, this.#card);
    const { maxRounds, policy } = this.#run.settings;
    for (let round = 1; round <= maxRounds; round++) {
      const answer = await this.#ask(conversation, round);
      conversation.learn(answer);
      const repeated = this.#lastAnswer !== undefined && sameReply(this.#lastAnswer, answer.text);
      this.#repeats = repeated ? this.#repeats + 1 : 0;
      this.#lastAnswer = answer.text;
      const cause = await this.#judge(answer, round);
      if (cause === undefined) break;
      const budget = policy.limits.taskTokens;
      if (budget !== undefined && this.#tokens >= budget) {
        this.#lastProblem = `${this.#lastProblem}; the budget of ${budget} tokens is spent`;
        break;
      }
      conversation.goOn(answer, { cause, files: this.#editedFiles(), repeated }, this.#texts);
    }
    return this.#work();
  }

  async #ask(conversation: Conversation, round: number): Promise<Answer> {
    const { task } = this.#place.job;
    const { model } = this.#run.settings;
    const name = `${task.change}#${task.id}`;
    const { progress, signal } = this.#run;
    progress.emit({
      kind: 'stage',
      task: name,
      stage: 'ask',
      round,
      text: `round ${round}: asking ${this.#card.key}`,
    });
    const answer = await this.#run.model.ask(this.#card, conversation.messages, {
      // An answer that came twice comes a third time unless something changes.
      temperature: Math.min(1, model.temperature + this.#repeats * 0.3),
      ...(model.seed === undefined ? {} : { seed: model.seed + this.#repeats }),
      maxTokens: conversation.room,
      callSite: `complete ${name} round ${round}`,
      onProgress: ({ detail }) => progress.emit({ kind: 'tick', task: name, stage: 'ask', text: detail }),
      stopWhen: detectLoop,
      signal,
    });
    this.#tokens += (answer.promptTokens ?? 0) + (answer.completionTokens ?? 0);
    return answer;
  }

  /** Undefined when the answer holds; else what the model is told. */
  async #judge(answer: Answer, round: number): Promise<FeedbackCause | undefined> {
    const { job } = this.#place;
    const { policy } = this.#run.settings;
    const modes = new Map(this.#entries.map((entry) => [entry.path, entry.mode]));
    const named = job.task.mentions.files.filter((path) => modes.has(path));
    const tried = await tryAnswer(answer, {
      knownPaths: new Set(modes.keys()),
      expectedPath: named.length === 1 ? named[0] : undefined,
      judgePath: createPathPolicy({ modes, allow: policy.allow, deny: policy.deny }),
      allowDependencies: policy.allowDependencies,
      applied: this.#applied,
      readTexts: (paths) => this.#readTexts(paths),
    });
    if (tried.kind === 'unusable') {
      this.#record(round, answer, { reply: tried.summary, verdict: undefined, files: [] });
      const told = tried.cause.kind === 'edits' ? tried.cause.problems.join(' ') : tried.summary;
      this.#lastProblem = `the last answer could not be used: ${told}`;
      return tried.cause;
    }
    const before = this.#attempts.at(-1)?.errorsByCode;
    const judged = await this.#judgeCandidates(tried.candidates, round);
    const { verdict, changes } = judged.judgement;
    this.#record(round, answer, { reply: 'edits', verdict, files: [...changes.keys()] });
    this.#keep(judged);
    if (verdict.valid) return undefined;
    this.#lastProblem = problemOf(verdict);
    return {
      kind: 'gates',
      feedback: verdict.feedback,
      errors: verdict.errorsByCode,
      ...(before ? { errorsBefore: before } : {}),
    };
  }

  /** Judges the readings of one answer, the likelier first, and takes the first that holds or else the better one. */
  async #judgeCandidates(candidates: readonly CandidateChanges[], round: number): Promise<Judged> {
    const { lease, job, baseline } = this.#place;
    const { progress, settings, signal } = this.#run;
    const name = `${job.task.change}#${job.task.id}`;
    let best: Judged | undefined;
    for (const { changes, before, risks } of candidates) {
      const files = `${changes.size} ${changes.size === 1 ? 'file' : 'files'}`;
      progress.emit({
        kind: 'stage',
        task: name,
        stage: 'judge',
        round,
        text: `round ${round}: ${files} changed, running the gates`,
      });
      await lease.reset(job.start.commit);
      const judgement = await judgeCandidate(this.#run, lease, {
        baseline,
        before,
        changes,
        kind: job.task.kind,
        validate: settings.policy.validate,
        signal,
      });
      const said = judgement.verdict.valid ? 'all gates hold' : problemOf(judgement.verdict);
      progress.emit({ kind: 'stage', task: name, stage: 'judge', round, text: `round ${round}: ${said}` });
      const judged = { judgement, risks: [...risks, ...judgement.risks] };
      if (!best || isBetter(judgement.verdict, best.judgement.verdict)) best = judged;
      if (judgement.verdict.valid) break;
    }
    if (!best) throw new Error('an answer without a candidate reached the gates');
    return best;
  }

  #keep(judged: Judged): void {
    if (
      !this.#best ||
      judged.judgement.verdict.valid ||
      !isBetter(this.#best.judgement.verdict, judged.judgement.verdict)
    )
      this.#best = judged;
    this.#applied = judged.judgement.changes;
    const texts = [...this.#applied].flatMap(([path, text]) =>
      text === null ? [] : [[path, text] as const],
    );
    this.#texts = new Map(texts);
  }

  async #readTexts(paths: readonly string[]): Promise<FileTexts> {
    const bytes = await this.#run.repository.read(this.#place.job.start.commit, paths);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return new Map([...bytes].map(([path, content]) => [path, decoder.decode(content)]));
  }

  #editedFiles(): readonly { readonly path: string; readonly lines: number }[] {
    return [...this.#texts].map(([path, text]) => ({ path, lines: countLines(text) }));
  }

  #record(
    round: number,
    answer: Answer,
    end: { readonly reply: string; readonly verdict: Verdict | undefined; readonly files: readonly string[] },
  ): void {
    this.#attempts.push({
      round,
      reply: end.reply,
      filesChanged: end.files,
      gates: end.verdict?.gates ?? [],
      errorsByCode: end.verdict?.errorsByCode ?? [],
      ...(answer.promptTokens === undefined ? {} : { promptTokens: answer.promptTokens }),
      ...(answer.completionTokens === undefined ? {} : { completionTokens: answer.completionTokens }),
      firstTokenMilliseconds: answer.firstTokenMilliseconds,
      modelMilliseconds: answer.milliseconds,
      ...(answer.tokensPerSecond === undefined ? {} : { tokensPerSecond: answer.tokensPerSecond }),
    });
  }

  #work(): Work {
    const best = this.#best;
    const shared = { attempts: this.#attempts, card: this.#card };
    if (!best) return { ...shared, ...NOTHING, failure: this.#lastProblem };
    const { judgement, risks } = best;
    return {
      ...shared,
      verdict: judgement.verdict,
      changes: judgement.changes,
      risks: [...new Set(risks)],
      passedTests: judgement.passedTests,
      errors: annotationsOf(judgement.errors),
      ...(judgement.verdict.valid ? {} : { failure: this.#lastProblem }),
    };
  }
}

const NOTHING = {
  verdict: {
    valid: false,
    gates: [],
    errorsByCode: [],
    newWarnings: 0,
    compileLog: '',
    testLog: '',
    feedback: '',
    testsPassed: 0,
    testsFailed: 0,
  },
  changes: new Map(),
  risks: [],
  passedTests: [],
  errors: [],
} satisfies Partial<Work>;

function isBetter(a: Verdict, b: Verdict): boolean {
  if (a.valid !== b.valid) return a.valid;
  return weight(a) < weight(b);
}

/** Failed gates count most: a candidate that fails its tests is nearer than one that does not compile. */
function weight(verdict: Verdict): number {
  const unpassed = verdict.gates.filter((gate) => gate.result !== 'passed').length;
  return unpassed * 1000 + verdict.errorsByCode.reduce((sum, [, count]) => sum + count, 0);
}

function problemOf(verdict: Verdict): string {
  const failed = verdict.gates.filter((gate) => gate.result === 'failed');
  return failed.map((gate) => `${gate.gate}: ${gate.summary}`).join('; ') || 'a gate failed';
}

function annotationsOf(errors: readonly Diagnostic[]): readonly Annotation[] {
  return errors.flatMap((error) =>
    error.file === undefined
      ? []
      : [{ file: error.file, line: error.line ?? 1, title: error.code || 'error', message: error.message }],
  );
}
