import type { FileTexts } from '../core/edits/edit.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { CommitId, Repository } from '../ports/repository.ts';

const MOST_FILES = 4_000;
/** Bytes; what is larger was written by a program. */
const LARGEST = 512 * 1024;
const MOST_BYTES = 32 * 1024 * 1024;

/** The Rust sources of a commit by path; of a huge repository only as many as fit. */
export async function readSources(
  repository: Pick<Repository, 'list' | 'read'>,
  commit: CommitId,
): Promise<FileTexts> {
  let room = MOST_BYTES;
  const paths: string[] = [];
  for (const { path, mode, size } of await repository.list(commit)) {
    if (!path.endsWith('.rs') || !mode.startsWith('100') || size > LARGEST || size > room) continue;
    if (paths.length === MOST_FILES) break;
    room -= size;
    paths.push(path);
  }
  const texts = new Map<string, string>();
  for (const [path, bytes] of await repository.read(commit, paths)) {
    const text = decodeText(bytes);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}
