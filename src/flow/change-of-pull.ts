import type { Marker } from '../core/pulls/proof.ts';
import { groupSections } from '../core/tasks/group-sections.ts';
import { issueChange } from '../core/tasks/issue-task.ts';
import type { Change } from '../core/tasks/task.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import type { Pull } from '../ports/pulls.ts';

/** The change that a pull request belongs to, its task or section in it; undefined when the change no longer has it. */
export async function changeOfPull(
  pull: Pull,
  marker: Pick<Marker, 'change' | 'task'>,
  source: ChangeSource,
): Promise<Change | undefined> {
  const issue = /^issue-(\d{1,15})$/.exec(marker.change)?.[1];
  const [change] =
    issue === undefined ? await source.changes([marker.change]) : [issueOf(pull, Number(issue))];
  const has = (one: Change) => one.tasks.some((task) => task.id === marker.task);
  // A pull request may be of a whole section, whatever `unit` is now.
  return change && [change, groupSections(change)].find(has);
}

/** The issue is not read again: the title of its pull request says what it wants. */
function issueOf(pull: Pull, number: number): Change {
  const title = pull.title.replace(/^issue-\d+ \d+: /, '');
  const url = pull.url.replace(/\/pull\/\d+$/, `/issues/${number}`);
  return issueChange({ number, title, body: '', url });
}
