import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { Task } from '../core/tasks/task.ts';
import type { ListedTask } from './list-foundry-tasks.ts';

/** A FoundryTask as reports, outputs and rows tell of tasks: of a change `foundry` that no folder holds. */
export function taskOfFoundry({ file, found, parsed }: ListedTask): Task {
  return foundryTask({
    id: parsed.ok ? parsed.task.task_id : found.stem,
    title: parsed.ok ? `${parsed.task.type} ${parsed.task.source}` : file,
    file: `${TASK_FOLDER}/${file}`,
  });
}

/** The same of what is known of one that is not there. */
export function foundryTask({ id, title, file }: Pick<Task, 'id' | 'title' | 'file'>): Task {
  return {
    ...{
      id,
      change: 'foundry',
      title,
      text: title,
      file,
      line: 1,
      done: false,
      marker: '',
      section: [],
      details: [],
    },
    ...{ mentions: { files: [], code: [] }, kind: 'foundry', commands: [], optional: false, parallel: true },
  };
}

/** What a FoundryTask asks for, where it can be read, and which model was asked. */
export function aboutFoundry(
  { parsed }: ListedTask,
  outcome: Outcome,
): { readonly type?: string; readonly model?: string } {
  const model = 'attempts' in outcome ? outcome.attempts.at(-1)?.model : undefined;
  return { ...(parsed.ok ? { type: parsed.task.type } : {}), ...(model === undefined ? {} : { model }) };
}
