import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LmStudio } from '../test/fakes/lm-studio/lm-studio.ts';
import { median } from './median.ts';

const RUNS = 7;
const root = join(import.meta.dirname, '..');

/**
 * Process start to first model request: the built CLI on a 2,000-file repository with a warm baseline, against a bare
 * Node process that does one fetch. Both are measured in turn and compared by their medians.
 */
export async function benchFirstRequest(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-first-request-'));
  try {
    const repository = join(folder, 'repository');
    makeRepository(repository);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, XDG_STATE_HOME: join(folder, 'state') };
    await firstChat(repository, env); // fills the baseline cache
    const bundle: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      bundle.push(await firstChat(repository, env));
      bare.push(await bareFetch());
    }
    const [ours, base] = [median(bundle), median(bare)];
    return `${(ours / base).toFixed(2)} x a bare Node process with one fetch (${ours.toFixed(0)} ms to ${base.toFixed(0)} ms; bars 6 now, 3 for the product)`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRepository(repository: string): void {
  cpSync(join(root, 'demo', 'sample'), repository, { recursive: true });
  for (let index = 0; index < 2000; index++) {
    const file = join(repository, 'data', String(index % 40), `${index}.txt`);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `file ${index}\n`.repeat(20));
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args], { stdio: 'ignore' });
  git('init', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', 'commit', '-m', 'bench');
}

/** Milliseconds from starting the CLI to its first chat request; the CLI is then stopped. */
async function firstChat(repository: string, env: NodeJS.ProcessEnv): Promise<number> {
  const arrived = Promise.withResolvers<number>();
  await using studio = await LmStudio.start({
    respond: () => {
      arrived.resolve(performance.now());
      return { fault: { kind: 'silence-before-headers' } };
    },
  });
  const args = [
    join(root, 'dist', 'cli.js'),
    'run',
    '--change',
    'format-durations',
    '--task',
    '1.1',
    '--dry-run',
  ];
  const started = performance.now();
  const child = spawn(process.execPath, [...args, '--lm-studio-url', studio.url], {
    cwd: repository,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => arrived.reject(new Error(`the CLI ended before it asked: ${complaint}`)));
  const milliseconds = (await arrived.promise) - started;
  child.kill('SIGTERM');
  await ended;
  return milliseconds;
}

async function bareFetch(): Promise<number> {
  const arrived = Promise.withResolvers<number>();
  const server = createServer((_request, response) => {
    arrived.resolve(performance.now());
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const started = performance.now();
  const child = spawn(process.execPath, ['-e', `fetch(${JSON.stringify(url)})`], { stdio: 'ignore' });
  const milliseconds = (await arrived.promise) - started;
  await new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => server.close(resolve));
  return milliseconds;
}
