import { join, relative } from 'node:path';
import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { brickNames } from '../core/bricks/brick-index.ts';
import { parseSidecar, printSidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import { foldArtifact } from './fold-artifact.ts';
import { type RefoldWorld, refoldArtifact } from './refold-artifact.ts';
import { recallArtifact } from './remembered-artifact.ts';
import type { RememberedArtifacts } from './remembered-artifacts.ts';
import { type RememberedBrick, rememberBrick } from './remembered-brick.ts';

export interface StepWorld extends RefoldWorld {
  /** Folder of the bricks. */
  readonly map: string;
  /** What an artifact is called in its brick's name and sidecar, and can be opened as; its path where that says more. */
  readonly nameOf: (path: string) => string;
  /** The brick of an artifact, below `map`; its folder is there. */
  readonly brickOf: (path: string) => string;
  readonly remembered: RememberedArtifacts;
}

/** What came of looking at one artifact; `bricks` are paths below the folder of the bricks, of all of its bricks. */
export type Step =
  | {
      readonly is: 'folded';
      readonly bricks: readonly string[];
      /** Those that earlier ones may have been, and that are no more. */
      readonly removed: readonly string[];
      readonly size: number;
    }
  | {
      readonly is: 'refolded';
      readonly bricks: readonly string[];
      /** Those of them that were written. */
      readonly changed: readonly string[];
      readonly removed: readonly string[];
      readonly size: number;
      /** Bytes of bricks. */
      readonly written: number;
      /** False: the sidecar lacks facts until the file is found unchanged. */
      readonly isDescribed: boolean;
    }
  | { readonly is: 'unchanged'; readonly bricks: readonly string[] }
  | { readonly is: 'gone' }
  | { readonly is: 'unreadable'; readonly why: string };

/**
 * Makes the bricks of a file what the file is now, and does as little as that takes: nothing, a patch, or a whole fold.
 * Bricks that are there from earlier are checked as a whole once, so what a crash left is found here.
 * Throws `disk-full`, `path-unusable`; trouble with the artifact is an end.
 */
export async function keepInStep(world: StepWorld, path: string): Promise<Step> {
  const source = world.nameOf(path);
  const out = join(world.map, world.brickOf(path));
  try {
    return (await refold(world, source, out)) ?? (await foldWhole(world, source, out));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'artifact-missing') return await markGone(world, out);
    const isArtifact = error.code.startsWith('artifact-') || error.code === 'output-in-source';
    if (isArtifact) return { is: 'unreadable', why: error.at };
    throw error;
  }
}

async function refold(world: StepWorld, source: string, out: string): Promise<Step | undefined> {
  const { remembered } = world;
  const before = remembered.get(out) ?? (await recallArtifact(world, out));
  if (!before) return undefined;
  remembered.put(out, before);
  const willWrite = () => remembered.forget(out);
  const end = await refoldArtifact(world, { source, out, before, willWrite });
  if (end.is === 'too-different') return undefined;
  if (end.is === 'unchanged') return { is: 'unchanged', bricks: namesOf(world, out, before.bricks.length) };
  const { artifact, size, written } = end;
  remembered.put(out, artifact);
  const bricks = namesOf(world, out, artifact.bricks.length);
  const { isDescribed } = artifact;
  const changed = end.changed.flatMap((at) => bricks[at] ?? []);
  const removed = below(world, end.removed);
  return { is: 'refolded', bricks, changed, removed, size, written, isDescribed };
}

/** Names of files in the folder of the bricks. */
function below({ map }: StepWorld, paths: readonly string[]): readonly string[] {
  return paths.map((path) => relative(map, path));
}

function namesOf({ map }: StepWorld, out: string, bricks: number): readonly string[] {
  if (bricks === 1) return [relative(map, out)];
  return Array.from({ length: bricks }, (_, at) => relative(map, brickNames(out).part(at)));
}

async function foldWhole(world: StepWorld, source: string, out: string): Promise<Step> {
  const { room, seals, remembered } = world;
  remembered.forget(out);
  const known: (RememberedBrick | undefined)[] = [];
  const folded = (header: BrickHeader) => known.push(rememberBrick(room, seals, header, known));
  const { bricks, removed, sidecar } = await foldArtifact(
    { ...world, folded },
    { source, out, compress: false },
  );
  const { kind, size } = sidecar.source;
  const { mode } = sidecar.facts?.properties ?? {};
  if (kind === 'file') remembered.put(out, { bricks: known, isDescribed: true, mode });
  return { is: 'folded', bricks: below(world, bricks), removed: below(world, removed), size };
}

/** The brick stays, with its place on the map: what was there can still be looked at. */
async function markGone({ files, clock, remembered }: StepWorld, out: string): Promise<Step> {
  remembered.forget(out);
  const { sidecar: path } = brickNames(out);
  const sidecar = parseSidecar((await files.text(path)) ?? '');
  if (sidecar && sidecar.gone_at === undefined) {
    await using batch = await files.begin(path);
    const file = await batch.add();
    await file.write(Buffer.from(printSidecar({ ...sidecar, gone_at: clock.now().toISOString() })));
    await batch.publish([{ file, path }]);
  }
  return { is: 'gone' };
}
