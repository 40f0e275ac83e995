import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCheckout } from '../demo/make-checkout.ts';
import { startScriptedModel } from '../demo/scripted-model.ts';
import { estimateMessages, estimateTokens } from '../src/core/prompts/estimate-tokens.ts';
import { LmStudio } from '../test/fakes/lm-studio/lm-studio.ts';
import { makeLargeChange } from './make-large-change.ts';
import { median } from './median.ts';

const root = join(import.meta.dirname, '..');
/** A quoted file: its heading with the number of lines, and its fence. */
const QUOTED_FILE = /^## \S[^\n]* \(\d+ lines?\)\n(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm;

interface Message {
  readonly role: string;
  readonly content: string;
}
type Conversation = readonly Message[];

/**
 * What prompts carry besides files, and how much of them a server's prompt cache keeps: from the emulator's request
 * log, in tokens by this program's own estimate (there is no tokenizer here).
 */
export async function benchPromptSize(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-prompt-size-'));
  try {
    const sample = await makeCheckout(folder);
    await using scripted = await startScriptedModel();
    await runAll(sample, {
      studio: scripted,
      change: 'format-durations',
      state: join(folder, 'state'),
      more: [],
    });
    const large = makeLargeChange(join(folder, 'large'));
    await using silent = await LmStudio.start({
      models: [{ key: 'bench/model', loaded: { contextLength: 65_536 } }],
      respond: () => ({ text: 'I cannot.' }),
    });
    const more = ['--order', 'independent', '--max-rounds', '2'];
    await runAll(large, { studio: silent, change: 'wide-change', state: join(folder, 'state'), more });
    return `${describe('demo, stacked', scripted)}; ${describe('made-up change of 8 tasks', silent)} (bars: 1200, 100 %, 80 %; by estimate)`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Asked {
  readonly studio: LmStudio;
  readonly change: string;
  readonly state: string;
  readonly more: readonly string[];
}

/** Works on every task of a change, dry. Tasks that fail are no trouble: only the requests count. */
async function runAll(repository: string, { studio, change, state, more }: Asked): Promise<void> {
  const args = ['run', '--change', change, '--max-tasks', '20', '--dry-run', ...more];
  const child = spawn(
    process.execPath,
    [join(root, 'dist', 'cli.js'), ...args, '--lm-studio-url', studio.url],
    {
      cwd: repository,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_STATE_HOME: state },
      stdio: 'ignore',
    },
  );
  await new Promise((resolve) => child.once('close', resolve));
  if (studio.chats.length === 0) throw new Error(`nothing was asked for ${change}`);
}

function describe(name: string, studio: LmStudio): string {
  const requests = studio.chats.map(({ body }) => (body as { messages: Conversation }).messages);
  const first = requests.filter((messages) => messages.length === 2);
  const beyond = median(first.map(tokensBeyondFiles));
  const worst = Math.max(...first.map(tokensBeyondFiles));
  const rounds = requests.flatMap((messages, index) => {
    const before = requests[index - 1];
    return before && messages.length > 2 ? [sharedPrefix(before, messages)] : [];
  });
  const kept = (prompts: readonly Conversation[]) =>
    percent(prompts.slice(1).map((later, index) => sharedPrefix(prompts[index] ?? [], later, 'later')));
  return (
    `${name}: first prompt ${Math.round(median(first.map((one) => estimateMessages(one))))} tokens, ` +
    `${beyond} beyond quoted files (at most ${worst}); kept between rounds ${percent(rounds)}, ` +
    `between tasks ${kept(first.map(withoutFiles))} of the part beyond files, ${kept(first)} of the whole`
  );
}

function tokensBeyondFiles(messages: Conversation): number {
  const files = messages.flatMap(({ content }) => content.match(QUOTED_FILE) ?? []);
  return estimateMessages(messages) - estimateTokens(files.join('\n'));
}

function withoutFiles(messages: Conversation): Conversation {
  return messages.map(({ role, content }) => ({ role, content: content.replace(QUOTED_FILE, '') }));
}

/** Share of the earlier request that the later one begins with; of the later one itself for another task. */
function sharedPrefix(
  earlier: Conversation,
  later: Conversation,
  of: 'earlier' | 'later' = 'earlier',
): number {
  const [a, b] = [print(earlier), print(later)];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same += 1;
  const whole = of === 'later' ? b : a;
  return estimateTokens(whole.slice(0, same)) / estimateTokens(whole);
}

function print(messages: Conversation): string {
  return messages.map(({ role, content }) => `<${role}>${content}`).join('');
}

function percent(shares: readonly number[]): string {
  if (shares.length === 0) return 'none';
  const least = Math.min(...shares);
  return `${(median(shares) * 100).toFixed(0)} % (least ${(least * 100).toFixed(0)} %)`;
}
