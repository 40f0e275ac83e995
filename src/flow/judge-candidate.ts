import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { errorsByCode } from '../core/diagnostics/errors-by-code.ts';
import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import type { RepositoryPolicy } from '../core/policy/settings.ts';
import type { Profile } from '../core/profiles/profile.ts';
import type { TaskKind } from '../core/tasks/task.ts';
import type { Verdict } from '../core/verdicts/attempt.ts';
import { buildCodeRisks } from '../core/verdicts/build-code-risks.ts';
import { type ChangeQuality, changeQuality } from '../core/verdicts/change-quality.ts';
import { changesNothing } from '../core/verdicts/changes-nothing.ts';
import { diffSize } from '../core/verdicts/diff-size.ts';
import { type FileChange, fileChanges } from '../core/verdicts/file-change.ts';
import { findLostTests } from '../core/verdicts/find-lost-tests.ts';
import { findRisks } from '../core/verdicts/find-risks.ts';
import { findSilencedLints } from '../core/verdicts/find-silenced-lints.ts';
import type { GateName } from '../core/verdicts/gate.ts';
import { GateBoard } from '../core/verdicts/gate-board.ts';
import type { GateFinding } from '../core/verdicts/gate-finding.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { judgeClippy, judgeSilenced } from '../core/verdicts/judge-clippy.ts';
import { judgeScenarioTests } from '../core/verdicts/judge-scenario-tests.ts';
import { judgeSignatures } from '../core/verdicts/judge-signatures.ts';
import { judgeTests } from '../core/verdicts/judge-tests.ts';
import { judgePlaceholders, judgeTestsKept } from '../core/verdicts/judge-texts.ts';
import { unbuiltRisks } from '../core/verdicts/judge-unbuilt.ts';
import { isShader } from '../core/verdicts/shader-changes.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Shell, TestRun, Toolchain, Workspace } from '../ports/toolchain.ts';
import { formatCandidate } from './format-candidate.ts';
import { formatFinding } from './format-finding.ts';
import { type Built, judgeBuilt } from './judge-built.ts';
import { runValidateCommands } from './run-validate-commands.ts';
import type { ScenarioTests } from './scenario-tests.ts';
import type { Baseline } from './take-baseline.ts';
import { validateShaders } from './validate-shaders.ts';

export interface JudgingTools {
  readonly toolchain: Toolchain;
  readonly shell: Shell;
}

/** A candidate to judge. The lease's slot holds its base, or its base with the candidate written. */
export interface Candidate {
  readonly baseline: Baseline;
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly changes: FileChanges;
  readonly kind: TaskKind;
  /** What the task names in backticks. */
  readonly askedCode?: readonly string[];
  /** What the task is about; some have gates of their own. */
  readonly profile?: Profile;
  readonly validate: RepositoryPolicy['validate'];
  /** The WGSL files of the base; absent: none but those of `before`. */
  readonly shaders?: () => Promise<FileTexts>;
  /** What came of writing tests first; undefined where none were asked for. Written ones are among the changes. */
  readonly scenarioTests?: ScenarioTests;
  /** Commands of `verify` boxes that are ticked with the candidate. */
  readonly proofs?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What is to be committed: the candidate with rustfmt applied where the base was formatted. */
  readonly changes: FileChanges;
  /** New errors of the check, for rustc's suggestions and for annotations. */
  readonly errors: readonly Diagnostic[];
  /** New warnings of rustc and clippy, where the candidate came that far. */
  readonly warnings: readonly Diagnostic[];
  /** Changed Rust files that cargo did not compile; undefined when the check failed. */
  readonly uncompiled?: readonly string[];
  readonly risks: readonly string[];
  /** Lines changed, see `diffSize`. */
  readonly diffLines: number;
  readonly quality: ChangeQuality;
  /** Names of the tests that passed, as cargo gives them. */
  readonly passedTests: readonly string[];
  /**
   * What this tree is as the base of a next candidate. Only of a valid one on a base where everything held: elsewhere
   * a gate may have passed because the base was no better.
   */
  readonly asBase?: Baseline;
}

/**
 * Runs the gates on a candidate, cheapest first; what cannot be judged after a failed gate is skipped. Afterwards
 * the slot holds the formatted candidate. Faults of the tools are thrown, everything else is a verdict.
 */
export async function judgeCandidate(
  tools: JudgingTools,
  lease: SlotLease,
  candidate: Candidate,
): Promise<Judgement> {
  return new Judge(tools, lease, candidate).judge();
}

