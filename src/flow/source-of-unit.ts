import type { Settings } from '../core/policy/settings.ts';
import { groupSections } from '../core/tasks/group-sections.ts';
import type { ChangeSource } from '../ports/change-source.ts';

/** The changes as the setting `unit` wants them worked on. */
export function sourceOfUnit(source: ChangeSource, unit: Settings['unit']): ChangeSource {
  if (unit === 'task') return source;
  return {
    changes: async (names) => (await source.changes(names)).map(groupSections),
    documents: (change) => source.documents(change),
  };
}
