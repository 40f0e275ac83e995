import { shellWord } from './shell-word.ts';

/** The command that does this task again on any machine: one line, words quoted for a POSIX shell where needed. */
export function reproduceLine(task: {
  readonly change: string;
  readonly id: string;
  readonly isSection?: true;
}): string {
  return `openspec-complete run --change ${shellWord(task.change)} --task ${shellWord(task.id)}${task.isSection ? ' --unit section' : ''}`;
}
