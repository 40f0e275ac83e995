import { cleanText } from '../prompts/clean-text.ts';
import type { Change } from '../tasks/task.ts';
import type { CommandNames } from './command.ts';

const PATH = /openspec\/changes\/([\w.-]{1,200})/g;
const TASK = /(?<![\w.-])([\w.-]{1,200})#([\w.-]{1,200})/g;
const LONGEST = 100_000;

/**
 * The changes (`openspec/changes/<name>`) and tasks (`<change>#1.2`) that an issue names, of those there are. A change
 * of which tasks are named is not named as a whole. HTML comments do not count: templates have them. Linear.
 */
export function findNamedWork(text: string, changes: readonly Change[]): CommandNames {
  const plain = cleanText(text.slice(0, LONGEST));
  const byName = new Map(changes.map((change) => [change.name, change]));
  const tasks = new Set<string>();
  const withTasks = new Set<string>();
  for (const [, name = '', id = ''] of plain.matchAll(TASK)) {
    const wanted = withoutStop(id).toLowerCase();
    const task = byName.get(name)?.tasks.find((one) => one.id.toLowerCase() === wanted);
    if (!task) continue;
    tasks.add(`${name}#${task.id}`);
    withTasks.add(name);
  }
  const whole = new Set<string>();
  for (const [, written = ''] of plain.matchAll(PATH)) {
    const name = byName.has(written) ? written : withoutStop(written);
    if (byName.has(name) && !withTasks.has(name)) whole.add(name);
  }
  return tasks.size > 0 && whole.size === 0
    ? { changes: [], tasks: [...tasks] }
    : { changes: [...whole], tasks: [...tasks] };
}

/** A name at the end of a sentence. */
function withoutStop(name: string): string {
  return name.replace(/[.-]+$/, '');
}
