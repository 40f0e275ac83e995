import { randomUUID } from 'node:crypto';
import { replaceFile } from '../adapters/local/replace-file.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { ModelMetadata, Proof } from '../core/pulls/proof.ts';
import { printRunReport, type RunReport, runReport } from '../core/report/run-report.ts';
import type { RunEnd } from '../flow/complete-tasks.ts';
import type { ModelCard } from '../ports/model.ts';
import { endWith } from './exit.ts';
import type { SpentTime } from './spent-time.ts';

/** What is left of a run when it ends. */
export interface RunRecord {
  readonly settings: Settings;
  readonly startedAt: Date;
  readonly reportPath: string;
  readonly mask: (text: string) => string;
  readonly proofs: readonly Proof[];
  readonly spent: SpentTime;
  readonly card: ModelCard | undefined;
}

/** Writes the JSON report of a run, whole or not at all, and returns it. Throws `disk-full`. */
export async function finishRun(record: RunRecord, end: RunEnd): Promise<RunReport> {
  const { settings, startedAt, reportPath, spent, card } = record;
  const endedAt = new Date();
  const wall = endedAt.getTime() - startedAt.getTime();
  const trouble = end.bug === undefined ? end.fault : end.bug;
  const report = runReport({
    runId: randomUUID(),
    startedAt,
    endedAt,
    settings,
    model: card && metadataOf(card, settings.model.temperature),
    outcomes: end.outcomes,
    proofs: record.proofs,
    ...(trouble === undefined ? {} : { fault: endWith(trouble).text }),
    effort: {
      sandboxMilliseconds: spent.sandbox.milliseconds,
      modelMilliseconds: spent.model.milliseconds,
      ownMilliseconds: Math.max(0, wall - spent.outside.milliseconds),
      peakMemoryMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  });
  await replaceFile(reportPath, printRunReport(report, record.mask));
  return report;
}

function metadataOf(card: ModelCard, temperature: number): ModelMetadata {
  const { endpoint: _endpoint, parallel: _parallel, loaded: _loaded, ...known } = card;
  return { ...known, temperature };
}
