import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { declareModules } from '../core/repairs/declare-modules.ts';
import { hasUnclosed } from '../core/repairs/propose-closers.ts';
import { hasUnknownNames } from '../core/repairs/propose-names.ts';
import { hasLostPaths } from '../core/repairs/propose-paths.ts';
import type { Repair } from '../core/repairs/repair.ts';
import { repairName } from '../core/repairs/repair-name.ts';
import { repairedBy } from '../core/repairs/repaired-by.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import type { GateName } from '../core/verdicts/gate.ts';
import { newDiagnostics } from '../core/verdicts/new-diagnostics.ts';
import type { CommitId, Repository, SlotLease } from '../ports/repository.ts';
import type { Judgement } from './judge-candidate.ts';
import { readSources } from './read-sources.ts';
import { repairCandidate } from './repair-candidate.ts';
import type { RepairedCandidate } from './repairing.ts';
import type { Run } from './run.ts';
import type { WrittenTests } from './scenario-tests.ts';
import type { Baseline } from './take-baseline.ts';
import { tidyCandidate } from './tidy-candidate.ts';
import type { CandidateChanges } from './try-answer.ts';

/** A candidate with its judgement, and what was changed in the answer without the model. */
export interface Judged extends Judgement {
  readonly candidate: CandidateChanges;
  readonly repairs: readonly Repair[];
}

/** What mending needs besides the candidate. */
export interface MendingTools extends Pick<Run, 'toolchain' | 'signal'> {
  readonly repository: Pick<Repository, 'list' | 'read'>;
  readonly lease: SlotLease;
  /** Where the task starts, and what held there. */
  readonly commit: CommitId;
  readonly baseline: Baseline;
  /** What the policy says of a path. */
  readonly mayEdit: (path: string) => boolean;
  /** Tests among the changes that judge the candidate and are never touched. */
  readonly given?: WrittenTests | undefined;
  /** Every gate, on the slot put back to the start. */
  readonly judge: (candidate: CandidateChanges, repairs: readonly Repair[]) => Promise<Judged>;
  readonly say: (text: string) => void;
}

/**
 * A refused candidate after all that can be done without the model: forgotten `mod` declarations, then errors, then
 * warnings. Every step is judged by all gates and kept only where it helps; the candidate itself when nothing does.
 */
export async function mendCandidate(refused: Judged, tools: MendingTools): Promise<Judged> {
  const mending = new Mending(tools);
  let best = refused;
  for (const step of [mending.declare, mending.repair, mending.tidy]) {
    if (best.verdict.valid) return best;
    best = (await step.call(mending, best)) ?? best;
  }
  return best;
}

class Mending {
  readonly #tools: MendingTools;
  #read: FileTexts | undefined;

  constructor(tools: MendingTools) {
    this.#tools = tools;
  }

  /**
   * Files that no `mod` reaches are not in the program, whatever else holds. Declaring them is kept when fewer files
   * are left out and no error stands outside of them that was not there: what is wrong within them was wrong
   * before, and only unseen. Errors elsewhere may be new where none of the earlier ones is left, for rustc then came
   * further than before.
   */
  async declare(refused: Judged): Promise<Judged | undefined> {
    const { baseline, given, mayEdit, judge } = this.#tools;
    const { before } = refused.candidate;
    const changes = this.#asWritten(refused);
    const made = [...changes].flatMap(([path, text]) =>
      path.endsWith('.rs') && text !== null && !before.has(path) ? [path] : [],
    );
    const left = made.filter((path) => refused.uncompiled?.includes(path) ?? true);
    if (left.length === 0) return undefined;
    const old = await this.#sources();
    const sources = new Map(old);
    const manifests: string[] = [];
    for (const [path, text] of changes) {
      if (text === null) sources.delete(path);
      else if (path.endsWith('.rs')) sources.set(path, text);
      else if (path.endsWith('Cargo.toml')) manifests.push(text);
    }
    const { packages } = baseline.workspace;
    const open = (path: string) =>
      path !== given?.path && (changes.has(path) ? changes.get(path) !== null : mayEdit(path));
    const declared = declareModules({ made: left, sources, manifests, packages, mayEdit: open });
    if (declared.files.length === 0) return undefined;
    this.#say(declared.proposals.map(repairedBy));
    const parents = [...declared.texts.keys()];
    const judged = await judge(
      {
        ...refused.candidate,
        changes: new Map([...changes, ...declared.texts]),
        before: new Map([...before, ...parents.flatMap((path) => entryOf(old, path))]),
      },
      [...refused.repairs, ...declared.proposals.map(repairedBy)],
    );
    return helpedBy(declared.files, refused, judged) ? judged : undefined;
  }

