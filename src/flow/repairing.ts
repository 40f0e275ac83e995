import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { contentRefusal } from '../core/policy/content-policy.ts';
import { applyReplacements } from '../core/repairs/apply-replacements.ts';
import { compareProblems } from '../core/repairs/compare-problems.ts';
import type { Proposal, Proposals } from '../core/repairs/proposal.ts';
import type { Repair } from '../core/repairs/repair.ts';
import { repairedBy } from '../core/repairs/repaired-by.ts';
import { touchesTests } from '../core/repairs/touches-tests.ts';
import { decodeText } from '../core/text/decode-text.ts';
import { newDiagnostics } from '../core/verdicts/new-diagnostics.ts';
import type { SlotLease } from '../ports/repository.ts';

/** A candidate with problems. The lease's slot holds it. */
export interface RepairStart {
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly changes: FileChanges;
  readonly problems: readonly Diagnostic[];
  /** Whether the policy lets a file be edited that the candidate did not change. */
  readonly mayEdit: (path: string) => boolean;
  /** A file among the changes that judges the candidate and is never touched. */
  readonly given?: string | undefined;
}

/** The candidate with fewer problems, and what was done. */
export interface RepairedCandidate {
  readonly changes: FileChanges;
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly problems: readonly Diagnostic[];
  /** At least one, in the order they were made. */
  readonly repairs: readonly Repair[];
}

/** What is repaired, and by what it is judged. */
export interface RepairCraft {
  /** What may be tried against the problems of a candidate with these texts. */
  propose(
    problems: readonly Diagnostic[],
    texts: FileTexts,
    mayEdit: (path: string) => boolean,
  ): Promise<Proposals>;
  /** Problems of the slot, which holds these texts; undefined when the tools did not come to an end of their own. */
  measure(texts: FileTexts): Promise<readonly Diagnostic[] | undefined>;
  /** Of {@link Diagnostic}: what counts as a problem. */
  readonly level: 'error' | 'warning';
  readonly mostMeasures: number;
}

/** Nothing more is tried after this long: asking the model may then be quicker. */
const MOST_MILLISECONDS = 60_000;

/** The texts a repair may touch, as they are after some repairs. */
interface State {
  readonly texts: FileTexts;
  readonly problems: readonly Diagnostic[];
  readonly repairs: readonly Repair[];
}

/**
 * Makes proposals true as long as they help: the sure ones together, then each alone, the plausible ones after them.
 * rustc looks at types only once all names are known, and at borrows after that, so a repair that ends all known errors
 * may bring others to light: it is built upon, but only what leaves strictly fewer problems than before is given back.
 * Undefined when nothing helped. The slot is left with whatever was tried last.
 */
export async function repairStepByStep(
  lease: SlotLease,
  start: RepairStart,
  craft: RepairCraft,
): Promise<RepairedCandidate | undefined> {
  const repairing = new Repairing(lease, start, craft);
  while (await repairing.goOn());
  return repairing.result();
}

class Repairing {
  readonly #lease: SlotLease;
  readonly #start: RepairStart;
  readonly #craft: RepairCraft;
  readonly #until = performance.now() + MOST_MILLISECONDS;
  readonly #base: Map<string, string>;
  #now: State;
  #best: State;
  /** As the slot has them. */
  #written: FileTexts;
  #measures = 0;
  readonly #tried = new Set<string>();

  constructor(lease: SlotLease, start: RepairStart, craft: RepairCraft) {
    this.#lease = lease;
    this.#start = start;
    this.#craft = craft;
    this.#base = new Map(start.before);
    const texts = new Map(
      [...start.changes].flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
    );
    this.#now = { texts, problems: start.problems, repairs: [] };
    this.#best = this.#now;
    this.#written = texts;
  }

