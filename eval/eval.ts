// `npm run eval`: the same weak model in the engine and in a plain loop, on the same cases. See eval/README.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createModelServer } from '../src/adapters/lm/create-model-server.ts';
import { machineSandbox } from '../test/support/rust-slot.ts';
import type { EvalRepository } from './format/eval-case.ts';
import { readRepositories } from './format/read-repositories.ts';
import { type EvalRun, runRepository } from './run-repository.ts';
import { printBars } from './table/bars.ts';
import { type CaseResult, LOOPS } from './table/case-result.ts';
import { printTable } from './table/print-table.ts';
import { summarise } from './table/summarise.ts';
import { PRESETS } from './weak-model/rates.ts';
import { startWeakModel } from './weak-model/start-weak-model.ts';

const HELP = `npm run eval -- [options]
  --cases <n>              only the first n cases of each repository
  --only <repo|repo/task>  only these cases
  --from <folder>          holds repositories/ and cases/ (default: this folder)
  --seed <n>               seed of the simulated model (default 1)
  --model <preset>         ${Object.keys(PRESETS).join(', ')}: how weak it is (default weak)
  --loop <engine|plain>    only one of the loops
  --jobs <n>               repositories at once (default 2)
  --json <file>            every result
  --out <file>             the table as Markdown (default with --live: eval/out/live.md)
  --live                   a real LM Studio in place of the simulated model
  --lm-studio-url <url>    its address (default http://localhost:1234/v1)
  --lm-studio-model <key>  its model (default: the loaded one)`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    only: { type: 'string' },
    from: { type: 'string', default: import.meta.dirname },
    seed: { type: 'string', default: '1' },
    model: { type: 'string', default: 'weak' },
    loop: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
    out: { type: 'string' },
    live: { type: 'boolean', default: false },
    'lm-studio-url': { type: 'string', default: 'http://localhost:1234/v1' },
    'lm-studio-model': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const say = (text: string): void => console.log(text);

function chosenRepositories(): readonly EvalRepository[] {
  const most = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
  return readRepositories(values.from, values.only).map((one) => ({
    ...one,
    cases: one.cases.slice(0, most),
  }));
}

/** Runs the repositories, a few at a time, and returns all results. */
async function runAll(repositories: readonly EvalRepository[], run: Omit<EvalRun, 'report'>) {
  const root = mkdtempSync(join(tmpdir(), 'openspec-complete-eval-'));
  const clean = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const results: CaseResult[] = [];
  const total = repositories.reduce((sum, { cases }) => sum + cases.length, 0) * run.loops.length;
  const report = (result: CaseResult) => {
    results.push(result);
    say(progressLine(result, results.length, total));
  };
  // The longest first, so that no core is idle at the end.
  const waiting = repositories.toSorted((a, b) => b.cases.length - a.cases.length);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await runRepository(next, { ...run, report }, root);
  };
  try {
    await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  } finally {
    clean();
  }
  return results;
}

function progressLine(result: CaseResult, number: number, total: number): string {
  const { name, loop, end, usage, repairs, milliseconds, reason, drawn } = result;
  const numbers = `${usage.calls} calls, ${usage.promptTokens}+${usage.completionTokens} tokens, ${repairs} repairs`;
  const why = reason === '' ? '' : ` (${reason.split('\n')[0]?.slice(0, 140)})`;
  const faults = drawn.length === 0 ? '' : ` [${drawn.join(' | ')}]`;
  return `${String(number).padStart(3)}/${total} ${name} ${loop}: ${end}, ${numbers}, ${(milliseconds / 1000).toFixed(1)} s${why}${faults}`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function main(): Promise<void> {
  if (values.help) return say(HELP);
  const started = performance.now();
  const repositories = chosenRepositories();
  const rates = PRESETS[values.model as keyof typeof PRESETS];
  if (!rates) throw new Error(`--model must be one of ${Object.keys(PRESETS).join(', ')}`);
  await using weak = values.live ? undefined : await startWeakModel(repositories, rates, Number(values.seed));
  const url = weak?.url ?? values['lm-studio-url'];
  const model = values.live ? values['lm-studio-model'] : undefined;
  const settings = { urls: [url], stallSeconds: 600, temperature: 0.2, ...(model ? { key: model } : {}) };
  const server = createModelServer(settings);
  const sandbox = await machineSandbox();
  const { key } = await server.choose();
  const who = values.live ? `${key} at ${url}` : `a simulated "${values.model}" model, seed ${values.seed}`;
  const loops = LOOPS.filter((loop) => values.loop === undefined || loop === values.loop);
  const count = repositories.reduce((sum, { cases }) => sum + cases.length, 0);
  say(`${count} cases in ${repositories.length} repositories with ${who}`);
  const results = await runAll(repositories, { sandbox, url, model, server, weak, loops });
  const rows = summarise(results);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  const page = `${count} cases with ${who}, ${minutes} minutes\n\n${printTable(rows)}\n\n${printBars(rows)}\n`;
  say(`\n${page}`);
  const out = values.out ?? (values.live ? join(import.meta.dirname, 'out', 'live.md') : undefined);
  if (out !== undefined) write(out, page);
  if (values.json !== undefined)
    write(values.json, `${JSON.stringify({ model: who, rows, results }, null, 2)}\n`);
}

await main();
