import { minimatch } from 'minimatch';
import type { SkipReason } from '../report/outcome.ts';
import { asProof } from '../verdicts/as-proof.ts';
import { refuseCommand } from '../verdicts/refuse-command.ts';
import type { Change, Task } from './task.ts';

/** Why a task is not worked on by itself, with one sentence for people. */
export interface Skip {
  readonly why: SkipReason;
  readonly reason: string;
}

/** The tasks of one change with their parents and skip reasons worked out. */
export class TaskTree {
  private readonly patterns: readonly string[];
  private readonly change: string;
  private readonly byId: ReadonlyMap<string, Task>;
  private readonly reasons = new Map<Task, Skip | undefined>();
  private readonly children: ReadonlyMap<string, readonly Task[]>;

  constructor(change: Change, patterns: readonly string[]) {
    this.patterns = patterns;
    this.change = change.name;
    this.byId = new Map(change.tasks.map((task) => [task.id, task]));
    this.children = Map.groupBy(
      change.tasks.filter((task) => task.parent !== undefined),
      (task) => task.parent ?? '',
    );
  }

  /** Why a task is not worked on by itself; undefined when it is. */
  skip(task: Task): Skip | undefined {
    if (!this.reasons.has(task)) this.reasons.set(task, this.findSkip(task));
    return this.reasons.get(task);
  }

  /** Open boxes below a task that its own work covers; not those that need a person. */
  nested(task: Task): readonly Task[] {
    return (this.children.get(task.id) ?? []).flatMap((child) => [
      ...(this.skip(child)?.why === 'nested' ? [child] : []),
      ...this.nested(child),
    ]);
  }

  /** Ids of the open tasks among those it names; a nested one stands for the task that carries it. */
  openAmong(task: Task): readonly string[] {
    const named = (task.dependsOn ?? []).flatMap((id) => this.byId.get(id) ?? []);
    const open = named
      .map((other) => this.root(other))
      .filter((other) => other !== task && !this.skip(other));
    return [...new Set(open.map((other) => other.id))];
  }

  /** The task whose pull request a nested one belongs to. */
  private root(task: Task): Task {
    const parent = this.skip(task)?.why === 'nested' ? this.byId.get(task.parent ?? '') : undefined;
    return parent ? this.root(parent) : task;
  }

  private findSkip(task: Task): Skip | undefined {
    if (task.done) return { why: 'done', reason: 'Its box is ticked already.' };
    if (task.deferred) return { why: 'deferred', reason: DEFERRALS[task.deferred] };
    if (task.kind === 'manual')
      return { why: 'manual', reason: 'It needs a person or hardware, so it is left for one.' };
    if (task.kind === 'meta')
      return { why: 'meta', reason: 'It is about commits, releases or the plan itself, not about code.' };
    const unprovable = task.kind === 'verify' ? refuseCommands(task.commands) : undefined;
    if (unprovable !== undefined) return { why: 'manual', reason: `It is left for a person: ${unprovable}.` };
    const pattern = this.patterns.find((skip) => matchesPattern(task, this.change, skip));
    if (pattern !== undefined)
      return { why: 'policy', reason: `The policy skips tasks like \`${pattern}\`.` };
    const parent = task.parent === undefined ? undefined : this.byId.get(task.parent);
    const carrier = parent && this.carrier(parent);
    return carrier && { why: 'nested', reason: `It belongs to the pull request of ${carrier.id}.` };
  }

  /** The task that does the work of its nested boxes: itself when it is worked on, else the one it belongs to. */
  private carrier(task: Task): Task | undefined {
    const skip = this.skip(task);
    if (!skip) return task;
    const parent = task.parent === undefined ? undefined : this.byId.get(task.parent);
    return skip.why === 'nested' && parent ? this.carrier(parent) : undefined;
  }
}

const DEFERRALS: Record<NonNullable<Task['deferred']>, string> = {
  marker: 'Its box is marked as something other than open or done.',
  struck: 'Its text is struck through.',
  deferred: 'Its text says that it is deferred or not applicable.',
  fenced: 'It stands inside a code fence.',
  commented: 'It stands inside an HTML comment.',
  empty: 'Its box has no text.',
};

/** Why commands prove nothing here, or undefined. */
function refuseCommands(commands: readonly string[]): string | undefined {
  if (commands.length === 0) return 'it names no command that could prove it';
  return commands
    .map(asProof)
    .map(refuseCommand)
    .find((reason) => reason !== undefined);
}

function matchesPattern(task: Task, change: string, pattern: string): boolean {
  // A title is no path: `*` shall cross its slashes.
  const flat = (text: string) => text.replaceAll('/', '\u2215');
  return [task.title, task.id, `${change}#${task.id}`].some((text) =>
    minimatch(flat(text), flat(pattern), { nocase: true, dot: true, nocomment: true, nonegate: true }),
  );
}
