import { resolve } from 'node:path';
import { replaceFile } from '../adapters/local/replace-file.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import type { Fault } from '../core/fault.ts';
import { printOpenMetrics } from '../core/metrics/open-metrics.ts';
import { sortedJson } from '../core/metrics/sorted-json.ts';
import type { Stats } from '../core/metrics/stats.ts';
import { statsMetrics } from '../core/metrics/stats-metrics.ts';
import { statsTable } from '../core/metrics/stats-table.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { gatherStats } from '../flow/gather-stats.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { readSettings } from './read-settings.ts';

export interface CliStatsRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  readonly json: boolean;
  /** OpenMetrics text instead. */
  readonly openMetrics: boolean;
  readonly days: number;
  /** File in place of stdout, below `folder` when relative. */
  readonly out?: string;
  readonly print: (text: string) => void;
  readonly mask: (text: string) => string;
}

/** `openspec-complete stats`. Throws `bad-settings`, `path-unusable` and `disk-full`. */
export async function cliStats(request: CliStatsRequest): Promise<void> {
  const { raw, env, folder, days, out, print, mask } = request;
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  const found = await gatherStats(() => openJournalReader(settings, env), { now: new Date(), days });
  const text = printed(maskStrings(found.stats, mask), found.fault, request);
  if (out === undefined) print(text);
  else await replaceFile(resolve(folder, out), text.endsWith('\n') ? text : `${text}\n`);
}

function printed(
  stats: Stats,
  fault: Fault | undefined,
  { json, openMetrics, mask }: CliStatsRequest,
): string {
  if (openMetrics) return printOpenMetrics(statsMetrics(stats));
  if (json) return sortedJson(stats);
  if (!stats.db_off) return statsTable(stats).trimEnd();
  if (fault) return plainLine(mask(fault.message));
  return 'Nothing is known: no journal is kept. Set control-dsn to keep one.';
}
