import type { Sandbox } from '../../../ports/sandbox.ts';
import type { WallReport } from '../../../ports/wall-report.ts';
import { ISOLATION_WALLS } from './isolation-walls.ts';
import { LIMIT_WALLS } from './limit-walls.ts';
import { type Scene, setScene } from './scene.ts';
import { brokenByOutput, type Wall } from './wall.ts';

const ATTEMPT_SECONDS = 10;
/** Attempts that only look; those that use up something go one by one. */
const AT_ONCE = 5;

/**
 * Tries to break each wall from inside and says which held, in the order of the tables. The sandbox has to be one with
 * `PROBED_LIMITS` and `PROBED_OUTPUT`. Takes about five seconds; does no harm where a wall is down.
 */
export async function tryWalls(sandbox: Sandbox, signal?: AbortSignal): Promise<readonly WallReport[]> {
  await using scene = await setScene();
  const reports: WallReport[] = [];
  for (const walls of [...batches(ISOLATION_WALLS, AT_ONCE), ...batches(LIMIT_WALLS, 1)])
    reports.push(...(await Promise.all(walls.map((wall) => tryWall(wall, { sandbox, scene, signal })))));
  return reports;
}

function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const starts = all.flatMap((_, index) => (index % size === 0 ? [index] : []));
  return starts.map((start) => all.slice(start, start + size));
}

async function tryWall(
  wall: Wall,
  place: { readonly sandbox: Sandbox; readonly scene: Scene; readonly signal: AbortSignal | undefined },
): Promise<WallReport> {
  const { sandbox, scene, signal } = place;
  const run = await sandbox.run({
    argv: ['sh', '-c', wall.attempt],
    tree: scene.tree,
    target: scene.target,
    writableTree: false,
    cwd: '',
    env: scene.env,
    timeoutSeconds: ATTEMPT_SECONDS,
    ...wall.command,
    ...(signal ? { signal } : {}),
  });
  const broken = await (wall.broken ?? brokenByOutput)(run, scene);
  if (broken === undefined) return { wall: wall.wall, held: true, detail: wall.detail };
  const detail = wall.fix ? `${broken}; ${wall.fix}` : broken;
  return { wall: wall.wall, held: false, ...(wall.mayBeWeaker ? { weaker: true } : {}), detail };
}
