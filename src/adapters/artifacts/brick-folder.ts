import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tellOffset } from '../../core/artifacts/tell-offset.ts';
import { HEADER_BYTES } from '../../core/bricks/brick-size.ts';
import { readHeader } from '../../core/bricks/read-header.ts';
import { type ArtifactRange, parseSidecar, type Sidecar, sidecarPath } from '../../core/bricks/sidecar.ts';
import { Fault } from '../../core/fault.ts';
import { isBrickFile } from '../../core/foundry/map-manifest.ts';
import type { BrickCard, BrickMap, NamedRange } from '../../ports/brick-map.ts';
import { brickFiles } from './brick-files.ts';
import { errorCode } from './error-code.ts';
import { ShownBricks } from './shown-bricks.ts';

const CELLS = 16;
/** Rows read of a cell at most: a thumbnail of the largest brick reads 8 MiB, not 256. */
const MOST_ROWS = 16;
/** Of the ranges that a page is told. */
const MOST_RANGES = 5_000;

/** The bricks of a folder with and without a `manifest.json`, read-only; what cannot be read is as if it were not there. */
export function openBrickFolder(folder: string): BrickMap {
  const path = (brick: string) => (isBrickFile(brick) ? join(folder, brick) : undefined);
  const shown = new ShownBricks(folder);
  return {
    placed: () => shown.placed(),
    card: (brick) => attempt(path(brick), (file) => readCard(file, brick)),
    thumbnail: (brick) => attempt(path(brick), readThumbnail),
    bytes: (brick) =>
      attempt(path(brick), async (file) => ((await headerOf(file)) ? await readFile(file) : undefined)),
    watch: (onChange) => shown.watch(onChange),
  };
}

async function attempt<T>(
  path: string | undefined,
  read: (path: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (path === undefined) return undefined;
  try {
    // A link among the bricks could show a file from elsewhere.
    return (await lstat(path)).isFile() ? await read(path) : undefined;
  } catch (error) {
    if (errorCode(error) !== undefined || error instanceof Fault) return undefined;
    throw error;
  }
}

async function readCard(path: string, brick: string): Promise<BrickCard | undefined> {
  const reading = await headerOf(path);
  if (reading === undefined) return undefined;
  const text = await brickFiles.text(sidecarPath(path)).catch(() => undefined);
  const sidecar = text === undefined ? undefined : parseSidecar(text);
  const known = sidecar?.semantic.state === 'analysed' ? sidecar.semantic : undefined;
  return {
    source: sidecar?.source.path ?? brick,
    bytes: reading.payloadSize,
    side: 2 ** reading.order,
    entropy: reading.entropy,
    ...(known && { summary: known.summary, kind: known.kind }),
    tags: known?.tags ?? [],
    // Offsets are the artifact's: the texture shows them only when it is not compressed.
    notes: reading.flags.compressed ? [] : notesOf(sidecar?.semantic.security, reading.payloadSize),
    ranges: reading.flags.compressed || !sidecar ? [] : rangesOf(sidecar),
  };
}

/**
 * Also without a model: what parsers found is told under the same name. What stands in a decompressed module is shown by
 * all bytes of the file.
 */
function notesOf(notes: Sidecar['semantic']['security'] = [], bytes: number): BrickCard['notes'] {
  return notes.map((note) => {
    const { severity, text, offset, size } = note;
    if (note.within === undefined) return { severity, text, offset, length: size };
    return { severity, text: `${text} (at ${tellOffset(note)})`, offset: 0, length: bytes };
  });
}

function rangesOf({ parts, facts }: Sidecar): readonly NamedRange[] {
  const ranges: NamedRange[] = [];
  const add = (kind: NamedRange['kind'], list: readonly ArtifactRange[]) => {
    for (const { name, offset, size, within } of list)
      if (within === undefined) ranges.push({ kind, name, offset, length: size });
  };
  add('section', facts?.sections ?? []);
  add('symbol', facts?.symbols ?? []);
  add('file', parts);
  return ranges.slice(0, MOST_RANGES);
}

async function headerOf(path: string) {
  await using file = await brickFiles.open(path);
  const start = new Uint8Array(HEADER_BYTES);
  const length = await file.read(start, 0);
  const reading = readHeader(start.subarray(0, length), file.size);
  return reading.is === 'brick' ? reading.header : undefined;
}

async function readThumbnail(path: string): Promise<Uint8Array | undefined> {
  const header = await headerOf(path);
  if (!header) return undefined;
  await using file = await brickFiles.open(path);
  const side = 2 ** header.order;
  const cell = side / CELLS;
  const rows = Math.min(cell, MOST_ROWS);
  const line = new Uint8Array(side * 4);
  const sums = new Float64Array(CELLS * CELLS);
  for (let down = 0; down < CELLS; down++)
    for (let row = 0; row < rows; row++) {
      await file.read(line, HEADER_BYTES + (down * cell + Math.floor((row * cell) / rows)) * side * 4);
      for (let x = 0; x < side; x++) {
        const at = down * CELLS + Math.floor(x / cell);
        sums[at] = (sums[at] ?? 0) + (line[x * 4] ?? 0);
      }
    }
  return Uint8Array.from(sums, (sum) => sum / (rows * cell));
}
