import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createPathPolicy, type PathVerdict } from '../core/policy/path-policy.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import type { TestFile } from '../core/prompts/test-file-for.ts';
import { testsRequest } from '../core/prompts/tests-request.ts';
import { closeBraces } from '../core/repairs/propose-closers.ts';
import { STD_METHODS } from '../core/repairs/std-methods.ts';
import type { ReplyContext } from '../core/replies/reply-context.ts';
import { watchAnswer } from '../core/replies/watch-answer.ts';
import type { Scenario } from '../core/specs/parse-scenarios.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import { findLostTests } from '../core/verdicts/find-lost-tests.ts';
import { namesOfNobody } from '../core/verdicts/names-of-nobody.ts';
import { readTestFile } from '../core/verdicts/read-test-file.ts';
import { testFaults } from '../core/verdicts/test-faults.ts';
import type { ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { attemptOf } from './attempt-of.ts';
import { Dialogue, type Told } from './dialogue.ts';
import type { Judgement } from './judge-candidate.ts';
import { judgeRed } from './judge-red.ts';
import { repairTests } from './repair-tests.ts';
import type { Run } from './run.ts';
import type { ScenarioTests, WrittenTests } from './scenario-tests.ts';
import { testTrouble } from './test-trouble.ts';
import { tryAnswer } from './try-answer.ts';
import type { Workplace } from './work.ts';
import type { WorkBudget } from './work-budget.ts';

export interface TestsAbout {
  readonly card: ModelCard;
  readonly entries: readonly TreeEntry[];
  readonly input: PromptInput;
  readonly budget: WorkBudget;
}

export interface Writing {
  readonly place: Workplace;
  readonly run: Run;
  readonly about: TestsAbout;
  readonly file: Extract<TestFile, { kind: 'file' }>;
  readonly scenarios: readonly Scenario[];
}

interface Refused {
  readonly kind: 'refused';
  readonly cause: FeedbackCause;
}

/** Questions for tests: more show that the scenarios cannot be tested from outside, or not by this model. */
const MOST_ROUNDS = { auto: 3, require: 5, off: 0 } as const;
/** Questions once the code is there and the tests are in doubt. */
const MOST_CORRECTIONS = 3;

/**
 * Has the model write tests of scenarios and keeps those that are red on the base; later has them looked at again where
 * they may be wrong instead of the code. It is never shown the code nor what the code gives: tests that were fitted to
 * it would prove nothing.
 */
export class TestWriter {
  readonly #writing: Writing;
  readonly #dialogue: Dialogue;
  readonly #attempts: Attempt[] = [];
  #tests: WrittenTests | undefined;
  #why = 'the model wrote none';
  #corrections = 0;
  /** Tests that are needed of those drawn anew; 0: the tests so far are to be kept. */
  #least = 0;

  constructor(writing: Writing) {
    const { place, run, about, file, scenarios } = writing;
    const { task } = place.job;
    this.#writing = writing;
    this.#dialogue = new Dialogue(run, {
      name: `${task.change}#${task.id} tests`,
      card: about.card,
      input: about.input,
      budget: about.budget,
      request: testsRequest({ scenarios, path: file.path, library: file.library }),
    });
  }

  /** The tests as they are now, or why there are none. */
  get tests(): ScenarioTests {
    return this.#tests ?? { kind: 'none', why: `no usable tests came of it: ${this.#why}` };
  }

  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  /** Asks for the tests. Throws `model-*` faults. */
  async write(): Promise<void> {
    const { about, run } = this.#writing;
    for (let left = MOST_ROUNDS[run.settings.tests]; left > 0 && !about.budget.isSpent; left--) {
      const refused = await this.#ask();
      if (!refused) return;
      this.#tell(refused.cause);
    }
  }

  /**
   * Mends slips of the tests that only show with the code, without a question. True when they are others now. The slot is
   * left with whatever was tried last.
   */
  async mend(judged: Judgement): Promise<boolean> {
    const before = this.#tests;
    const { errors, changes } = judged;
    if (!before || errors.length === 0 || errors.some(({ file }) => file !== before.path)) return false;
    const { place, run } = this.#writing;
    await place.lease.reset(place.job.start.commit);
    await place.lease.write(changes);
    const candidate = new Map([...changes].flatMap(([path, text]) => (text === null ? [] : [[path, text]])));
    const { path } = before;
    const text = candidate.get(path) ?? before.text;
    const tests = { path, text, faults: errors, known: this.#known(), faultsAmong: allOf };
    const mended = await repairTests(place, run, tests);
    const read = mended === undefined ? undefined : readTestFile(path, mended);
    if (mended === undefined || read?.kind !== 'tests') return false;
    if (findLostTests([{ path, before: before.text, after: mended }]).lost.length > 0) return false;
    this.#tests = { ...before, text: mended, names: read.names };
    return true;
  }

  /** Names that the task, its plan and the base give. */
  #known(): ReadonlySet<string> {
    const { about, place } = this.#writing;
    const { task, documents, files } = about.input;
    const texts = [task.text, ...task.details, ...[...documents, ...files].map((one) => one.text)];
    const words = texts.flatMap((text) => text.match(/\w+/g) ?? []);
    return new Set([...words, ...STD_METHODS, ...place.job.whole.mentions.code]);
  }

  /**
   * Has the tests looked at again because a candidate fails by nothing else. True when they are others now; nothing they
   * checked is lost then, and they are red on the base still. Throws `model-*` faults.
   */
  async correct(judged: Judgement): Promise<boolean> {
    const before = this.#tests;
    const trouble = before && testTrouble(judged, before, this.#writing.place.baseline);
    if (!before || trouble === undefined) return false;
    this.#tell({ kind: 'edits', problems: [trouble] });
    while (this.#corrections < MOST_CORRECTIONS && !this.#writing.about.budget.isSpent) {
      this.#corrections += 1;
      const refused = await this.#ask();
      if (!refused && this.#tests?.text !== before.text) return true;
      // Tests that run and fail may be right. Tests that cannot run say nothing, so others are drawn.
      if (judged.errors.length > 0) {
        this.#least = before.names.length;
        this.#dialogue.startOver();
      } else if (refused) this.#tell(refused.cause);
      else return false;
    }
    return false;
  }

  /**
   * With `tests: auto`, tests that call what nobody gave a name are as if none had come of it, where a candidate fails by
   * nothing else. True when they are gone.
   */
  giveUp(judged: Judgement): boolean {
    const { place, run } = this.#writing;
    const before = this.#tests;
    if (run.settings.tests !== 'auto' || !before) return false;
    if (testTrouble(judged, before, place.baseline) === undefined) return false;
    const names = namesOfNobody(judged.errors, this.#known());
    if (!names) return false;
    const list = names.map((name) => `\`${name}\``).join(', ');
    this.#tests = undefined;
    this.#why = `beside finished code they miss ${list}, which neither the task nor the base has`;
    return true;
  }

  #tell(cause: FeedbackCause): void {
    const { path } = this.#writing.file;
    const candidate = new Map(this.#tests ? [[path, this.#tests.text]] : []);
    this.#dialogue.tell({ feedback: { cause, files: [], repeated: false }, candidate });
  }

  /** One question; undefined when its answer is the tests now. */
  async #ask(): Promise<Refused | undefined> {
    const round = this.#attempts.length + 1;
    const { answer } = await this.#dialogue.ask(round, watchAnswer(this.#reading));
    const end = await this.#judge(answer);
    const reply = end.kind === 'written' ? `tests, ${end.red}` : this.#why;
    this.#attempts.push(attemptOf(answer, { round, purpose: 'tests', reply }));
    if (end.kind === 'refused') return end;
    this.#tests = end;
    return undefined;
  }

  get #reading(): Omit<ReplyContext, 'finish'> {
    const { about, file } = this.#writing;
    const knownPaths = new Set([...about.entries.map((entry) => entry.path), file.path]);
    return { knownPaths, expectedPath: file.path, texts: this.#texts };
  }

  get #texts(): ReadonlyMap<string, string> {
    return new Map(this.#tests ? [[this.#tests.path, this.#tests.text]] : []);
  }

  async #judge(answer: Told): Promise<WrittenTests | Refused> {
    const text = await this.#textOf(answer);
    // What stands in a test that is never closed could not be told.
    return typeof text === 'string' ? this.#prove(closeBraces(text)) : text;
  }

  /** The tests when they are red on the base, mended by rustc's own suggestions once. */
  async #prove(text: string, mended = false): Promise<WrittenTests | Refused> {
    const { place, run, file, scenarios } = this.#writing;
    const read = readTestFile(file.path, text);
    if (read.kind === 'refused') return this.#refuse([read.why]);
    const lost = this.#lostIn(text, read.names);
    if (lost.length > 0) return this.#refuse(lost);
    const tests = { ...file, text, names: read.names };
    const red = await judgeRed({ ...place, commit: place.job.start.commit }, run, tests);
    if (red.kind === 'refused') {
      const { faults } = red;
      const better =
        faults && !mended
          ? await repairTests(place, run, { ...tests, faults, known: this.#known(), faultsAmong: testFaults })
          : undefined;
      return better === undefined ? this.#refuse([red.why], red.told) : this.#prove(better, true);
    }
    const { path, target } = file;
    const titles = scenarios.map((one) => one.scenario);
    return { kind: 'written', path, target, text, names: read.names, red: red.how, scenarios: titles };
  }

  /** What the tests so far check and these do not, one sentence each; of tests drawn anew only their number counts. */
  #lostIn(after: string, names: readonly string[]): readonly string[] {
    const before = this.#tests;
    if (!before) return [];
    if (this.#least > 0)
      return names.length >= this.#least
        ? []
        : [`There are ${names.length} tests; ${this.#least} are needed.`];
    const { lost } = findLostTests([{ path: before.path, before: before.text, after }]);
    return lost.map(({ test, how }) => `\`${test}\` ${how}.`);
  }

  /** The text of the test file, or what the model is told. */
  async #textOf(answer: Told): Promise<string | Refused> {
    const { about, place, run, file } = this.#writing;
    const modes = new Map(about.entries.map((entry) => [entry.path, entry.mode]));
    const { allow, deny } = run.settings.policy;
    const judge = createPathPolicy({ modes, allow, deny });
    const tried = await tryAnswer(answer, {
      reading: this.#reading,
      judgePath: (written) => onlyTheFile(judge(written), file.path),
      allowDependencies: [],
      applied: this.#texts,
      read: (paths) => run.repository.read(place.job.start.commit, paths),
      mask: run.mask,
    });
    if (tried.kind === 'unusable') {
      this.#why = tried.cause.kind === 'edits' ? tried.cause.problems.join(' ') : tried.summary;
      return { kind: 'refused', cause: tried.cause };
    }
    const text = tried.candidates[0]?.changes.get(file.path);
    return text ?? this.#refuse([`${file.path} was not written.`]);
  }

  #refuse(problems: readonly string[], told = problems): Refused {
    this.#why = problems.join(' ');
    return { kind: 'refused', cause: { kind: 'edits', problems: told } };
  }
}

const allOf = (errors: readonly Diagnostic[]) => errors;

function onlyTheFile(verdict: PathVerdict, path: string): PathVerdict {
  if (!verdict.allowed || verdict.path === path) return verdict;
  const reason = `Only ${path} may be written now, not ${verdict.path}.`;
  return { allowed: false, path: verdict.path, reason };
}
