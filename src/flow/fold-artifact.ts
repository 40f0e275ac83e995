import type { BrickHeader } from '../core/bricks/brick-header.ts';
import { brickNames, indexOf, printIndex } from '../core/bricks/brick-index.ts';
import { SMALLEST_ORDER } from '../core/bricks/brick-size.ts';
import { isSidecarText, printSidecar, type Sidecar, sidecarPath } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { Artifact, Artifacts } from '../ports/artifacts.ts';
import type { BrickFiles } from '../ports/brick-files.ts';
import type { Clock } from '../ports/clock.ts';
import { type FoldedPart, type FoldRequest, foldParts, type PartsWorld } from './fold-parts.ts';
import { staleBricks } from './stale-bricks.ts';

export interface FoldWorld extends PartsWorld {
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  /** Version of this program. */
  readonly version: string;
}

export interface Folded {
  /** The brick, or the index where there are several. */
  readonly path: string;
  readonly bricks: readonly string[];
  /** Those that an earlier fold may have left here, and that are no more. */
  readonly removed: readonly string[];
  readonly sidecarPath: string;
  readonly sidecar: Sidecar;
  /** Of each brick. */
  readonly headers: readonly BrickHeader[];
}

/**
 * Folds an artifact into a brick with its sidecar, or into several with an index, all of them or none. What stood there
 * is replaced. Memory: one brick's bytes (and of each worker's), not their pixels.
 * Throws `artifact-…`, `output-in-source`, `output-foreign`, `disk-full`, `worker-ended`.
 */
export async function foldArtifact(world: FoldWorld, request: FoldRequest): Promise<Folded> {
  await using artifact = await world.artifacts.open(request.source);
  await refuseCovered(artifact, [request.out]);
  await using batch = await world.files.begin(request.out);
  await refuseForeign(world.files, request.out);
  const { parts, whole, analysis } = await foldParts(world, request, artifact, batch);
  const first = parts[0];
  if (!first) throw new Error('an artifact has been folded into no brick');
  const digest = parts.length === 1 ? Buffer.from(first.header.hash.subarray(0, 32)) : whole.digest();
  const described = describe(world, request, artifact, parts, digest.toString('hex'));
  const sidecar: Sidecar = { ...described, ...analysis };
  const names = brickNames(request.out);
  const several = parts.length > 1;
  const places = parts.map(({ file }, at) => ({ file, path: several ? names.part(at) : request.out }));
  const put = async (path: string, content: string | Uint8Array): Promise<void> => {
    const file = await batch.add({ near: path });
    await file.write(typeof content === 'string' ? Buffer.from(content) : content);
    places.push({ file, path });
  };
  await put(names.sidecar, printSidecar(sidecar));
  if (request.preview !== undefined && first.png) await put(request.preview, first.png);
  const bricks = places.slice(0, parts.length).map(({ path }) => path);
  const headers = parts.map(({ header }) => header);
  if (several) await put(names.index, printIndex(indexOf(request.out, headers, sidecar.source.sha256)));
  await refuseCovered(
    artifact,
    places.map(({ path }) => path),
  );
  const stale = await staleBricks(world.files, request.out, parts.length);
  await batch.publish(places);
  for (const path of stale) await world.files.remove(path);
  const removed = stale.filter((path) => path !== names.index);
  const path = several ? names.index : request.out;
  return { path, bricks, removed, sidecarPath: names.sidecar, sidecar, headers };
}

/**
 * `X.brick.json` beside `X.brick` can be nothing but a sidecar, whole or damaged; the `package.json` beside a brick that is
 * called `package` can.
 */
async function refuseForeign(files: BrickFiles, out: string): Promise<void> {
  const path = sidecarPath(out);
  const text = out.endsWith('.brick') ? undefined : await files.text(path);
  if (text !== undefined && !isSidecarText(text)) throw new Fault('output-foreign', path);
}

/** What is folded is never written over, nor into; and no two files to one place. */
async function refuseCovered(artifact: Artifact, paths: readonly string[]): Promise<void> {
  for (const [at, path] of paths.entries()) {
    if (await artifact.covers(path)) throw new Fault('output-in-source', path);
    if (paths.indexOf(path) !== at)
      throw new Fault('path-unusable', `${path}, which the brick needs itself,`);
  }
}

function describe(
  { clock, version }: FoldWorld,
  request: FoldRequest,
  artifact: Artifact,
  parts: readonly FoldedPart[],
  sha256: string,
): Sidecar {
  const { parts: contents, partsTotal, leftOut, leftOutTotal } = artifact.contents();
  const size = sizeOf(parts);
  const { order = SMALLEST_ORDER } = parts[0]?.header ?? {};
  const entropy = parts.reduce((sum, { header }) => sum + header.entropy * header.originalSize, 0);
  return {
    format: 'openspec-complete-sidecar',
    version: 1,
    source: { path: request.source, kind: artifact.kind, size, sha256 },
    folded_at: clock.now().toISOString(),
    tool: { name: 'openspec-complete', version },
    brick: {
      side: 2 ** order,
      order,
      compressed: request.compress,
      entropy: size === 0 ? 0 : entropy / size,
      bricks: parts.length,
    },
    parts: [...contents],
    parts_total: partsTotal,
    left_out: [...leftOut],
    left_out_total: leftOutTotal,
    semantic: { state: 'unanalysed' },
  };
}

function sizeOf(parts: readonly FoldedPart[]): number {
  return parts.reduce((sum, { header }) => sum + header.originalSize, 0);
}
