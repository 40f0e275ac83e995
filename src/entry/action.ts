import { join } from 'node:path';
import * as core from '@actions/core';
import { replaceFile } from '../adapters/local/replace-file.ts';
import { createPlainProgress } from '../adapters/system/plain-progress.ts';
import { Fault } from '../core/fault.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { actOnRequest } from './act-on-request.ts';
import { readActionRequest } from './action-request.ts';
import type { ActionResults } from './action-results.ts';
import { writeActionResults } from './action-results.ts';
import { secretsOf, takeEnvironment } from './environment.ts';
import { endWith } from './exit.ts';
import { openMask } from './open-mask.ts';
import { stateFolder } from './state-folder.ts';
import { stopOnSignals } from './stop-signal.ts';

const env = takeEnvironment();
const { mask, hide } = openMask(secretsOf(env));
const startedAt = new Date();
const stopper = stopOnSignals();
const progress = createPlainProgress({
  print: (line) => core.info(mask(line)),
  now: () => performance.now(),
  tickEvery: 15_000,
});
const reportPath = join(
  env.RUNNER_TEMP ? join(env.RUNNER_TEMP, 'openspec-complete') : join(stateFolder(env), 'reports'),
  `report-${env.GITHUB_RUN_ID ?? startedAt.getTime()}-${env.GITHUB_RUN_ATTEMPT ?? 1}-${process.pid}.json`,
);

async function main(): Promise<number> {
  let results: ActionResults;
  let code = 0;
  try {
    const request = await readActionRequest(env, process.cwd());
    ({ results, code } = await actOnRequest(request, {
      ...{ env, mask, hide, progress, reportPath, startedAt, stopper },
    }));
  } catch (error) {
    if (stopper.signal.aborted && !(error instanceof Fault)) {
      const idle = `${reasonOf(stopper.signal)} before the first task`;
      progress.emit({ kind: 'warning', text: idle });
      results = { ...(await nothingDone()), idle };
    } else {
      const end = endWith(error);
      results = await nothingDone(end.text);
      code = end.code;
    }
  }
  await writeActionResults(results, env, mask);
  // One line and no stack; @actions/core escapes it for the workflow command.
  if (results.fault !== undefined) core.error(plainLine(mask(results.fault)));
  return code;
}

/** A run that never started still has a report to point at. */
async function nothingDone(fault?: string): Promise<ActionResults> {
  const totals = { completed: 0, failed: 0, skipped: 0 };
  const report = {
    version: 1,
    run: { startedAt: startedAt.toISOString() },
    fault: fault === undefined ? null : mask(fault),
    totals,
    tasks: [],
  };
  await replaceFile(reportPath, `${printJson(report)}\n`);
  const wallMilliseconds = Date.now() - startedAt.getTime();
  return {
    ...{ outcomes: [], lmStatus: 'offline', reportPath, wallMilliseconds, dryRun: false },
    ...(fault === undefined ? {} : { fault }),
  };
}

/** `stopped by SIGTERM`, `out of time after 5 minutes`. */
function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : 'stopped';
}

// Timers of retries that are no longer waited for must not keep the step alive.
process.exit(
  await main().catch((error: unknown) => {
    const end = endWith(error);
    core.error(plainLine(mask(end.text)));
    return end.code;
  }),
);
