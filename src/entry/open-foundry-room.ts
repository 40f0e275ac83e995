import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { BYTES_PER_PIXEL } from '../core/bricks/brick-size.ts';
import { Fault } from '../core/fault.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import { boundedArtifacts } from '../flow/bounded-artifacts.ts';
import type { FoundryRoom } from '../flow/foundry-pull-run.ts';
import type { Analyst } from '../ports/analyst.ts';
import type { Environment } from './environment.ts';
import { openFoundry } from './open-foundry.ts';

export interface FoundryRoomRequest {
  /** What the sources of tasks are relative to. */
  readonly root: string;
  readonly env: Environment;
  /** Bytes that may come to be in the room. */
  readonly bytes: number;
  readonly secrets: readonly string[];
  readonly refuse: (path: string) => string | undefined;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** A private folder for the work on one FoundryTask, of which nothing is left when it is disposed. */
export async function openFoundryRoom(request: FoundryRoomRequest, analyst: Analyst): Promise<FoundryRoom> {
  const { root, env, bytes, secrets } = request;
  const out = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'openspec-complete-foundry-'));
  const opened = openFoundry({
    ...request,
    root,
    out,
    path: env.PATH ?? '',
    analyses: join(out, TASK_FOLDER),
    onBrick: async () => refuseLarge(await pathsBelow(out), bytes),
  });
  // A pixel is four bytes and shows one.
  const bounds = { bytes: Math.floor(bytes / BYTES_PER_PIXEL), secrets };
  return {
    world: { ...opened, analyst, artifacts: boundedArtifacts(opened.artifacts, bounds) },
    files: async () => {
      const paths = await pathsBelow(out);
      await refuseLarge(paths, bytes);
      const read = paths.map(async (path) => [relative(out, path), await readFile(path)] as const);
      return new Map(await Promise.all(read));
    },
    [Symbol.asyncDispose]: () => rm(out, { recursive: true, force: true }),
  };
}

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).toSorted();
}

async function refuseLarge(paths: readonly string[], most: number): Promise<void> {
  const sizes = await Promise.all(paths.map(async (path) => (await lstat(path)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > most) throw new Fault('pull-too-large', `${(bytes / 1_000_000).toFixed(1)} MB`);
}
