import { splitCodeSpans } from '../tasks/code-spans.ts';
import type { Task } from '../tasks/task.ts';

/** A task's texts made ready for the rules; everything in lower case. */
export interface ProfileClues {
  /** The opening of the title, code spans replaced by the word `code`: what the task does. */
  readonly head: string;
  /** Title and details, code spans replaced as well. */
  readonly prose: string;
  /** The heading the task stands under, without its number. */
  readonly section: string;
  /** Prose, code spans, sections and named files: what the task speaks of. */
  readonly everything: string;
}

const LONGEST = 4_000;
const LONGEST_HEAD = 240;

/** Reads the clues of a task; looks at the beginning of long texts only. */
export function profileClues(task: Pick<Task, 'title' | 'section' | 'details' | 'mentions'>): ProfileClues {
  const title = task.title.slice(0, LONGEST);
  const details = task.details.join('\n').slice(0, LONGEST);
  const said = [title, details, ...task.section, ...task.mentions.files, ...task.mentions.code];
  return {
    head: withoutCode(title).slice(0, LONGEST_HEAD).replace(/^\W+/, ''),
    prose: `${withoutCode(title)}\n${withoutCode(details)}`,
    section: (task.section.at(-1) ?? '')
      .slice(0, LONGEST_HEAD)
      .toLowerCase()
      .replace(/^(?:(?:phase|step|stage|task) )?[\d.:)\s]+/, ''),
    everything: said
      .join('\n')
      .slice(0, 4 * LONGEST)
      .toLowerCase(),
  };
}

/** A type named `Document` or a function `fix_up` says nothing about what is to be done. */
function withoutCode(text: string): string {
  return splitCodeSpans(text)
    .map((stretch) => (stretch.code ? 'code' : stretch.text))
    .join('')
    .toLowerCase();
}
