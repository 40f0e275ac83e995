import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit } from '../adapters/git/git.ts';
import { openCheckout } from '../adapters/git/open-checkout.ts';
import { nameOfJournal } from '../adapters/journal/name-of-journal.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import type { Settings } from '../core/policy/settings.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { checkDbHealth } from '../flow/check-db-health.ts';
import { type HealthLine, lmHealth, lookAt } from '../flow/check-health.ts';
import type { EndpointHealth } from '../ports/model.ts';
import type { Repository } from '../ports/repository.ts';
import { cliHealthSandbox } from './cli-health-sandbox.ts';
import type { Environment } from './environment.ts';
import { findRoot } from './find-root.ts';
import { folderFiles } from './folder-files.ts';
import { NO_FILES } from './no-files.ts';
import { openJournalReader } from './open-journal-reader.ts';
import { lookAtModelServer } from './open-model-server.ts';
import { openSandbox } from './open-run.ts';
import { readSettings } from './read-settings.ts';
import { stateFolder } from './state-folder.ts';

const LOOKED_AT = ['lm', 'db', 'sandbox', 'git', 'toolchain'] as const;

export const HEALTH_PARTS = [...LOOKED_AT, 'all'] as const;

export type HealthPart = (typeof HEALTH_PARTS)[number];

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
  if (request.part === 'lm') return lm(await settingsOf(request, NO_FILES), request);
  if (request.part === 'db') return db(await settingsOf(request, NO_FILES), request);
  const settings = await settingsOf(request, folderFiles(await findRoot(request.folder)));
  if (request.part === 'sandbox') {
    const { env, json, print } = request;
    return cliHealthSandbox(settings, { env, json, print, printLine: (line) => print(printLine(line)) });
  }
  const parts = request.part === 'all' ? LOOKED_AT : [request.part];
  const lines: HealthLine[] = [];
  for (const part of parts) lines.push(await look(part, settings, request));
  const ok = lines.every((line) => line.ok);
  if (request.json) request.print(printJson({ ok, parts: lines }));
  else for (const line of lines) request.print(printLine(line));
  return lines.find((line) => !line.ok)?.exit ?? 0;
}

function settingsOf({ raw, env }: HealthRequest, repository: Pick<Repository, 'read'>): Promise<Settings> {
  return readSettings({ raw, env, repository, commit: 'HEAD' });
}

/** A red line has its fix below it. */
function printLine({ ok, part, text, fix }: HealthLine): string {
  const said = plainLine(fix === undefined ? text : text.slice(0, -fix.length).trimEnd());
  const first = `${ok ? 'ok  ' : 'FAIL'}  ${part.padEnd(10)} ${said}`;
  return fix === undefined ? first : `${first}\n${' '.repeat(17)}${fix}`;
}

/** One server of several; a red one has its fix below it. */
function printEndpoint({ ok, backend, endpoint, breaker, latency, reason, fix }: EndpointHealth): string {
  const name = backend === 'remote' ? `fallback ${endpoint}` : endpoint;
  const first = `  ${ok ? 'ok  ' : 'FAIL'}  ${plainLine(name)}  breaker ${breaker}, ${latency} ms  ${plainLine(reason)}`;
  return fix === undefined ? first : `${first}\n        ${fix}`;
}

async function lm(settings: Settings, { json, print }: HealthRequest): Promise<number> {
  const health = await lookAtModelServer(settings.model).health(undefined, 'every-endpoint');
  const found = lmHealth(health);
  const { endpoints, errors } = found.details;
  if (json) print(printJson(found));
  else {
    print(
      `${found.mode} ${found.details.endpoint} (${health.status}, ${Math.round(health.milliseconds)} ms)`,
    );
    if (endpoints) for (const one of endpoints) print(printEndpoint(one));
    else for (const error of errors) print(`  ${plainLine(error)}`);
    for (const model of health.models)
      print(`  ${model.loaded ? 'loaded    ' : 'not loaded'}  ${plainLine(model.key)}`);
  }
  return found.ok ? 0 : 3;
}

/** A journal that is off by choice is no trouble: no run needs one. */
async function db(settings: Settings, { env, json, print }: HealthRequest): Promise<number> {
  const { health, fault } = await checkDbHealth(() => openJournalReader(settings, env), new Date());
  if (json) print(printJson(health));
  else print(`${health.mode}\n  ${plainLine(fault?.message ?? aboutJournal(settings, env))}`);
  return fault?.exit ?? 0;
}

function aboutJournal({ control }: Settings, env: Environment): string {
  const name = nameOfJournal(control.dsn, stateFolder(env));
  return name === undefined ? 'nothing is recorded: control-dsn is off' : `calls are recorded in ${name}`;
}

function look(
  part: HealthLine['part'],
  settings: Settings,
  { env, folder }: HealthRequest,
): Promise<HealthLine> {
  switch (part) {
    case 'lm':
      return lookAt(part, async () => {
        const card = await lookAtModelServer(settings.model).choose();
        const found = `${card.key} at ${card.endpoint}, context ${card.contextLoaded ?? 'not reported'}`;
        return card.backend === 'remote' ? `no LM Studio is usable; the fallback is: ${found}` : found;
      });
    case 'db':
      return lookAt(part, async () => {
        const { fault } = await checkDbHealth(() => openJournalReader(settings, env), new Date());
        if (fault) throw fault;
        return aboutJournal(settings, env);
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
      env: settings.policy.toolchain ? { RUSTUP_TOOLCHAIN: settings.policy.toolchain } : {},
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
