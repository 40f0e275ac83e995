import { createPathPolicy, type PathVerdict } from '../core/policy/path-policy.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import { type TestFile, testFileFor } from '../core/prompts/test-file-for.ts';
import { testsRequest } from '../core/prompts/tests-request.ts';
import type { ReplyContext } from '../core/replies/reply-context.ts';
import { watchAnswer } from '../core/replies/watch-answer.ts';
import type { Scenario } from '../core/specs/parse-scenarios.ts';
import { scenariosOfTask } from '../core/specs/scenarios-of-task.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import { coverScenarios } from '../core/verdicts/cover-scenarios.ts';
import { readTestFile } from '../core/verdicts/read-test-file.ts';
import type { ModelCard } from '../ports/model.ts';
import type { TreeEntry } from '../ports/repository.ts';
import { attemptOf } from './attempt-of.ts';
import { Dialogue, type Told } from './dialogue.ts';
import { judgeRed } from './judge-red.ts';
import type { Run } from './run.ts';
import type { ScenarioTests } from './scenario-tests.ts';
import type { TokenBudget } from './token-budget.ts';
import { tryAnswer } from './try-answer.ts';
import type { Workplace } from './work.ts';

export interface TestsAbout {
  readonly card: ModelCard;
  readonly entries: readonly TreeEntry[];
  readonly input: PromptInput;
  readonly budget: TokenBudget;
}

export interface TestsEnd {
  /** Undefined where the settings or the kind of task ask for none. */
  readonly scenarioTests?: ScenarioTests;
  readonly attempts: readonly Attempt[];
}

type Place = Extract<TestFile, { kind: 'file' }>;

/** Questions for tests: more show that the scenarios cannot be tested from outside, or not by this model. */
const MOST_ROUNDS = { auto: 2, require: 4, off: 0 } as const;

/**
 * Has the model write tests from the task's scenarios, before there is code they could be fitted to, and proves that
 * they are red on the base. Only for tasks that ask for code. Throws `model-*` faults.
 */
export async function writeTests(place: Workplace, run: Run, about: TestsAbout): Promise<TestsEnd> {
  const { whole, documents } = place.job;
  const { tests: mode } = run.settings;
  if (mode === 'off' || whole.kind !== 'code') return { attempts: [] };
  const none = (why: string): TestsEnd => ({ scenarioTests: { kind: 'none', why }, attempts: [] });
  const [change] = documents.scenarios.length > 0 ? await run.source.changes([whole.change]) : [];
  const tasks = (change?.tasks ?? []).filter((task) => task.kind === 'code' && task.parent === undefined);
  const near = scenariosOfTask(whole, tasks, documents.scenarios);
  const scenarios = untested(near, place.baseline.tests.passed);
  if (scenarios.length === 0) return none('no scenario without a test speaks of this task');
  const { packages } = place.baseline.workspace;
  const paths = [
    ...whole.mentions.files,
    ...[...about.input.files].sort((a, b) => b.score - a.score).map((file) => file.path),
  ];
  const file = testFileFor({ id: whole.id, paths }, packages, new Set(about.entries.map((one) => one.path)));
  if (file.kind === 'none') return none(file.why);
  return new TestWriter({ place, run, about, file, scenarios }).write(MOST_ROUNDS[mode]);
}

/** Scenarios that no test of the base is named after. */
function untested(scenarios: readonly Scenario[], tests: readonly string[]): readonly Scenario[] {
  const covered = coverScenarios(scenarios, tests);
  return scenarios.filter((_, at) => (covered[at]?.tests.length ?? 0) === 0);
}

interface Writing {
  readonly place: Workplace;
  readonly run: Run;
  readonly about: TestsAbout;
  readonly file: Place;
  readonly scenarios: readonly Scenario[];
}

class TestWriter {
  readonly #writing: Writing;
  readonly #dialogue: Dialogue;
  readonly #attempts: Attempt[] = [];
  #why = 'the model wrote none';

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

  async write(mostRounds: number): Promise<TestsEnd> {
    const { about } = this.#writing;
    for (let round = 1; round <= mostRounds && !about.budget.isSpent; round++) {
      const { answer, repeated } = await this.#dialogue.ask(round, watchAnswer(this.#reading));
      const end = await this.#judge(answer);
      const reply = end.kind === 'written' ? `tests, ${end.red}` : this.#why;
      this.#attempts.push(attemptOf(answer, { round, purpose: 'tests', reply }));
      if (end.kind === 'written') return { scenarioTests: end, attempts: this.#attempts };
      this.#dialogue.tell({ feedback: { cause: end.cause, files: [], repeated }, candidate: new Map() });
    }
    return {
      scenarioTests: { kind: 'none', why: `no usable tests came of it: ${this.#why}` },
      attempts: this.#attempts,
    };
  }

  get #reading(): Omit<ReplyContext, 'finish'> {
    const { about, file } = this.#writing;
    const knownPaths = new Set([...about.entries.map((entry) => entry.path), file.path]);
    return { knownPaths, expectedPath: file.path, texts: new Map() };
  }

  async #judge(
    answer: Told,
  ): Promise<
    Extract<ScenarioTests, { kind: 'written' }> | { readonly kind: 'refused'; readonly cause: FeedbackCause }
  > {
    const { place, run, file, scenarios } = this.#writing;
    const text = await this.#textOf(answer);
    if (typeof text !== 'string') return text;
    const read = readTestFile(file.path, text);
    if (read.kind === 'refused') return this.#refuse([read.why]);
    const red = await judgeRed({ ...place, commit: place.job.start.commit }, run, {
      ...file,
      text,
      names: read.names,
    });
    if (red.kind === 'refused') return this.#refuse([red.why], red.told);
    return {
      kind: 'written',
      path: file.path,
      text,
      target: file.target,
      names: read.names,
      red: red.how,
      scenarios: scenarios.map((one) => one.scenario),
    };
  }

  /** The text of the test file, or what the model is told. */
  async #textOf(answer: Told): Promise<string | { readonly kind: 'refused'; readonly cause: FeedbackCause }> {
    const { about, place, run, file } = this.#writing;
    const modes = new Map(about.entries.map((entry) => [entry.path, entry.mode]));
    const { allow, deny } = run.settings.policy;
    const judge = createPathPolicy({ modes, allow, deny });
    const tried = await tryAnswer(answer, {
      reading: this.#reading,
      judgePath: (written) => onlyTheFile(judge(written), file.path),
      allowDependencies: [],
      applied: new Map(),
      read: (paths) => run.repository.read(place.job.start.commit, paths),
    });
    if (tried.kind === 'unusable') {
      this.#why = tried.cause.kind === 'edits' ? tried.cause.problems.join(' ') : tried.summary;
      return { kind: 'refused', cause: tried.cause };
    }
    const text = tried.candidates[0]?.changes.get(file.path);
    return text ?? this.#refuse([`${file.path} was not written.`]);
  }

  #refuse(problems: readonly string[], told = problems) {
    this.#why = problems.join(' ');
    return { kind: 'refused', cause: { kind: 'edits', problems: told } } as const;
  }
}

function onlyTheFile(verdict: PathVerdict, path: string): PathVerdict {
  if (!verdict.allowed || verdict.path === path) return verdict;
  return {
    allowed: false,
    path: verdict.path,
    reason: `Only ${path} may be written now, not ${verdict.path}.`,
  };
}
