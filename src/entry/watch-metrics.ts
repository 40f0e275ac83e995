import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import { EXPORTED_DAYS } from '../core/metrics/export-set.ts';
import { printOpenMetrics } from '../core/metrics/open-metrics.ts';
import { statsMetrics } from '../core/metrics/stats-metrics.ts';
import { watchMetrics } from '../core/metrics/watch-metrics.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { gatherStats } from '../flow/gather-stats.ts';
import { readSeldom } from '../flow/read-seldom.ts';
import type { WatchState } from '../flow/watch-tasks.ts';
import { serveMetrics } from '../viewer/serve-metrics.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { readSettings } from './read-settings.ts';

export interface WatchMetricsRequest {
  readonly raw: RawInputs;
  readonly env: Environment;
  /** 0 for any free one. */
  readonly port: number;
  readonly mask: (text: string) => string;
}

/** Where a watch can be looked at. */
export interface WatchMetrics extends AsyncDisposable {
  readonly url: string;
  /** What the watch is at from now on. */
  readonly tell: (state: WatchState) => void;
}

/**
 * The metrics and the health of a watch on a port of this machine. The journal is read at most every 15 seconds, whoever
 * asks how often. Throws `bad-settings` and `port-unusable`.
 */
export async function openWatchMetrics(request: WatchMetricsRequest): Promise<WatchMetrics> {
  const { raw, env, port, mask } = request;
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  let now: WatchState = { status: 'waiting' };
  const stats = readSeldom(
    async () => {
      const window = { now: new Date(), days: EXPORTED_DAYS };
      const { stats } = await gatherStats(() => openJournalReader(settings, env), window);
      return statsMetrics(maskStrings(stats, mask));
    },
    () => performance.now(),
  );
  const sources = {
    metrics: async () => printOpenMetrics([...watchMetrics(now.status), ...(await stats())]),
    health: () => {
      const { status, trouble } = now;
      const told = trouble === undefined ? null : mask(trouble.message);
      return { ok: status !== 'in_trouble', status, trouble: told };
    },
  };
  const served = await serveMetrics(sources, port).catch((error: unknown) => {
    throw new Fault('port-unusable', String(port), { cause: error });
  });
  return {
    url: served.url,
    tell: (state) => {
      now = state;
    },
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
}
