import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitHub } from '../test/fakes/github/start-github.ts';
import { LmStudio } from '../test/fakes/lm-studio/lm-studio.ts';
import { median } from './median.ts';

const RUNS = 5;
const root = join(import.meta.dirname, '..');
const TOKEN = 'bench-token-of-the-loopback-server';

/**
 * A run with nothing left to do: every change has one open task, and as many pull requests are open as are wanted.
 * The Action's bundle as a process, against the loopback GitHub; the calls are REST and git requests together.
 */
export async function benchSecondRun(): Promise<string> {
  const small = await measure(10);
  const large = await measure(1000);
  const calls = `${large.calls} GitHub calls with 1,000 changes and ${small.calls} with 10`;
  return `unchanged repository of 1,000 changes: ${large.milliseconds.toFixed(0)} ms (bar 1000 ms), ${calls} (bar: the same)`;
}

async function measure(changes: number): Promise<{ readonly milliseconds: number; readonly calls: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-second-run-'));
  try {
    const workspace = join(folder, 'workspace');
    makeRepository(workspace, changes);
    await using github = await startGitHub({
      owner: 'acme',
      repo: 'bench',
      token: TOKEN,
      seedFrom: workspace,
    });
    execFileSync('git', ['-C', workspace, 'remote', 'add', 'origin', github.cloneUrl]);
    await using studio = await LmStudio.start({
      respond: () => ({ text: '```markdown README.md\n# timer\n\nDescribed.\n```' }),
    });
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      XDG_STATE_HOME: join(folder, 'state'),
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_REPOSITORY: 'acme/bench',
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: join(folder, 'output'),
      RUNNER_TEMP: folder,
      INPUT_TOKEN: TOKEN,
      'INPUT_LM-STUDIO-URL': studio.url,
      'INPUT_MAX-TASKS': '1',
      'INPUT_MAX-OPEN-PULLS': '1',
    };
    writeFileSync(env.GITHUB_EVENT_PATH, JSON.stringify({ repository: { default_branch: 'main' } }));
    await runAction(workspace, env);
    if (github.state.pulls.length !== 1) throw new Error('the first run opened no pull request');
    const times: number[] = [];
    const before = github.requests.length;
    for (let run = 0; run < RUNS; run += 1) times.push(await runAction(workspace, env));
    return { milliseconds: median(times), calls: (github.requests.length - before) / RUNS };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeRepository(workspace: string, changes: number): void {
  cpSync(join(root, 'demo', 'sample'), workspace, { recursive: true });
  for (let index = 0; index < changes; index += 1) {
    const change = join(workspace, 'openspec', 'changes', `change-${String(index).padStart(4, '0')}`);
    mkdirSync(change, { recursive: true });
    writeFileSync(join(change, 'proposal.md'), `## Why\nReason ${index}.\n`);
    const done = Array.from(
      { length: 12 },
      (_, at) => `- [x] 1.${at + 1} Add part ${at} of change ${index}\n`,
    );
    writeFileSync(
      join(change, 'tasks.md'),
      `## 1. Parts\n\n${done.join('')}- [ ] 1.13 Describe it in \`README.md\`\n`,
    );
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', workspace, ...args], { stdio: 'ignore' });
  git('init', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', 'commit', '-m', 'bench');
}

/** Milliseconds of one run of the Action. */
async function runAction(workspace: string, env: NodeJS.ProcessEnv): Promise<number> {
  appendFileSync(env['GITHUB_OUTPUT'] ?? '', '');
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'action.js')], {
    cwd: workspace,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the Action ended with ${code}: ${said.slice(-500)}`);
  return performance.now() - started;
}
