import { PROBED_LIMITS, PROBED_OUTPUT } from '../adapters/sandbox/walls/limit-walls.ts';
import { tryWalls } from '../adapters/sandbox/walls/try-walls.ts';
import type { Settings } from '../core/policy/settings.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import { type HealthLine, lookAt } from '../flow/check-health.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { WallReport } from '../ports/wall-report.ts';
import type { Environment } from './environment.ts';
import { openSandbox } from './open-run.ts';

const EXIT = 4;

/**
 * `openspec-complete health sandbox`: tries to break every wall of the sandbox that a run would get, with limits small
 * enough to be passed at once. Returns the exit code: 0 when all walls held that must.
 */
export async function cliHealthSandbox(
  settings: Settings,
  place: {
    readonly env: Environment;
    readonly json: boolean;
    readonly print: (text: string) => void;
    /** Prints a line about a sandbox that cannot even start. */
    readonly printLine: (line: HealthLine) => void;
  },
): Promise<number> {
  const { json, print } = place;
  let sandbox: Sandbox | undefined;
  const line = await lookAt('sandbox', async () => {
    const policy = { ...settings.policy, limits: PROBED_LIMITS };
    sandbox = await openSandbox({ sandbox: settings.sandbox, policy }, place.env, PROBED_OUTPUT);
    return `${sandbox.name} works`;
  });
  if (!sandbox) {
    const { ok, text } = line;
    if (json) print(printJson({ ok, backend: 'none', walls: [], text }));
    else place.printLine(line);
    return line.exit;
  }
  const walls = await tryWalls(sandbox);
  const ok = walls.every(({ held, weaker }) => held || weaker);
  if (json) print(printJson({ ok, backend: sandbox.name, walls }));
  else for (const each of [summary(sandbox.name, walls), ...walls.map(wallLine)]) print(each);
  return ok ? 0 : EXIT;
}

function summary(backend: string, walls: readonly WallReport[]): string {
  const down = walls.filter(({ held, weaker }) => !held && !weaker).length;
  if (down > 0) return `FAIL  sandbox    ${backend}: ${down} of ${walls.length} walls did not hold`;
  const weaker = walls.filter(({ held }) => !held).length;
  return weaker === 0
    ? `ok    sandbox    ${backend} works, all ${walls.length} walls held`
    : `ok    sandbox    ${backend} works, ${walls.length - weaker} of ${walls.length} walls held, the other is weaker here`;
}

function wallLine({ wall, held, weaker, detail }: WallReport): string {
  const mark = held ? 'ok  ' : weaker ? 'warn' : 'FAIL';
  return `${mark}  ${wall.padEnd(23)} ${plainLine(detail)}`;
}
