const ID = String.raw`(?:tasks?|phases?|sections?|groups?|steps?|items?|任务|任務|タスク)?\s{0,3}(?:[A-Za-z]{1,8}-?)?\d{1,5}(?:\.\d{1,4}){0,4}[a-z]?`;
const JOIN = String.raw`\s{0,3}(?:,|、|，|&|\+|\/|;|\band\b|\bthrough\b|\bto\b|和|及|-|–|—|\.\.)\s{0,3}(?:and\s{1,3})?`;
const LIST = `${ID}(?:${JOIN}${ID}){0,40}`;
const NONE = String.raw`(?:none|nothing|n\/a|no(?:ne)? dependenc(?:y|ies)|无|無|なし|[-–—])(?=\s|[.)\]）]|$)`;
const KEYWORD = `(?:depends? on|depend(?:s|encies|ency)|deps|blocked by|blocked on|requires|needs|prerequisites?|依赖|依賴|依存|前置)`;
const GAP = String.raw`(?:\*\*|__|\s|[:：=])*`;
const NOTE = new RegExp(`(${KEYWORD})${GAP}(?:(${NONE})|(${LIST}))`, 'gi');
/** "after 1.2", but not "after 1.5 seconds". */
const AFTER =
  /\bafter (?:tasks? )?((?:\d{1,4}(?:\.\d{1,4})+|T-?\d{1,4})(?:\s{0,3}(?:,|and|&)\s{0,3}(?:\d{1,4}(?:\.\d{1,4})+|T-?\d{1,4})){0,20})(?!\s{0,2}(?:s|ms|sec|min|hours?|seconds?|minutes?|x|%)\b)(?![\d.]*\d)/gi;
/** Cheap look before the costly one. */
const MAYBE = /dep(?:end|s\b)|block|requir|needs|prereq|after |依|前置/i;
/** Words before an id without a keyword-like colon are prose: `requires 2 arguments`. */
const LOOSE = /^(?:requires|needs|depend(?:s|encies|ency)|deps|prerequisites?)$/i;

/** What is written about dependencies, ids as written: `2` may name a task or the whole group 2. */
export interface WrittenDependency {
  readonly from: string;
  /** The end of a range `1.1-1.4`. */
  readonly to?: string;
}

/**
 * Reads "depends on 1.1, 1.2", "blocked by T003", "(depends on -)", "**Dependencies**: None", "after 1.2".
 * @returns undefined when nothing is written, an empty list for "none"
 */
export function readDependencies(texts: readonly string[]): readonly WrittenDependency[] | undefined {
  let found: WrittenDependency[] | undefined;
  for (const text of texts) {
    if (!MAYBE.test(text)) continue;
    for (const match of text.slice(0, 4000).matchAll(NOTE)) {
      if (isProse(match)) continue;
      found = [...(found ?? []), ...(match[3] === undefined ? [] : readList(match[3]))];
    }
    for (const match of text.slice(0, 4000).matchAll(AFTER))
      found = [...(found ?? []), ...readList(match[1] ?? '')];
  }
  return found;
}

function isProse([whole, keyword = '', none, list = '']: RegExpMatchArray): boolean {
  const colon = /^\W*[:：=]/.test(whole.slice(keyword.length));
  const plain = /^(?:\d{1,5}|[A-Za-z]{1,8}-?\d{1,5})$/.test(list.trim());
  // "requires rust1" and "needs 2 arguments" name no task; "depends on 2" does.
  return LOOSE.test(keyword) && !colon && (plain || none !== undefined);
}

function readList(list: string): WrittenDependency[] {
  const dependencies: WrittenDependency[] = [];
  const range = /\s{0,3}(?:-|–|—|\.\.|\bthrough\b|\bto\b)\s{0,3}(?=(?:tasks?\s)?[A-Za-z]{0,8}\d)/i;
  for (const part of list.split(/\s{0,3}(?:,|、|，|&|\+|\/|;|\band\b|和|及)\s{0,3}/i)) {
    const whole = toId(part);
    // `TASK-001` holds a dash of its own.
    if (/^[A-Za-z]+-?\d[\d.]*[a-z]?$/.test(whole) || /^\d[\d.]*[a-z]?$/.test(whole)) {
      dependencies.push({ from: whole });
      continue;
    }
    const [from, to] = part.split(range, 2).map(toId);
    if (from) dependencies.push(to ? { from, to } : { from });
  }
  return dependencies;
}

function toId(text: string): string {
  return text
    .replace(/^\s*(?:tasks?|phases?|sections?|groups?|steps?|items?|任务|任務|タスク)\s*/i, '')
    .trim();
}

/**
 * Turns what is written into ids of the change: `2` is task 2, else every task `2.x`; ranges follow file order.
 * @param ids all ids of the change in file order
 * @returns undefined when names were written and none of them is a task here
 */
export function resolveDependencies(
  written: readonly WrittenDependency[],
  ids: DependencyIndex,
): readonly string[] | undefined {
  if (written.length === 0) return [];
  const found = new Set(written.flatMap((dependency) => ids.find(dependency)));
  return found.size === 0 ? undefined : [...found];
}

/** The ids of a change, found by what people write. */
export class DependencyIndex {
  private readonly order: readonly string[];
  private readonly places = new Map<string, number>();
  private readonly groups = new Map<string, string[]>();

  constructor(ids: readonly string[]) {
    this.order = ids;
    for (const [place, id] of ids.entries()) {
      this.places.set(id.toLowerCase(), place);
      for (let dot = id.indexOf('.'); dot > 0; dot = id.indexOf('.', dot + 1)) {
        const group = this.groups.get(id.slice(0, dot)) ?? [];
        group.push(id);
        this.groups.set(id.slice(0, dot), group);
      }
    }
  }

  find({ from, to }: WrittenDependency): readonly string[] {
    const first = this.places.get(from.toLowerCase());
    if (to === undefined)
      return first === undefined ? (this.groups.get(from) ?? []) : this.order.slice(first, first + 1);
    const last = this.places.get(to.toLowerCase());
    if (first !== undefined && last !== undefined && last >= first) return this.order.slice(first, last + 1);
    return [...this.find({ from }), ...this.find({ from: to })];
  }
}
