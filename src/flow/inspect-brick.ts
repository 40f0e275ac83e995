import type { BrickFlags } from '../core/bricks/brick-flags.ts';
import { capacityOf } from '../core/bricks/brick-size.ts';
import { digestOf } from '../core/bricks/digest-of.ts';
import { hilbertOffset, hilbertPoint, type Point } from '../core/bricks/hilbert-curve.ts';
import type { Sidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { BrickReading } from '../ports/brick-workers.ts';
import { bricksInTurn, type UnfoldWorld } from './bricks-in-turn.ts';
import { type FoundBricks, findBricks } from './find-bricks.ts';

/** What one asks about: a byte of the artifact, or a pixel of the (only) brick. */
export type InspectedPlace = { readonly offset: number } | { readonly pixel: Point };

/** The header, under the names that the format has for its fields. */
export interface InspectedBrick {
  readonly path: string;
  readonly version: number;
  readonly texture_width: number;
  readonly texture_height: number;
  readonly hilbert_order: number;
  /** Bytes that fit. */
  readonly capacity: number;
  readonly original_size: number;
  readonly compressed_size: number;
  readonly entropy: number;
  readonly sha256: string;
  readonly flags: BrickFlags;
}

export interface InspectedByte {
  /** In the whole artifact. */
  readonly offset: number;
  readonly brick: string;
  /** Nothing in a compressed brick, whose pixels are no bytes of the artifact. */
  readonly pixel: Point | null;
  readonly byte: number;
  /** From there on up to 16 bytes, as hexadecimal digits. */
  readonly hex: string;
  /** The file of a directory, or the range of a memory, where the sidecar names it. */
  readonly part: string | null;
}

export interface Inspection {
  readonly format: 'V2BR';
  readonly path: string;
  /** Always true: a brick whose bytes have another SHA-256 is refused. */
  readonly hash_ok: true;
  readonly original_size: number;
  readonly bricks: readonly InspectedBrick[];
  /** Only one that was written for these bytes. */
  readonly sidecar: Sidecar | null;
  readonly at: InspectedByte | null;
}

/** Reads and checks a brick, or all bricks of an index. Throws `brick-…`. */
export async function inspectBrick(
  world: UnfoldWorld,
  path: string,
  place?: InspectedPlace,
): Promise<Inspection> {
  const found = await findBricks(world.files, path);
  if (place && 'pixel' in place && found.paths.length > 1)
    throw new Fault('brick-no-pixel', `${path} stands for several bricks, each with its own pixels`);
  const bricks: InspectedBrick[] = [];
  let at: InspectedByte | undefined;
  let size = 0;
  for await (const reading of bricksInTurn(world, found)) {
    world.signal?.throwIfAborted();
    const brick = inspected(found.paths[bricks.length] ?? path, reading);
    bricks.push(brick);
    if (place) at ??= byteAt(reading, brick, place, size);
    size += reading.bytes.length;
  }
  if (place && !at) throw new Fault('brick-no-pixel', outside(path, place, size));
  const sidecar = ownSidecar(found, bricks);
  return {
    format: 'V2BR',
    path,
    hash_ok: true,
    original_size: size,
    bricks,
    sidecar: sidecar ?? null,
    at: at ? { ...at, part: partAt(sidecar, at.offset) } : null,
  };
}

function inspected(path: string, reading: BrickReading): InspectedBrick {
  const { version, order, originalSize, payloadSize, entropy, flags } = reading.header;
  return {
    path,
    version,
    texture_width: 2 ** order,
    texture_height: 2 ** order,
    hilbert_order: order,
    capacity: capacityOf(order),
    original_size: originalSize,
    compressed_size: payloadSize,
    entropy,
    sha256: digestOf(reading.header),
    flags,
  };
}

function byteAt(
  { bytes }: BrickReading,
  { path, hilbert_order: order, texture_width: side, flags }: InspectedBrick,
  place: InspectedPlace,
  start: number,
): InspectedByte | undefined {
  if ('pixel' in place && flags.compressed)
    throw new Fault('brick-no-pixel', `${path} is compressed, so its pixels are no bytes of the artifact`);
  if ('pixel' in place && (place.pixel.x >= side || place.pixel.y >= side)) return undefined;
  const within = 'pixel' in place ? hilbertOffset(order, place.pixel) : place.offset - start;
  const byte = bytes[within];
  if (byte === undefined) return undefined;
  return {
    offset: start + within,
    brick: path,
    pixel: flags.compressed ? null : hilbertPoint(order, within),
    byte,
    hex: Buffer.from(bytes.subarray(within, within + 16)).toString('hex'),
    part: null,
  };
}

function outside(path: string, place: InspectedPlace, size: number): string {
  return 'offset' in place
    ? `${path} has ${size} bytes, none at offset ${place.offset}`
    : `${path} has no byte of its ${size} at pixel ${place.pixel.x},${place.pixel.y}`;
}

function ownSidecar({ index, sidecar }: FoundBricks, bricks: readonly InspectedBrick[]): Sidecar | undefined {
  return sidecar?.source.sha256 === (index?.sha256 ?? bricks[0]?.sha256) ? sidecar : undefined;
}

function partAt(sidecar: Sidecar | undefined, offset: number): string | null {
  const found = sidecar?.parts.find((part) => offset >= part.offset && offset < part.offset + part.size);
  return found?.name ?? null;
}
