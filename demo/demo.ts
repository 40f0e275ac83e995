// `npm run demo`: the built Action on a sample workspace, against an emulated LM Studio (or with --live a real one), a
// loopback GitHub and a real bare git remote. Ends with the pull requests it opened.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeGitHub, startGitHub } from '../test/fakes/github/start-github.ts';
import { makeCheckout } from './make-checkout.ts';
import { renderPulls } from './render-pulls.ts';
import { startScriptedModel } from './scripted-model.ts';

const root = join(import.meta.dirname, '..');
const live = process.argv.includes('--live');
const say = (text = ''): void => console.log(text);
const TOKEN = 'demo-token-that-never-leaves-this-machine';

/** Runs `dist/action.js` as a runner would and shows its lines as they come. */
async function runAction(folder: string, github: FakeGitHub, lmStudioUrl: string): Promise<number> {
  const event = join(folder, 'event.json');
  writeFileSync(
    event,
    JSON.stringify({ inputs: { change: 'format-durations' }, repository: { default_branch: 'main' } }),
  );
  const child = spawn(process.execPath, [join(root, 'dist', 'action.js')], {
    cwd: join(folder, 'checkout'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      CARGO_HOME: process.env.CARGO_HOME,
      RUSTUP_HOME: process.env.RUSTUP_HOME,
      XDG_STATE_HOME: join(folder, 'state'),
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_REPOSITORY: 'demo/timer',
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_EVENT_PATH: event,
      GITHUB_WORKSPACE: join(folder, 'checkout'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      RUNNER_TEMP: folder,
      INPUT_TOKEN: TOKEN,
      'INPUT_LM-STUDIO-URL': lmStudioUrl,
      'INPUT_LM-STUDIO-MODEL': live ? process.env.LM_STUDIO_MODEL : undefined,
      'INPUT_MAX-TASKS': '10',
    },
  });
  return await new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

function showPulls(github: FakeGitHub): void {
  for (const pull of github.state.pulls) {
    say(
      `\n${'─'.repeat(100)}\n#${pull.number} ${pull.title}\n${pull.head} → ${pull.base}${pull.draft ? '  (draft)' : ''}\n`,
    );
    // Logs are folded on the page; here they would bury the rest.
    say(
      (pull.body ?? '')
        .replaceAll(/<details>[\s\S]*?<\/details>/g, '(log, see the page)')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trimEnd(),
    );
  }
}

async function main(): Promise<number> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'openspec-complete-demo-'));
  try {
    const source = await makeCheckout(folder);
    await using github = await startGitHub({ owner: 'demo', repo: 'timer', token: TOKEN, seedFrom: source });
    await makeCheckout(folder, github.cloneUrl.replace('://', `://x-access-token:${TOKEN}@`));
    await using studio = live ? undefined : await startScriptedModel();
    const url = studio?.url ?? process.env.LM_STUDIO_URL ?? 'http://localhost:1234/v1';
    say(
      live
        ? `Model: LM Studio at ${url}.`
        : 'Model: an EMULATOR. Its replies are scripted; git, cargo, the sandbox, HTTP and the bundle are real.',
    );
    say(`GitHub: a loopback server at ${github.serverUrl} over a real bare git repository.\n`);
    const code = await runAction(folder, github, url);
    showPulls(github);
    const report = readReport(folder);
    const out = join(root, 'demo', 'out');
    mkdirSync(out, { recursive: true });
    const page = renderPulls(
      github.state.pulls.map(({ number, title, body, base, head, draft, labels }) => ({
        number,
        title,
        body: body ?? '',
        base,
        branch: head,
        draft,
        labels,
      })),
      'demo/timer',
    );
    writeFileSync(join(out, 'pulls.html'), page);
    say(`\n${'─'.repeat(100)}`);
    say(`${github.state.pulls.length} pull requests opened. As a page: demo/out/pulls.html`);
    const { effort } = report;
    say(
      `${((performance.now() - started) / 1000).toFixed(1)} s in all: ${seconds(effort.sandboxMilliseconds)} cargo in the sandbox, ${seconds(effort.modelMilliseconds)} model, ` +
        `${seconds(effort.ownMilliseconds)} the bundle's own work; peak memory ${effort.peakMemoryMebibytes} MiB.`,
    );
    if (github.violations.length > 0)
      say(`Requests that GitHub's description does not allow:\n${github.violations.join('\n')}`);
    const unproven = live ? 0 : github.state.pulls.filter((pull) => pull.draft).length;
    return code !== 0 || github.violations.length > 0 || github.state.pulls.length === 0 || unproven > 0
      ? 1
      : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function readReport(folder: string): {
  effort: Record<
    'sandboxMilliseconds' | 'modelMilliseconds' | 'ownMilliseconds' | 'peakMemoryMebibytes',
    number
  >;
} {
  const path = /^report<<(\S+)\n(.*)\n\1$/m.exec(readFileSync(join(folder, 'output'), 'utf8'))?.[2] ?? '';
  return JSON.parse(readFileSync(path, 'utf8'));
}

process.exitCode = await main();
