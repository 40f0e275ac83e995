import type { Change } from '../core/tasks/task.ts';
import type { ChangeSource } from '../ports/change-source.ts';

/** A source with one change that stands in no file. */
export function issueSource(change: Change): ChangeSource {
  return {
    changes: async (names) => (!names || names.includes(change.name) ? [change] : []),
    documents: async () => ({ specs: [], scenarios: [] }),
  };
}
