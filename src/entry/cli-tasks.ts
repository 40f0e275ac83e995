import { changesInFolder } from '../adapters/openspec/open-changes.ts';
import { Fault } from '../core/fault.ts';
import { showTasks } from '../core/tasks/show-tasks.ts';
import { listTasks } from '../flow/list-tasks.ts';
import { findRoot } from './find-root.ts';

export interface CliTasksRequest {
  readonly folder: string;
  /** Comma separated. */
  readonly changes: string | undefined;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** `openspec-complete tasks`: the working tree as it is, git or not. */
export async function cliTasks({ folder, changes, json, print }: CliTasksRequest): Promise<void> {
  const source = changesInFolder(await findRoot(folder));
  const names = changes?.split(',').map((name) => name.trim());
  if (json) {
    const listing = await listTasks(source, names);
    requireAll(
      names,
      listing.changes.map((change) => change.change),
    );
    print(JSON.stringify(listing, null, 2));
    return;
  }
  const found = await source.changes(names);
  requireAll(
    names,
    found.map((change) => change.name),
  );
  print(showTasks(found));
}

function requireAll(wanted: readonly string[] | undefined, found: readonly string[]): void {
  const missing = wanted?.filter((name) => !found.includes(name)) ?? [];
  if (missing.length > 0) throw new Fault('unknown-change', missing.join(', '));
}
