// `npm run bench`, or `node bench/bench.ts [name…]`: one line a benchmark, with its figure and its bar. Of the built
// bundle in dist/; every ratio compares two things measured in this run.

import { benchBrickFold } from './brick-fold.ts';
import { benchBrickMap } from './brick-map.ts';
import { benchBrickMemory } from './brick-memory.ts';
import { benchBrickRefold } from './brick-refold.ts';
import { benchBrickWorkers } from './brick-workers.ts';
import { benchCrashes } from './crashes.ts';
import { benchDemo } from './demo-effort.ts';
import { benchFirstRequest } from './first-request.ts';
import { benchJournalExport } from './journal-export.ts';
import { benchJournalRecord } from './journal-record.ts';
import { benchParseTasks } from './parse-tasks.ts';
import { benchPromptSize } from './prompt-size.ts';
import { benchRepairs } from './repairs.ts';
import { benchSandboxOverhead } from './sandbox-overhead.ts';
import { benchSandboxedCheck } from './sandboxed-check.ts';
import { benchSecondRun } from './second-run.ts';
import { benchSeveralBricks } from './several-bricks.ts';
import { benchSymbolIndex } from './symbol-index.ts';
import { benchWatchMemory } from './watch-memory.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  'parse-tasks': benchParseTasks,
  'first-request': benchFirstRequest,
  'sandbox-overhead': benchSandboxOverhead,
  'sandboxed-check': benchSandboxedCheck,
  'prompt-size': benchPromptSize,
  'second-run': benchSecondRun,
  'symbol-index': benchSymbolIndex,
  'brick-fold': benchBrickFold,
  'brick-workers': benchBrickWorkers,
  'brick-memory': benchBrickMemory,
  'journal-record': benchJournalRecord,
  'journal-export': benchJournalExport,
  'brick-refold': benchBrickRefold,
  'several-bricks': benchSeveralBricks,
  'watch-memory': benchWatchMemory,
  repairs: benchRepairs,
  'brick-map': benchBrickMap,
  crashes: benchCrashes,
  demo: benchDemo,
};

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    console.error(
      `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`,
    );
    return 2;
  }
  let failed = 0;
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      console.log(`${name}: ${await bench()}`);
    } catch (error) {
      failed += 1;
      console.log(`${name}: not measured, ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