  /** Whether there is something to build on, and problems are left for more. */
  async goOn(): Promise<boolean> {
    const { problems, texts } = this.#now;
    const { sure, maybe } = await this.#craft.propose(problems, texts, (path) => this.#mayEdit(path));
    for (const one of [...sure, ...maybe]) await this.#readFiles(one);
    const together = sure.length > 1 ? [sure] : [];
    let further: State | undefined;
    const undecided = new Set<string | undefined>();
    for (const chosen of [...together, ...[...sure, ...maybe].map((one) => [one])]) {
      if (chosen[0]?.choice !== undefined && undecided.has(chosen[0].choice)) continue;
      if (this.#isSpent()) return false;
      const next = await this.#try(chosen);
      if (next && this.#isLess(next) && (await this.#isOneOfSeveral(chosen, maybe))) {
        undecided.add(chosen[0]?.choice);
      } else if (next && this.#isLess(next)) {
        return this.#take(next);
      } else if (next && this.#allNew(next)) further ??= next;
    }
    return further ? this.#take(further) : false;
  }

  #isSpent(): boolean {
    return this.#measures >= this.#craft.mostMeasures || performance.now() > this.#until;
  }

  #isLess({ problems }: State): boolean {
    return compareProblems(problems, this.#now.problems) < 0;
  }

  /** Where rustc offers a choice and another part of it helps as well, nobody here knows which one was meant. */
  async #isOneOfSeveral(chosen: readonly Proposal[], all: readonly Proposal[]): Promise<boolean> {
    const [{ choice } = {}] = chosen;
    if (choice === undefined || chosen.length > 1) return false;
    const others = all.filter((each) => each.choice === choice && !chosen.includes(each));
    for (const other of others) {
      if (this.#isSpent()) return true;
      const next = await this.#try([other]);
      if (next && this.#isLess(next)) return true;
    }
    return false;
  }

  result(): RepairedCandidate | undefined {
    const { texts, problems, repairs } = this.#best;
    if (repairs.length === 0) return undefined;
    const touched = [...texts].filter(([path, text]) => this.#base.get(path) !== text);
    const gone = [...this.#start.changes].filter(([, text]) => text === null);
    const changes = new Map<string, string | null>([...gone, ...touched]);
    return { changes, before: this.#base, problems, repairs };
  }

  #take(next: State): boolean {
    this.#now = next;
    if (compareProblems(next.problems, this.#best.problems) < 0) this.#best = next;
    return next.problems.length > 0;
  }

  /** None of the problems so far is left. */
  #allNew({ problems }: State): boolean {
    return newDiagnostics(this.#now.problems, problems, this.#craft.level).length === problems.length;
  }

  #mayEdit(path: string): boolean {
    const own = this.#start.changes.get(path);
    if (path === this.#start.given) return false;
    return own === undefined ? this.#start.mayEdit(path) : own !== null;
  }

  /** A file that the candidate did not change is in the slot as it is in the base. */
  async #readFiles({ replacements }: Proposal): Promise<void> {
    for (const { file } of replacements) {
      if (this.#now.texts.has(file)) continue;
      const bytes = await this.#lease.read(file);
      const text = bytes ? decodeText(bytes) : undefined;
      if (text === undefined) continue;
      this.#base.set(file, text);
      this.#written = new Map([...this.#written, [file, text]]);
      this.#now = { ...this.#now, texts: new Map([...this.#now.texts, [file, text]]) };
    }
  }

  /** What proposals come to, made together; undefined when that is refused, was tried, or has no end to judge by. */
  async #try(chosen: readonly Proposal[]): Promise<State | undefined> {
    const { texts, repairs } = this.#now;
    const after = applyReplacements(
      texts,
      chosen.flatMap((one) => one.replacements),
    );
    if (!after || after.size === 0 || touchesTests(this.#base, texts, after)) return undefined;
    // A macro can print messages that look like rustc's.
    if ([...after].some(([path, text]) => contentRefusal(path, text) !== undefined)) return undefined;
    const key = JSON.stringify([...after]);
    if (this.#tried.has(key)) return undefined;
    this.#tried.add(key);
    const all = new Map([...texts, ...after]);
    this.#measures += 1;
    await this.#write(all);
    const problems = await this.#craft.measure(all);
    return problems && { texts: all, problems, repairs: [...repairs, ...chosen.map(repairedBy)] };
  }

  /** Only what differs, so that cargo builds no other crate again. */
  async #write(texts: FileTexts): Promise<void> {
    await this.#lease.write(new Map([...texts].filter(([path, text]) => this.#written.get(path) !== text)));
    this.#written = new Map([...this.#written, ...texts]);
  }
}
