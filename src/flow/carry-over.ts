import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { Lineage } from '../ports/lineage.ts';
import type { CommitId, Repository } from '../ports/repository.ts';

/** The change between two commits as a change of a third, or what stands in its way. */
export type CarriedOver =
  | { readonly kind: 'changes'; readonly changes: FileChanges; readonly before: FileTexts }
  /** One line each: the file and what is wrong with it. */
  | { readonly kind: 'conflict'; readonly files: readonly string[] };

export interface Move {
  /** What the change was made on, and what it made of it. */
  readonly from: CommitId;
  readonly tip: CommitId;
  /** Where it is to be made now. */
  readonly onto: CommitId;
  /** A path that is not carried over: its box is ticked anew. */
  readonly except: string;
}

/** Three-way merge, file by file. What the new base has already is no change any more. */
export async function carryOver(
  tools: { readonly repository: Repository; readonly lineage: Pick<Lineage, 'mergeTexts'> },
  { from, tip, onto, except }: Move,
): Promise<CarriedOver> {
  const { repository } = tools;
  const paths = (await repository.changedPaths(from, tip)).filter((path) => path !== except);
  const [bases, theirs, ours] = await Promise.all(
    [from, tip, onto].map((commit) => repository.read(commit, paths)),
  );
  const changes = new Map<string, string | null>();
  const before = new Map<string, string>();
  const conflicts: string[] = [];
  for (const path of paths) {
    const texts = { base: bases?.get(path), ours: ours?.get(path), theirs: theirs?.get(path) };
    const merged = await mergeFile(texts, tools.lineage);
    if (merged === 'conflict') conflicts.push(`${path} (${whyConflict(texts)})`);
    if (merged === 'conflict' || same(merged, texts.ours)) continue;
    const [now, was] = [merged && decodeText(merged), texts.ours && decodeText(texts.ours)];
    if ((merged && now === undefined) || (texts.ours && was === undefined))
      conflicts.push(`${path} (not UTF-8 text)`);
    changes.set(path, now ?? null);
    if (was !== undefined) before.set(path, was);
  }
  return conflicts.length > 0 ? { kind: 'conflict', files: conflicts } : { kind: 'changes', changes, before };
}

/** undefined: there is no such file. */
interface Texts {
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array | undefined;
  readonly theirs: Uint8Array | undefined;
}

async function mergeFile(
  { base, ours, theirs }: Texts,
  lineage: Pick<Lineage, 'mergeTexts'>,
): Promise<Uint8Array | undefined | 'conflict'> {
  if (same(base, ours)) return theirs;
  if (same(ours, theirs)) return ours;
  if (!base || !ours || !theirs) return 'conflict';
  return (await lineage.mergeTexts({ base, ours, theirs })) ?? 'conflict';
}

function whyConflict({ base, ours, theirs }: Texts): string {
  if (!ours) return 'it is gone there';
  if (!theirs) return 'it was changed there and deleted here';
  return base ? 'both changed the same lines' : 'both added it';
}

function same(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return Buffer.compare(one, other) === 0;
}