const AFTER_CHECK = ['compiled', 'clippy', 'tests', 'scenario-tests', 'validate'] as const;

class Judge {
  readonly #tools: JudgingTools;
  readonly #lease: SlotLease;
  readonly #candidate: Candidate;
  readonly #board = new GateBoard();
  #errors: readonly Diagnostic[] = [];
  #warnings: readonly Diagnostic[] = [];
  #check: CargoRun | undefined;
  #clippy: CargoRun | undefined;
  #tests: TestRun | undefined;
  #built: Built | undefined;

  constructor(tools: JudgingTools, lease: SlotLease, candidate: Candidate) {
    this.#tools = tools;
    this.#lease = lease;
    this.#candidate = candidate;
  }

  async judge(): Promise<Judgement> {
    const { before, changes, kind, baseline } = this.#candidate;
    const started = performance.now();
    const candidate = await formatCandidate(this.#tools.toolchain, this.#lease.slot, {
      before,
      changes,
      workspace: baseline.workspace,
      ...this.#signal(),
    });
    const formatting = performance.now() - started;
    const files = fileChanges(before, candidate.changes);
    // Tests that were given are not the candidate's work.
    const own = files.filter(({ path }) => path !== this.#given);
    await this.#gate('placeholders', () => judgePlaceholders(own, kind));
    await this.#gate('tests-kept', () => judgeTestsKept(findLostTests(files)));
    const signatures = judgeSignatures(this.#candidate.askedCode ?? [], files);
    if (signatures) this.#board.add('signatures', signatures);
    await this.#lease.write(candidate.changes);
    if (files.some(isShader)) await this.#gate('shaders', () => this.#shaders(files));
    if (changesNothing(own, kind)) this.#board.skip(['check', ...AFTER_CHECK], 'there is nothing to judge');
    else await this.#judgeByCargo(files);
    // Text that neither rustfmt nor rustc can read was guessed at by the gates that only look at texts.
    if (candidate.unreadable.length > 0 && this.#board.failed('check'))
      this.#board.skip(
        ['placeholders', 'tests-kept', ...(signatures ? (['signatures'] as const) : [])],
        'the code cannot be read',
      );
    this.#board.add('format', formatFinding(candidate, this.#board.failed('check')), formatting);
    const asBase = this.#asBase();
    return {
      verdict: this.#verdict(),
      changes: new Map([...candidate.changes, ...(await this.#lockfile())]),
      errors: this.#errors,
      warnings: this.#warnings,
      ...(this.#built?.uncompiled ? { uncompiled: this.#built.uncompiled } : {}),
      risks: [
        ...findRisks(files),
        ...buildCodeRisks(files, this.#workspace().packages),
        ...unbuiltRisks(this.#built?.unbuilt ?? []),
      ],
      diffLines: diffSize(files),
      quality: changeQuality(files),
      passedTests: this.#tests?.passed ?? [],
      ...(asBase ? { asBase } : {}),
    };
  }

  /** A tracked Cargo.lock that cargo brought in step with a changed manifest is part of the change. */
  async #lockfile(): Promise<FileChanges> {
    const wasBehind = this.#candidate.baseline.check.lockfile === 'updated';
    if (this.#check?.lockfile !== 'updated' || wasBehind) return new Map();
    const bytes = await this.#lease.read('Cargo.lock');
    return new Map(bytes ? [['Cargo.lock', new TextDecoder().decode(bytes)]] : []);
  }

  async #judgeByCargo(files: readonly FileChange[]): Promise<void> {
    const { toolchain } = this.#tools;
    const { slot } = this.#lease;
    const { baseline, signal } = this.#candidate;
    const texts = new Map(files.flatMap(({ path, after }) => (after === undefined ? [] : [[path, after]])));
    await this.#gate('check', async () => {
      this.#check = await toolchain.check(slot, signal);
      const found = judgeCheck(baseline.check, this.#check, texts);
      this.#errors = found.newErrors;
      return found;
    });
    if (this.#board.failed('check')) {
      this.#board.skip(AFTER_CHECK, 'the check failed');
      const silenced = judgeSilenced(findSilencedLints(files));
      if (silenced) this.#board.add('clippy', silenced);
      return;
    }
    await this.#judgeBuilt(files);
    await this.#judgeLints(files, texts);
    if (this.#board.failed('placeholders', 'compiled', 'shaders')) {
      this.#board.skip(['tests', 'scenario-tests'], 'the code is not complete yet');
    } else {
      await this.#gate('tests', async () => {
        this.#tests = await toolchain.test(slot, signal);
        return judgeTests(baseline.tests, this.#tests, findLostTests(files));
      });
      await this.#judgeScenarioTests();
    }
    if (this.#board.failed()) return this.#board.skip(['validate'], 'an earlier gate failed');
    await this.#gate('validate', () => this.#validate(files));
  }

  async #judgeLints(files: readonly FileChange[], texts: FileTexts): Promise<void> {
    const { baseline, signal } = this.#candidate;
    const check = this.#check;
    if (!baseline.check.ok || !check) {
      this.#board.skip(['clippy'], 'the base does not compile as a whole');
      return;
    }
    await this.#gate('clippy', async () => {
      this.#clippy = await this.#tools.toolchain.clippy(this.#lease.slot, signal);
      const runs = { check, clippy: this.#clippy };
      const given = this.#given === undefined ? {} : { given: this.#given };
      const found = judgeClippy(baseline, runs, { silenced: findSilencedLints(files), texts, ...given });
      this.#warnings = found.newWarnings;
      return found;
    });
  }

  async #judgeBuilt(files: readonly FileChange[]): Promise<void> {
    const { toolchain } = this.#tools;
    const { baseline, profile, signal } = this.#candidate;
    const check = this.#check;
    if (!check) return;
    await this.#gate('compiled', async () => {
      this.#built = await judgeBuilt(this.#lease, { files, toolchain, check, baseline, profile, signal });
      return this.#built.finding;
    });
  }

