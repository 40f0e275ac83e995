import { createHash } from 'node:crypto';
import { z } from 'zod';
import { brickNames, parseIndex } from '../core/bricks/brick-index.ts';
import { digestOf } from '../core/bricks/digest-of.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { parseSidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import { ownFoundryPaths } from '../core/foundry/own-foundry-paths.ts';
import { resultOf } from '../core/foundry/task-result.ts';
import type { VerifiedBrick } from '../core/pulls/verification.ts';
import type { CommitId, Repository } from '../ports/repository.ts';
import { committedFiles } from './committed-files.ts';
import { readBrick } from './read-brick.ts';

export interface CheckedBricks {
  /** The first thing that is not as it should be, one sentence. */
  readonly difference?: string;
  readonly bricks: readonly VerifiedBrick[];
}

interface FoundryCommit {
  readonly tip: CommitId;
  readonly base: CommitId;
  /** The task's id. */
  readonly task: string;
}

interface CheckTools {
  readonly repository: Repository;
  readonly room: FoldRoom;
}

const doneSchema = z.looseObject({
  outcome: z.literal('done'),
  bricks: z.array(z.looseObject({ brick: z.string(), sha256: z.string() })).optional(),
});

/** Holds what the commit of a FoundryTask adds against itself: paths, result, bricks, sidecars. */
export async function checkFoundryCommit(commit: FoundryCommit, tools: CheckTools): Promise<CheckedBricks> {
  const { repository } = tools;
  const changed = await repository.changedPaths(commit.base, commit.tip);
  const entries = await repository.list(commit.tip);
  const modes = new Map(entries.map(({ path, mode }) => [path, mode]));
  const own = ownFoundryPaths(changed);
  if (!own.ok) return { difference: own.why, bricks: [] };
  const odd = changed.find((path) => (modes.get(path) ?? '100644') !== '100644');
  if (odd !== undefined) return { difference: `${odd} is no plain file`, bricks: [] };
  const files = committedFiles(repository, commit.tip);
  const done = await files.bytes(own.done);
  const result = doneSchema.safeParse(done && resultOf(done)).data;
  if (!result) return { difference: `${own.done} does not say that it is done`, bricks: [] };
  const checked: VerifiedBrick[] = [];
  for (const { brick, sha256 } of result.bricks ?? []) {
    const seen = await checkArtifact(brick, { ...tools, files });
    if ('why' in seen) return { difference: seen.why, bricks: checked };
    if (seen.sha256 !== sha256)
      return { difference: `${brick} holds other bytes than ${own.done} says`, bricks: checked };
    checked.push({ path: brick, sha256, bricks: seen.paths });
  }
  const known = new Set(checked.flatMap(({ bricks }) => bricks));
  const stray = own.bricks.find((path) => modes.has(path) && !known.has(path));
  if (stray !== undefined)
    return { difference: `${stray} is no brick that ${own.done} names`, bricks: checked };
  return { bricks: checked };
}

type Artifact = { readonly sha256: string; readonly paths: readonly string[] } | { readonly why: string };

/** Reads the brick, or all of an index, whole, and compares what they hold with the sidecar. */
async function checkArtifact(
  path: string,
  { files, room }: CheckTools & { readonly files: ReturnType<typeof committedFiles> },
): Promise<Artifact> {
  const { sidecar: beside } = brickNames(path.replace(/\.bricks\.json$/, '.brick'));
  const text = async (at: string) => new TextDecoder().decode(await files.bytes(at));
  const index = path.endsWith('.bricks.json') ? parseIndex(await text(path)) : undefined;
  const folder = path.replace(/[^/]*$/, '');
  const parts = index?.bricks ?? [{ file: path.slice(folder.length), sha256: undefined }];
  const whole = createHash('sha256');
  const paths: string[] = [];
  for (const { file, sha256 } of parts) {
    const part = folder + file;
    try {
      const reading = await readBrick(files, room, part);
      whole.update(reading.bytes);
      if (sha256 !== undefined && digestOf(reading.header) !== sha256)
        return { why: `${part} holds other bytes than ${path} says` };
    } catch (error) {
      if (error instanceof Fault && error.code.startsWith('brick-'))
        return { why: error.code === 'brick-missing' ? `${part} is missing` : error.at };
      throw error;
    }
    paths.push(part);
  }
  const sha256 = whole.digest('hex');
  const sidecar = parseSidecar(await text(beside));
  if (sidecar?.source.sha256 !== sha256) return { why: `${path} holds other bytes than its sidecar says` };
  return { sha256, paths };
}
