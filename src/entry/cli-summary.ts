import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Fault } from '../core/fault.ts';
import { jointSummary, type ReportFile } from '../core/report/joint-summary.ts';

export interface CliSummaryRequest {
  readonly folder: string;
  /** Folder of the reports, below `folder` when relative. */
  readonly reports: string;
  readonly print: (text: string) => void;
}

/** `openspec-complete summary`: what the jobs of a matrix did, for the summary of one job. Throws `path-unusable`. */
export async function cliSummary({ folder, reports, print }: CliSummaryRequest): Promise<void> {
  const top = resolve(folder, reports);
  const entries = await readdir(top, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Fault('path-unusable', top, { cause });
  });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  print(jointSummary(await Promise.all(paths.map((path) => readReport(path, relative(top, path))))));
}

async function readReport(path: string, name: string): Promise<ReportFile> {
  const text = await readFile(path, 'utf8');
  try {
    return { name, content: JSON.parse(text) };
  } catch {
    return { name, content: undefined };
  }
}