  async #judgeScenarioTests(): Promise<void> {
    const { scenarioTests } = this.#candidate;
    const tests = this.#tests;
    if (scenarioTests && tests)
      await this.#gate('scenario-tests', () => judgeScenarioTests(scenarioTests, tests));
  }

  #asBase(): Baseline | undefined {
    const check = this.#check;
    const tests = this.#tests;
    if (
      this.#board.failed() ||
      !check?.ok ||
      !tests?.ok ||
      this.#candidate.baseline.failingCommands.length > 0
    )
      return undefined;
    const clippy = this.#clippy;
    const { outsideReads } = this.#candidate.baseline;
    // The lock that cargo brought up to date is committed with the change, so a next task finds it in step.
    const { lockfile: _committed, ...settled } = check;
    return {
      workspace: this.#workspace(),
      check: settled,
      ...(clippy ? { clippy } : {}),
      tests,
      failingCommands: [],
      ...(outsideReads ? { outsideReads } : {}),
    };
  }

  #shaders(files: readonly FileChange[]): Promise<GateFinding> {
    const { shaders, before } = this.#candidate;
    const others = shaders ?? (() => Promise.resolve(before));
    return validateShaders(this.#tools.shell, this.#lease.slot, { files, others, ...this.#signal() });
  }

  #validate(files: readonly FileChange[]): Promise<GateFinding> {
    const { validate, proofs, baseline } = this.#candidate;
    return runValidateCommands(this.#tools.shell, this.#lease.slot, {
      commands: validate,
      proofs: proofs ?? [],
      changedPaths: files.map((file) => file.path),
      failingBefore: baseline.failingCommands,
      ...this.#signal(),
    });
  }

  async #gate(gate: GateName, judge: () => GateFinding | Promise<GateFinding>): Promise<void> {
    const started = performance.now();
    const finding = await judge();
    this.#board.add(gate, finding, performance.now() - started);
  }

  /** The file of tests that the candidate was given. */
  get #given(): string | undefined {
    const { scenarioTests } = this.#candidate;
    return scenarioTests?.kind === 'written' ? scenarioTests.path : undefined;
  }

  #workspace(): Workspace {
    return this.#built?.workspace ?? this.#candidate.baseline.workspace;
  }

  #signal(): { readonly signal?: AbortSignal } {
    const { signal } = this.#candidate;
    return signal ? { signal } : {};
  }

  #verdict(): Verdict {
    return {
      valid: !this.#board.failed(),
      gates: this.#board.results(),
      errorsByCode: errorsByCode(this.#errors),
      newWarnings: this.#warnings.length,
      compileLog: [this.#check?.log, this.#clippy?.log].filter(Boolean).join('\n'),
      testLog: this.#tests?.log ?? '',
      feedback: this.#board.feedback(),
      testsPassed: this.#tests?.passed.length ?? 0,
      testsFailed: this.#tests?.failed.length ?? 0,
    };
  }
}
