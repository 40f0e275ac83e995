import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { contentRefusal } from '../core/policy/content-policy.ts';
import { applySuggestions } from '../core/repairs/apply-suggestions.ts';
import { type ChosenSuggestion, chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import type { Repair } from '../core/repairs/repair.ts';
import { repairedBy } from '../core/repairs/repaired-by.ts';
import { touchesTests } from '../core/repairs/touches-tests.ts';
import { decodeText } from '../core/text/decode-text.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { newDiagnostics } from '../core/verdicts/new-diagnostics.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Toolchain } from '../ports/toolchain.ts';

/** A candidate that the check refused. The lease's slot holds it. */
export interface BrokenCandidate {
  readonly base: CargoRun;
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly changes: FileChanges;
  readonly errors: readonly Diagnostic[];
  /** Whether the policy lets a file be edited that the candidate did not change. */
  readonly mayEdit: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

/** The candidate with fewer errors, and what was done. */
export interface RepairedCandidate {
  readonly changes: FileChanges;
  /** Texts of the base at the paths of `changes`. */
  readonly before: FileTexts;
  readonly errors: readonly Diagnostic[];
  /** At least one, in the order they were made. */
  readonly repairs: readonly Repair[];
}

const MOST_CHECKS = 16;
/** No check is started after this long: asking the model may then be quicker. */
const MOST_MILLISECONDS = 60_000;

/**
 * Applies rustc's own suggestions: the sure ones together, then each alone, the plausible ones after them. rustc looks
 * at types only once all names are known, and at borrows after that, so a suggestion that ends all known errors may
 * bring others to light: it is built upon, but only what leaves strictly fewer new errors than before is given back.
 * Undefined when nothing helped. Compiling is not being right: the caller judges the result by every gate. The slot is
 * left with whatever was tried last.
 */
export async function repairCandidate(
  toolchain: Pick<Toolchain, 'check'>,
  lease: SlotLease,
  broken: BrokenCandidate,
): Promise<RepairedCandidate | undefined> {
  const repairing = new Repairing(toolchain, lease, broken);
  while (await repairing.goOn());
  return repairing.result();
}

/** The texts a repair may touch, as they are after some repairs. */
interface State {
  readonly texts: FileTexts;
  readonly errors: readonly Diagnostic[];
  readonly repairs: readonly Repair[];
}

class Repairing {
  readonly #toolchain: Pick<Toolchain, 'check'>;
  readonly #lease: SlotLease;
  readonly #broken: BrokenCandidate;
  readonly #until = performance.now() + MOST_MILLISECONDS;
  readonly #base: Map<string, string>;
  #now: State;
  #best: State;
  /** As the slot has them. */
  #written: FileTexts;
  #checks = 0;
  readonly #tried = new Set<string>();

  constructor(toolchain: Pick<Toolchain, 'check'>, lease: SlotLease, broken: BrokenCandidate) {
    this.#toolchain = toolchain;
    this.#lease = lease;
    this.#broken = broken;
    this.#base = new Map(broken.before);
    const texts = new Map(
      [...broken.changes].flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
    );
    this.#now = { texts, errors: broken.errors, repairs: [] };
    this.#best = this.#now;
    this.#written = texts;
  }

  /** Whether there is something to build on, and errors are left for more. */
  async goOn(): Promise<boolean> {
    const { sure, maybe } = chooseSuggestions(this.#now.errors, (path) => this.#mayEdit(path));
    for (const one of [...sure, ...maybe]) await this.#readFiles(one);
    const together = sure.length > 1 ? [sure] : [];
    let further: State | undefined;
    for (const chosen of [...together, ...[...sure, ...maybe].map((one) => [one])]) {
      if (this.#checks >= MOST_CHECKS || performance.now() > this.#until) return false;
      const next = await this.#try(chosen);
      if (next && next.errors.length < this.#now.errors.length) return this.#take(next);
      if (next && this.#allNew(next)) further ??= next;
    }
    return further ? this.#take(further) : false;
  }

  result(): RepairedCandidate | undefined {
    const { texts, errors, repairs } = this.#best;
    if (repairs.length === 0) return undefined;
    const touched = [...texts].filter(([path, text]) => this.#base.get(path) !== text);
    const gone = [...this.#broken.changes].filter(([, text]) => text === null);
    const changes = new Map<string, string | null>([...gone, ...touched]);
    return { changes, before: this.#base, errors, repairs };
  }

  #take(next: State): boolean {
    this.#now = next;
    if (next.errors.length < this.#best.errors.length) this.#best = next;
    return next.errors.length > 0;
  }

  /** None of the errors so far is left. */
  #allNew({ errors }: State): boolean {
    return newDiagnostics(this.#now.errors, errors, 'error').length === errors.length;
  }

  #mayEdit(path: string): boolean {
    const own = this.#broken.changes.get(path);
    return own === undefined ? this.#broken.mayEdit(path) : own !== null;
  }

  /** A file that the candidate did not change is in the slot as it is in the base. */
  async #readFiles({ suggestion }: ChosenSuggestion): Promise<void> {
    for (const { file } of suggestion.replacements) {
      if (this.#now.texts.has(file)) continue;
      const bytes = await this.#lease.read(file);
      const text = bytes ? decodeText(bytes) : undefined;
      if (text === undefined) continue;
      this.#base.set(file, text);
      this.#written = new Map([...this.#written, [file, text]]);
      this.#now = { ...this.#now, texts: new Map([...this.#now.texts, [file, text]]) };
    }
  }

  /** What suggestions come to, applied together; undefined when that is refused, was tried, or has no end to judge by. */
  async #try(chosen: readonly ChosenSuggestion[]): Promise<State | undefined> {
    const { texts, repairs } = this.#now;
    const suggestions = chosen.map((one) => one.suggestion);
    const after = applySuggestions(texts, suggestions);
    if (!after || after.size === 0 || touchesTests(this.#base, texts, after)) return undefined;
    // A macro can print messages that look like rustc's.
    if ([...after].some(([path, text]) => contentRefusal(path, text) !== undefined)) return undefined;
    const key = JSON.stringify([...after]);
    if (this.#tried.has(key)) return undefined;
    this.#tried.add(key);
    const all = new Map([...texts, ...after]);
    const errors = await this.#check(all);
    return errors && { texts: all, errors, repairs: [...repairs, ...chosen.map(repairedBy)] };
  }

  /** Only what differs, so that cargo builds no other crate again. */
  async #write(texts: FileTexts): Promise<void> {
    await this.#lease.write(new Map([...texts].filter(([path, text]) => this.#written.get(path) !== text)));
    this.#written = new Map([...this.#written, ...texts]);
  }

  /** New errors of the slot with these texts; undefined when the check did not come to an end of its own. */
  async #check(texts: FileTexts): Promise<readonly Diagnostic[] | undefined> {
    this.#checks += 1;
    await this.#write(texts);
    const { base, signal } = this.#broken;
    const run = await this.#toolchain.check(this.#lease.slot, signal);
    const { result, newErrors } = judgeCheck(base, run, texts);
    return run.timedOut || (result === 'failed' && newErrors.length === 0) ? undefined : newErrors;
  }
}
