import { type BrickNames, brickNames, indexOf, printIndex } from '../core/bricks/brick-index.ts';
import { brickBytes } from '../core/bricks/brick-size.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { parseSidecar, printSidecar } from '../core/bricks/sidecar.ts';
import type { NewFile } from '../ports/brick-files.ts';
import { describeRefold } from './describe-refold.ts';
import { patchBrick } from './patch-brick.ts';
import { type PlanRequest, type PlanWorld, RefoldPlan } from './plan-refold.ts';
import { type RememberedArtifact, sha256Of } from './remembered-artifact.ts';
import type { RememberedBrick } from './remembered-brick.ts';

export interface RefoldWorld extends PlanWorld {
  /** Another room than that of folds, which holds the artifact meanwhile. */
  readonly patchRoom: FoldRoom;
}

interface RefoldRequest extends PlanRequest {
  /** Called before the first brick is touched: if this throws later, `before` is not to be used again. */
  readonly willWrite: () => void;
}

interface PlacedFile {
  readonly file: NewFile;
  readonly path: string;
}

export type RefoldEnd =
  | { readonly is: 'unchanged' }
  | {
      readonly is: 'refolded';
      readonly artifact: RememberedArtifact;
      readonly size: number;
      /** Numbers of the bricks that were changed. */
      readonly changed: readonly number[];
      /** Paths of those that are no more. */
      readonly removed: readonly string[];
      /** Bytes of them. */
      readonly written: number;
    }
  /** It has to be folded as a whole. */
  | { readonly is: 'too-different' };

/**
 * Brings the bricks of a file up to date: those that did not change are left, in those that did the bytes that changed are
 * written and no others, and what is new or hardly as it was is folded anew. Nothing is touched before everything was
 * read. Then bricks are patched, header last, and the others put beside them with sidecar and index: until that
 * stands there, the index names other SHA-256s than the bricks have.
 * Throws `artifact-…`, `disk-full`.
 */
export async function refoldArtifact(world: RefoldWorld, request: RefoldRequest): Promise<RefoldEnd> {
  const { source, out, before, willWrite } = request;
  await using artifact = await world.artifacts.open(source);
  const names = brickNames(out);
  await using batch = await world.files.begin(names.sidecar);
  using plan = new RefoldPlan(world, request);
  if (artifact.kind !== 'file' || !(await plan.make(artifact, batch))) return { is: 'too-different' };
  const isAsBefore = plan.bricks.length === before.bricks.length && before.isDescribed;
  if (isAsBefore && !plan.analysis && plan.bricks.every(({ is }) => is === 'left'))
    return { is: 'unchanged' };
  const sidecar = parseSidecar((await world.files.text(names.sidecar)) ?? '');
  if (!sidecar) return { is: 'too-different' };
  const isSeveral = plan.bricks.length > 1;
  // Where no file can be made, no brick is touched either.
  const beside: PlacedFile[] = [];
  for (const path of [names.sidecar, ...(isSeveral ? [names.index] : [])])
    beside.push({ path, file: await batch.add({ near: path }) });
  willWrite();
  const { bricks, written } = patchAll(world, plan);
  const removed = before.bricks.map((_, at) => names.part(at)).slice(bricks.length);
  for (const path of removed) await world.files.remove(path);
  const headers = bricks.map(({ header }) => header);
  const sha256 = sha256Of(bricks);
  const described = describeRefold(sidecar, plan, { source, headers, sha256, now: world.clock.now() });
  const texts = [printSidecar(described), printIndex(indexOf(out, headers, sha256))];
  for (const [at, { file }] of beside.entries()) await file.write(Buffer.from(texts[at] ?? ''));
  await batch.publish([...newBricks(plan, names), ...beside]);
  const changed = plan.bricks.flatMap(({ is }, at) => (is === 'left' ? [] : [at]));
  return {
    is: 'refolded',
    artifact: { bricks, isDescribed: plan.isDescribed, mode: described.facts?.properties['mode'] },
    size: described.source.size,
    changed,
    removed,
    written,
  };
}

function patchAll({ patchRoom }: RefoldWorld, { bricks: plans }: RefoldPlan) {
  let written = 0;
  const bricks = plans.map((plan): RememberedBrick => {
    if (plan.is === 'anew') written += brickBytes(plan.after.header.order);
    if (plan.is !== 'patched') return plan.after;
    const patched = patchBrick(patchRoom, plan);
    written += patched.written;
    return patched.brick;
  });
  return { bricks, written };
}

/** What was folded anew. */
function newBricks({ bricks }: RefoldPlan, names: BrickNames): readonly PlacedFile[] {
  return bricks.flatMap((plan, at) =>
    plan.is === 'anew' ? [{ file: plan.file, path: names.part(at) }] : [],
  );
}
