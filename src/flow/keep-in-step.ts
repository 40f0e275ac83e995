import { join, relative } from 'node:path';
import { brickNames } from '../core/bricks/brick-index.ts';
import { parseSidecar, printSidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import { foldArtifact } from './fold-artifact.ts';
import { readBrick } from './read-brick.ts';
import { type RefoldWorld, refoldArtifact } from './refold-artifact.ts';
import { type RememberedBrick, rememberBrick } from './remembered-brick.ts';
import type { RememberedBricks } from './remembered-bricks.ts';

export interface StepWorld extends RefoldWorld {
  /** Folder of the bricks. */
  readonly map: string;
  /** What an artifact is called in its brick's name and sidecar, and can be opened as; its path where that says more. */
  readonly nameOf: (path: string) => string;
  /** The brick of an artifact, below `map`; its folder is there. */
  readonly brickOf: (path: string) => string;
  readonly remembered: RememberedBricks;
}

/** What came of looking at one artifact; `bricks` are paths below the folder of the bricks. */
export type Step =
  | { readonly is: 'folded'; readonly bricks: readonly string[]; readonly size: number }
  /** `written`: bytes that were written into the brick. */
  | {
      readonly is: 'refolded';
      readonly bricks: readonly string[];
      readonly size: number;
      readonly written: number;
    }
  | { readonly is: 'unchanged'; readonly bricks: readonly string[] }
  | { readonly is: 'gone' }
  | { readonly is: 'unreadable'; readonly why: string };

/**
 * Makes the brick of a file what the file is now, and does as little as that takes: nothing, a patch, or a whole fold.
 * A brick that is there from earlier is checked as a whole once, so what a crash left is found here.
 * Throws `disk-full`, `path-unusable`; trouble with the artifact is an end.
 */
export async function keepInStep(world: StepWorld, path: string): Promise<Step> {
  const source = world.nameOf(path);
  const out = join(world.map, world.brickOf(path));
  try {
    return (await patch(world, source, out)) ?? (await foldWhole(world, source, out));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'artifact-missing') return await markGone(world, out);
    const isArtifact = error.code.startsWith('artifact-') || error.code === 'output-in-source';
    if (isArtifact) return { is: 'unreadable', why: error.at };
    throw error;
  }
}

async function patch(world: StepWorld, source: string, out: string): Promise<Step | undefined> {
  const before = world.remembered.take(out) ?? (await remember(world, out));
  if (!before) return undefined;
  const end = await refoldArtifact(world, { source, out, before });
  if (end.is === 'too-different') return undefined;
  world.remembered.put(out, end.brick);
  const bricks = [relative(world.map, out)];
  if (end.is === 'unchanged') return { is: 'unchanged', bricks };
  return { is: 'refolded', bricks, size: end.brick.header.originalSize, written: end.written };
}

/** Knows a brick from earlier by its own bytes. Nothing when it has to be made anew. */
async function remember(
  { files, room, seals }: StepWorld,
  out: string,
): Promise<RememberedBrick | undefined> {
  try {
    const sidecar = parseSidecar((await files.text(brickNames(out).sidecar)) ?? '');
    if (sidecar?.source.kind !== 'file' || sidecar.gone_at !== undefined) return undefined;
    const { header } = await readBrick(files, room, out);
    return header.flags.compressed ? undefined : rememberBrick(room, seals, header);
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('brick-')) return undefined;
    throw error;
  }
}

async function foldWhole(world: StepWorld, source: string, out: string): Promise<Step> {
  const { room, seals, remembered } = world;
  const { bricks, sidecar, headers } = await foldArtifact(world, { source, out, compress: false });
  const [header] = headers;
  if (header && bricks.length === 1 && sidecar.source.kind === 'file') {
    // What was folded still stands in the room.
    const brick = rememberBrick(room, seals, header);
    if (brick) remembered.put(out, brick);
  }
  return { is: 'folded', bricks: bricks.map((path) => relative(world.map, path)), size: sidecar.source.size };
}

/** The brick stays, with its place on the map: what was there can still be looked at. */
async function markGone({ files, clock, remembered }: StepWorld, out: string): Promise<Step> {
  remembered.take(out);
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
