import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { RunReport } from '../../src/core/report/run-report.ts';
import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import { readFiles } from '../format/read-files.ts';
import type { LoopEnd } from './loop-end.ts';

export interface EngineRequest {
  readonly one: EvalCase;
  /** A git checkout of the base; branches are added to it. */
  readonly checkout: string;
  /** For scratch files and, below `state`, slots and caches that are kept between the cases. */
  readonly folder: string;
  readonly url: string;
  readonly model: string | undefined;
}

const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** The built command line on one task, as a user starts it. */
export async function engineLoop(request: EngineRequest): Promise<LoopEnd> {
  const { one, checkout, folder } = request;
  const started = performance.now();
  const { stdout, stderr } = await runCli(request);
  const report = readReport(stdout);
  const task = report?.tasks.find((each) => each.task === one.task);
  const attempts = task?.attempts ?? [];
  const sum = (of: (attempt: (typeof attempts)[number]) => number | undefined) =>
    attempts.reduce((total, attempt) => total + (of(attempt) ?? 0), 0);
  const done = task?.outcome === 'completed' && task.pull !== undefined;
  return {
    accepted: done ? await filesOf(checkout, task.pull?.branch ?? '', folder) : undefined,
    reason: done ? '' : (task?.reason ?? report?.fault ?? `no report: ${stderr.trim().slice(-400)}`),
    rounds: attempts.length,
    usage: {
      calls: attempts.length,
      promptTokens: sum((attempt) => attempt.promptTokens),
      completionTokens: sum((attempt) => attempt.completionTokens),
    },
    repairs: sum((attempt) => attempt.repairs?.length),
    milliseconds: performance.now() - started,
  };
}

/** Asynchronous: the simulated model answers from this process. */
async function runCli({ one, checkout, folder, url, model }: EngineRequest) {
  const args = [
    ...[
      'run',
      '-C',
      checkout,
      '--change',
      one.change,
      '--task',
      one.task,
      '--order',
      'independent',
      '--json',
    ],
    ...['--lm-studio-url', url, '--max-open-pulls', '1000', '--on-failure', 'report'],
    ...['--out', join(folder, 'pulls'), '--report', join(folder, `report-${one.task}.json`)],
    ...(model === undefined ? [] : ['--lm-studio-model', model]),
  ];
  const { PATH, HOME, CARGO_HOME, RUSTUP_HOME, LM_STUDIO_API_KEY } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ PATH, HOME, CARGO_HOME, RUSTUP_HOME, LM_STUDIO_API_KEY },
      ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
      XDG_STATE_HOME: join(folder, 'state'),
    },
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  await new Promise((resolve) => child.once('close', resolve));
  return texts;
}

function readReport(stdout: string): RunReport | undefined {
  const at = stdout.indexOf('{');
  try {
    return at < 0 ? undefined : (JSON.parse(stdout.slice(at)) as RunReport);
  } catch {
    return undefined;
  }
}

/** The files of a branch, from a clone that is gone afterwards. */
async function filesOf(checkout: string, branch: string, folder: string): Promise<FileTexts> {
  const scratch = mkdtempSync(join(folder, 'clone-'));
  try {
    await execa('git', ['clone', '--quiet', '--branch', branch, checkout, scratch]);
    return readFiles(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
