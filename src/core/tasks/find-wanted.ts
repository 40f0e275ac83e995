import type { Change, Task } from './task.ts';

/** What the wanted names mean. */
export interface Wanted {
  readonly changes: readonly Change[];
  /** undefined: every task of the changes. */
  readonly tasks?: ReadonlySet<Task>;
  readonly unknownChanges: readonly string[];
  readonly unknownTasks: readonly string[];
}

/**
 * Finds wanted changes and tasks by name. A task is `1.2` or `change#1.2`; letter case does not matter. A bare id
 * that several changes have is not guessed.
 */
export function findWanted(
  changes: readonly Change[],
  names: { readonly changes: readonly string[]; readonly tasks: readonly string[] },
): Wanted {
  const byName = new Map(changes.map((change) => [change.name, change]));
  const unknownChanges = new Set(names.changes.filter((name) => !byName.has(name)));
  const scope = names.changes.length === 0 ? changes : changes.filter((c) => names.changes.includes(c.name));
  if (names.tasks.length === 0)
    return { changes: scope, unknownChanges: [...unknownChanges], unknownTasks: [] };

  const tasks = new Set<Task>();
  const unknownTasks = new Set<string>();
  for (const name of names.tasks) {
    const hash = name.lastIndexOf('#');
    const change = hash > 0 ? name.slice(0, hash) : undefined;
    if (change !== undefined && !byName.has(change)) {
      unknownChanges.add(change);
      continue;
    }
    const within = change === undefined ? scope : changes.filter((other) => other.name === change);
    const found = within.flatMap((other) => findTask(other, name.slice(hash + 1)) ?? []);
    const [only] = found;
    if (only && found.length === 1) tasks.add(sectionOf(only, within) ?? only);
    else unknownTasks.add(found.length === 0 ? name : `${name} (in ${listNames(found)})`);
  }
  const used = new Set([...tasks].map((task) => task.change));
  return {
    changes: changes.filter((change) => used.has(change.name)),
    tasks,
    unknownChanges: [...unknownChanges],
    unknownTasks: [...unknownTasks],
  };
}

function findTask(change: Change, id: string): Task | undefined {
  const wanted = id.trim().toLowerCase();
  return change.tasks.find((task) => task.id.toLowerCase() === wanted);
}

/** The section a box is done with; undefined where boxes are done on their own. */
function sectionOf(task: Task, changes: readonly Change[]): Task | undefined {
  const change = changes.find((one) => one.name === task.change);
  let at: Task | undefined = task;
  while (at && !at.isSection) {
    const { parent }: Task = at;
    at = parent === undefined ? undefined : change?.tasks.find((one) => one.id === parent);
  }
  return at;
}

function listNames(tasks: readonly Task[]): string {
  return tasks.map((task) => task.change).join(' and ');
}
