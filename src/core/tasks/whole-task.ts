import type { Task } from './task.ts';

/**
 * A task and the boxes nested in it as one piece of work: the model reads all their texts, and `commands` are those of
 * every `verify` box among them. A `verify` task whose nested boxes ask for more is no longer done by commands alone.
 */
export function wholeTask(task: Task, nested: readonly Task[]): Task {
  if (nested.length === 0) return task;
  const all = [task, ...nested];
  const made = all.find((one) => one.kind !== 'verify');
  const merged = (list: (one: Task) => readonly string[]) => [...new Set(all.flatMap(list))];
  return {
    ...task,
    kind: task.kind === 'verify' ? (made?.kind ?? 'verify') : task.kind,
    details: [...task.details, ...nested.flatMap((one) => [one.text, ...one.details])],
    mentions: {
      files: merged((one) => one.mentions.files),
      code: merged((one) => one.mentions.code),
    },
    commands: merged((one) => (one.kind === 'verify' ? one.commands : [])),
  };
}
