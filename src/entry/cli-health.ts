import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit } from '../adapters/git/git.ts';
import { openCheckout } from '../adapters/git/open-checkout.ts';
import { createModelServer } from '../adapters/lm/create-model-server.ts';
import { parseInputs, type RawInputs } from '../config/parse-inputs.ts';
import { DEFAULT_POLICY } from '../config/parse-policy.ts';
import { settle } from '../config/settle.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import { type HealthLine, lmHealth, lookAt } from '../flow/check-health.ts';
import type { Environment } from './environment.ts';
import { openSandbox } from './open-run.ts';

export type HealthPart = 'lm' | 'sandbox' | 'git' | 'toolchain' | 'all';

export interface HealthRequest {
  readonly part: HealthPart;
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** `openspec-complete health`; never loads a model. Returns the exit code. */
export async function cliHealth(request: HealthRequest): Promise<number> {
  const inputs = parseInputs(request.raw, request.env);
  if (!inputs.ok) throw new Fault('bad-settings', inputs.problems.join('; '));
  const settings = settle(inputs.inputs, DEFAULT_POLICY);
  if (request.part === 'lm') return lm(settings, request);
  const parts = request.part === 'all' ? (['lm', 'sandbox', 'git', 'toolchain'] as const) : [request.part];
  const lines: HealthLine[] = [];
  for (const part of parts) lines.push(await look(part, settings, request));
  const ok = lines.every((line) => line.ok);
  if (request.json) request.print(JSON.stringify({ ok, parts: lines }, null, 2));
  else
    for (const line of lines)
      request.print(`${line.ok ? 'ok  ' : 'FAIL'}  ${line.part.padEnd(10)}${line.text}`);
  return lines.find((line) => !line.ok)?.exit ?? 0;
}

async function lm(settings: Settings, { json, print }: HealthRequest): Promise<number> {
  const health = await createModelServer(settings.model).health();
  const found = lmHealth(health);
  if (json) print(JSON.stringify(found, null, 2));
  else {
    print(
      `${found.mode} ${found.details.endpoint} (${health.status}, ${Math.round(health.milliseconds)} ms)`,
    );
    for (const error of found.details.errors) print(`  ${error}`);
    for (const model of health.models) print(`  ${model.loaded ? 'loaded' : '      '} ${model.key}`);
  }
  return found.ok ? 0 : 3;
}

function look(
  part: HealthLine['part'],
  settings: Settings,
  { env, folder }: HealthRequest,
): Promise<HealthLine> {
  switch (part) {
    case 'lm':
      return lookAt(part, async () => {
        const card = await createModelServer(settings.model).choose();
        return `${card.key} at ${card.endpoint}, context ${card.contextLoaded ?? 'not reported'}`;
      });
    case 'sandbox':
      return lookAt(part, async () => `${(await openSandbox(settings, env)).name} works`);
    case 'git':
      return lookAt(part, async () => {
        const { topLevel, head, branch } = await openCheckout(createGit(env), folder);
        return `${topLevel} at ${head.slice(0, 12)} (${branch ?? 'detached'})`;
      });
    case 'toolchain':
      return lookAt(part, () => toolchain(settings, env));
  }
}

/** Asks cargo, rustfmt and clippy for their versions, inside the sandbox as a run would. */
async function toolchain(settings: Settings, env: Environment): Promise<string> {
  const sandbox = await openSandbox(settings, env);
  const folder = await mkdtemp(join(tmpdir(), 'openspec-complete-health-'));
  try {
    const place = {
      tree: folder,
      target: join(folder, 'target'),
      writableTree: false,
      cwd: '',
      env: {},
      timeoutSeconds: 30,
    };
    const versions: string[] = [];
    for (const [name, ...args] of [['cargo'], ['cargo', 'fmt'], ['cargo', 'clippy']] as const) {
      const run = await sandbox.run({ ...place, argv: [name, ...args, '--version'] });
      if (run.exitCode === 0) versions.push(run.stdout.trim().split('\n')[0] ?? '');
      else if (args.length === 0) throw new Fault('no-cargo', run.stderr.trim().split('\n')[0] || 'PATH');
      else throw new Fault('toolchain-component', args[0] === 'fmt' ? 'rustfmt' : 'clippy');
    }
    return versions.join(', ');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
