import type { FileTexts } from '../core/edits/edit.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { CommitId, Repository } from '../ports/repository.ts';

/** More, or larger ones, are no shaders that people wrote. */
const MOST = 300;
const LARGEST = 400_000;

/** The texts of the WGSL files of a commit. */
export async function readShaders(repository: Repository, commit: CommitId): Promise<FileTexts> {
  const entries = await repository.list(commit);
  const paths = entries
    .filter(({ path, mode, size }) => path.endsWith('.wgsl') && mode.startsWith('100') && size <= LARGEST)
    .slice(0, MOST)
    .map(({ path }) => path);
  if (paths.length === 0) return new Map();
  const texts = new Map<string, string>();
  for (const [path, bytes] of await repository.read(commit, paths)) {
    const text = decodeText(bytes);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}
