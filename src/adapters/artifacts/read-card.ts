import { join } from 'node:path';
import { tellOffset } from '../../core/artifacts/tell-offset.ts';
import type { BrickHeader } from '../../core/bricks/brick-header.ts';
import { brickNames, parseIndex } from '../../core/bricks/brick-index.ts';
import { digestOf } from '../../core/bricks/digest-of.ts';
import { type ArtifactRange, parseSidecar, type Sidecar, sidecarPath } from '../../core/bricks/sidecar.ts';
import { isBrickFile } from '../../core/foundry/map-manifest.ts';
import type { BrickCard, DamagedBrick, NamedRange } from '../../ports/brick-map.ts';
import { brickFiles } from './brick-files.ts';
import { cardWords } from './card-words.ts';
import { NOT_THERE, usePlainBrick } from './plain-brick.ts';

/** Of the ranges that a page is told. */
const MOST_RANGES = 5_000;
/** `X.0002.brick`: one of the bricks that `X.bricks.json` names. */
const PART = /^(.+)\.\d{4,}\.brick$/;

/** Where the bytes of a brick stand in its artifact. */
type Stretch = Pick<BrickCard, 'offset' | 'length' | 'artifactBytes' | 'part'>;

/** What the header of a brick and the files beside it tell. */
export async function readCard(folder: string, brick: string): Promise<BrickCard | DamagedBrick> {
  if (!isBrickFile(brick)) return { source: brick, damage: NOT_THERE };
  const plain = await usePlainBrick(folder, brick, (_file, found) => found);
  const set = await findSet(folder, brick);
  const sidecar = await readSidecar(folder, set?.brick ?? brick);
  const source = sidecar?.source.path ?? set?.brick ?? brick;
  if (plain.is === 'damaged') return { source, damage: plain.why };
  const header = plain.found;
  const [length, sha256] = [header.originalSize, digestOf(header)];
  if (set && (set.stretch.length !== length || set.sha256 !== sha256))
    return { source, damage: 'it is not the one that its index names' };
  const stretch: Stretch = set?.stretch ?? { offset: 0, length, artifactBytes: length };
  // A sidecar can be of other bytes, and be written by anybody.
  const isOfThese = sidecar?.source.sha256 === (set?.whole ?? sha256);
  return { source, ...stretch, ...ofHeader(header), ...ofSidecar(isOfThese ? sidecar : undefined, stretch) };
}

function ofHeader({ payloadSize, flags, order, entropy }: BrickHeader) {
  return { bytes: payloadSize, isCompressed: flags.compressed, side: 2 ** order, entropy };
}

function ofSidecar(sidecar: Sidecar | undefined, stretch: Stretch) {
  const known = sidecar?.semantic.state === 'analysed' ? sidecar.semantic : undefined;
  const isHere = (range: { readonly offset: number; readonly length: number }) =>
    range.offset < stretch.offset + stretch.length &&
    range.offset + Math.max(1, range.length) > stretch.offset;
  return {
    ...(known && { summary: known.summary, kind: known.kind }),
    ...(sidecar?.facts && { format: sidecar.facts.format }),
    ...(sidecar?.gone_at !== undefined && { goneAt: sidecar.gone_at }),
    tags: known?.tags ?? [],
    words: cardWords(sidecar),
    notes: notesOf(sidecar?.semantic.security, stretch.artifactBytes).filter(isHere),
    ranges: rangesOf(sidecar).filter(isHere).slice(0, MOST_RANGES),
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

function rangesOf(sidecar: Sidecar | undefined): readonly NamedRange[] {
  const ranges: NamedRange[] = [];
  const add = (kind: NamedRange['kind'], list: readonly ArtifactRange[]) => {
    for (const { name, offset, size, within } of list)
      if (within === undefined) ranges.push({ kind, name, offset, length: size });
  };
  add('section', sidecar?.facts?.sections ?? []);
  add('symbol', sidecar?.facts?.symbols ?? []);
  add('file', sidecar?.parts ?? []);
  return ranges;
}

/** The bricks of a large artifact that a brick is one of: the name that they share, and where this one stands. */
async function findSet(folder: string, brick: string) {
  const [, stem] = PART.exec(brick) ?? [];
  if (stem === undefined) return undefined;
  const shared = `${stem}.brick`;
  const text = await brickFiles.text(join(folder, brickNames(shared).index)).catch(() => undefined);
  const index = text === undefined ? undefined : parseIndex(text);
  const at = index?.bricks.findIndex(({ file }) => file === brick) ?? -1;
  const found = index?.bricks[at];
  if (!index || !found) return undefined;
  const part = { number: at + 1, of: index.bricks.length };
  const stretch: Stretch = { offset: found.offset, length: found.size, artifactBytes: index.size, part };
  return { brick: shared, stretch, sha256: found.sha256, whole: index.sha256 };
}

async function readSidecar(folder: string, brick: string): Promise<Sidecar | undefined> {
  const text = await brickFiles.text(join(folder, sidecarPath(brick))).catch(() => undefined);
  return text === undefined ? undefined : parseSidecar(text);
}
