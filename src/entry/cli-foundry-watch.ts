import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { brickFiles } from '../adapters/artifacts/brick-files.ts';
import { brickPatches } from '../adapters/artifacts/brick-patches.ts';
import { systemDecompress } from '../adapters/artifacts/decompress.ts';
import { lockFolder } from '../adapters/artifacts/lock-folder.ts';
import { openMapFile } from '../adapters/artifacts/map-file.ts';
import { plainArtifacts } from '../adapters/artifacts/open-plain.ts';
import { findArtifacts, watchArtifacts } from '../adapters/artifacts/watch-artifacts.ts';
import { takeSlotLock } from '../adapters/git/slot-lock.ts';
import { makeFolders } from '../adapters/machine/make-folders.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import { PieceSeals } from '../core/bricks/piece-seals.ts';
import { Fault } from '../core/fault.ts';
import { brickName } from '../core/foundry/brick-name.ts';
import { watchBrick } from '../core/foundry/watch-brick.ts';
import { Bursts } from '../flow/bursts.ts';
import type { StepWorld } from '../flow/keep-in-step.ts';
import { RememberedArtifacts } from '../flow/remembered-artifacts.ts';
import type { WatchEvent } from '../flow/watch-event.ts';
import { watchFiles } from '../flow/watch-files.ts';
import type { Environment } from './environment.ts';
import { showWatchEvent } from './show-watch-event.ts';
import { makeDestinations, type WatchRoots, watchRoots } from './watch-roots.ts';

export interface FoundryWatchRequest {
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly env: Environment;
  /** None: those of the FoundryTasks. */
  readonly paths: readonly string[];
  /** Folder of the bricks and their manifest. */
  readonly map: string;
  /** Ends when everything is in step. */
  readonly once: boolean;
  readonly pollSeconds: number;
  readonly mostFiles: number;
}

const TIMES = { quietMilliseconds: 200, longestMilliseconds: 2_000 };
const REVIEW_MILLISECONDS = 60_000;
/** Looking for facts in a MiB takes a millisecond or two, in 64 MiB of text 45. */
const LOOKED_INTO_AT_ONCE = 1_048_576;

/** `openspec-complete foundry watch`. Throws what {@link watchRoots} and {@link watchFiles} throw, and `map-…`. */
export async function cliFoundryWatch(request: FoundryWatchRequest): Promise<void> {
  const { folder, once, signal, mostFiles } = request;
  if (!once) keepYoungSmall();
  const wished = await realMap(resolve(folder, request.map));
  const sought = await watchRoots(request, wished);
  await makeFolders(wished);
  const map = await realpath(wished);
  await using _only = await holdMap(map);
  const found = await makeDestinations(sought, map);
  const { roots } = found;
  const tell = (event: WatchEvent) =>
    request.print(request.json ? JSON.stringify(event) : showWatchEvent(event));
  for (const wrong of found.wrong)
    tell({ event: 'notice', text: `The FoundryTask ${wrong}, so it is not watched.` });
  const bursts = new Bursts(TIMES, roots);
  using watcher = once
    ? findArtifacts(map)
    : watchArtifacts({
        roots,
        without: map,
        pollMilliseconds: request.pollSeconds * 1_000,
        reviewMilliseconds: REVIEW_MILLISECONDS,
        tell: bursts.add,
        notice: (text) => tell({ event: 'notice', text }),
      });
  const mapFile = openMapFile(map, takeSlotLock);
  const step = stepWorld(request, found, { folder: await realpath(folder), map });
  const laterMilliseconds = request.pollSeconds * 1_000;
  const world = { step, mapFile, watcher, laterMilliseconds, tell, signal, ...(once ? {} : { bursts }) };
  await watchFiles(world, { roots, mostFiles });
}

/** What is in the folder of the command is called by its place there, on every machine alike. */
function stepWorld(
  { version, signal, env, once }: FoundryWatchRequest,
  { tasks }: WatchRoots,
  { folder, map }: { readonly folder: string; readonly map: string },
): StepWorld {
  const nameOf = (path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path);
  return {
    artifacts: { open: (path) => plainArtifacts.open(resolve(folder, path)) },
    nameOf,
    brickOf: (path) => watchBrick(tasks, path) ?? brickName(nameOf(path)),
    files: brickFiles,
    patches: brickPatches,
    decompress: systemDecompress(env.PATH ?? ''),
    clock: { now: () => new Date() },
    room: openFoldRoom(),
    patchRoom: openFoldRoom(),
    seals: new PieceSeals(),
    remembered: new RememberedArtifacts(),
    ...(once ? {} : { lookedIntoAtOnce: LOOKED_INTO_AT_ONCE }),
    version,
    signal,
    map,
  };
}

/**
 * A burst of changes leaves much garbage, for which V8 makes the room of its young objects larger and larger, and never
 * smaller again: 100 MB that nothing is in.
 */
function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** The folder of the bricks without links, also before it is there. */
async function realMap(map: string): Promise<string> {
  return await realpath(map).catch(() => map);
}

/** Two that keep the same bricks in step would write into them at the same time. */
async function holdMap(map: string): Promise<AsyncDisposable> {
  const held = await takeSlotLock(await lockFolder(map, 'watch'));
  if (!held) throw new Fault('map-watched', map);
  return held;
}