  /**
   * The same answer with fewer errors; undefined when there is no help, or when it compiles and a test fails: then
   * it was guessed wrong, and the model is better asked about its own code.
   */
  async repair(refused: Judged): Promise<Judged | undefined> {
    const { toolchain, lease, baseline, given, signal, mayEdit } = this.#tools;
    const { errors: problems, candidate } = refused;
    const helpless = problems.every((error) => error.suggestions.length === 0);
    if (helpless && !hasLostPaths(problems) && !hasUnclosed(problems) && !hasUnknownNames(problems))
      return undefined;
    const changes = await this.#write(refused);
    const repaired = await repairCandidate(toolchain, lease, {
      base: baseline.check,
      packages: baseline.workspace.packages,
      sources: () => this.#sources(),
      before: candidate.before,
      changes,
      problems,
      mayEdit,
      given: given?.path,
      signal,
    });
    return this.#judgeAgain(refused, repaired);
  }

  /** The same answer with fewer new warnings. */
  async tidy(refused: Judged): Promise<Judged | undefined> {
    const { toolchain, lease, baseline, given, signal, mayEdit } = this.#tools;
    const { warnings: problems, errors, candidate } = refused;
    const sure = problems.some(({ suggestions }) =>
      suggestions.some(({ applicability }) => applicability === 'MachineApplicable'),
    );
    if (!sure || errors.length > 0) return undefined;
    const changes = await this.#write(refused);
    const about = {
      base: baseline,
      before: candidate.before,
      changes,
      problems,
      mayEdit,
      given: given?.path,
      signal,
    };
    return this.#judgeAgain(refused, await tidyCandidate(toolchain, lease, about));
  }

  async #judgeAgain(refused: Judged, repaired: RepairedCandidate | undefined): Promise<Judged | undefined> {
    if (!repaired) return undefined;
    const { repairs, changes, before } = repaired;
    this.#say(repairs);
    const judged = await this.#tools.judge({ ...refused.candidate, changes, before }, [
      ...refused.repairs,
      ...repairs,
    ]);
    // A repair may make the change longer.
    const asLong = { ...refused, diffLines: judged.diffLines };
    const helped = judged.verdict.valid || compareVerdicts(judged, asLong) <= 0;
    return helped && !breaksTests(refused, judged, this.#tools.given) ? judged : undefined;
  }

  /** Of the commit the task starts from. */
  async #sources(): Promise<FileTexts> {
    const { repository, commit } = this.#tools;
    this.#read ??= await readSources(repository, commit);
    return this.#read;
  }

  /** Puts the candidate into the slot. */
  async #write(refused: Judged): Promise<FileChanges> {
    const { commit, lease } = this.#tools;
    const changes = this.#asWritten(refused);
    await lease.reset(commit);
    await lease.write(changes);
    return changes;
  }

  /** As rustfmt left it: messages count bytes there. A lock that cargo wrote is written by cargo again. */
  #asWritten({ changes, candidate }: Judged): FileChanges {
    return new Map([...changes].filter(([path]) => candidate.changes.has(path)));
  }

  #say(repairs: readonly Repair[]): void {
    this.#tools.say(`repaired without the model: ${repairs.map(repairName).join(', ')}`);
  }
}

function entryOf(texts: ReadonlyMap<string, string>, path: string): readonly (readonly [string, string])[] {
  const text = texts.get(path);
  return text === undefined ? [] : [[path, text]];
}

/** See `declare`. */
function helpedBy(files: readonly string[], before: Judged, after: Judged): boolean {
  if (after.verdict.valid) return true;
  if (after.uncompiled) return !before.uncompiled || after.uncompiled.length < before.uncompiled.length;
  const outside = after.errors.filter(({ file }) => file === undefined || !files.includes(file));
  const allNew = newDiagnostics(before.errors, after.errors, 'error').length === after.errors.length;
  return outside.length <= before.errors.length || (allNew && before.errors.length > 0);
}

/** Whether tests fail or are weakened that were not before, as far as they ran. */
function breaksTests(before: Judged, after: Judged, given: WrittenTests | undefined): boolean {
  const failed = ({ verdict }: Judged, name: GateName) =>
    verdict.gates.some(({ gate, result }) => gate === name && result === 'failed');
  return (
    (failed(after, 'tests-kept') && !failed(before, 'tests-kept')) ||
    (failed(after, 'tests') &&
      (!failed(before, 'tests') || after.verdict.testsFailed > before.verdict.testsFailed) &&
      after.verdict.testsFailed > redAmong(after, given))
  );
}

/** Tests from the scenarios that do not pass: they say that the task is not done yet, not that the repair was wrong. */
function redAmong({ passedTests }: Judged, given: WrittenTests | undefined): number {
  const passed = new Set(passedTests);
  return given?.names.filter((name) => !passed.has(`${given.target}::${name}`)).length ?? 0;
}
