import { changesInFolder } from '../adapters/openspec/open-changes.ts';
import { Fault } from '../core/fault.ts';
import { showTasks } from '../core/tasks/show-tasks.ts';
import { nameNearest } from '../core/text/name-nearest.ts';
import { printJson } from '../core/text/print-json.ts';
import { listTasks } from '../flow/list-tasks.ts';
import type { ChangeSource } from '../ports/change-source.ts';
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
  const named = (changes ?? '').split(',').flatMap((name) => name.trim() || []);
  const names = named.length === 0 ? undefined : named;
  const found = await source.changes(names);
  const missing = names?.filter((name) => !found.some((change) => change.name === name)) ?? [];
  if (missing.length > 0) throw await unknownChange(missing, source);
  print(json ? printJson(await listTasks(source, names)) : showTasks(found));
}

async function unknownChange(missing: readonly string[], source: ChangeSource): Promise<Fault> {
  const all = (await source.changes()).map((change) => change.name);
  return new Fault('unknown-change', nameNearest(missing, all));
}
