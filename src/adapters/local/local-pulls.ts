import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseMarker } from '../../core/pulls/marker.ts';
import type { Published, Pull, Pulls, PullText } from '../../ports/pulls.ts';
import { parsePullFile, printPullFile } from './pull-file.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Pull requests of a run without GitHub: each is a Markdown file `<folder>/<change>/<task…>.md`. Its front part says
 * title, branches and state; a person closes or rejects it by setting `state: closed` there. `number` is 0, `url` the
 * file's path, `head` what the hidden marker says.
 */
export class LocalPulls implements Pulls {
  readonly #folder: string;
  readonly #branchPrefix: string;

  /** @param place folder of the files, and the branch prefix left out of their names */
  constructor(place: { readonly folder: string; readonly branchPrefix: string }) {
    this.#folder = resolve(place.folder);
    this.#branchPrefix = place.branchPrefix;
  }

  async find(branch: string): Promise<Pull | undefined> {
    return readPull(this.#pathOf(branch));
  }

  /** The pull request in a file, wherever it is; undefined when there is none in it. */
  async at(path: string): Promise<Pull | undefined> {
    return readPull(path);
  }

  async listOpen(branchPrefix: string): Promise<readonly Pull[]> {
    const entries = await unlessMissing(readdir(this.#folder, { recursive: true, withFileTypes: true }));
    const files = (entries ?? []).filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
    const pulls = await Promise.all(files.map((entry) => readPull(join(entry.parentPath, entry.name))));
    return pulls
      .filter((pull) => pull !== undefined)
      .filter(({ state, branch }) => state === 'open' && branch.startsWith(branchPrefix))
      .toSorted((one, two) => (one.branch < two.branch ? -1 : 1));
  }

  /** Throws `disk-full`. */
  async ensure(text: PullText): Promise<Published> {
    const path = this.#pathOf(text.branch);
    const wanted = printPullFile({ ...text, state: 'open' });
    const present = await unlessMissing(readFile(path, 'utf8'));
    if (present !== wanted) await replaceFile(path, wanted);
    const { reviewers: _, ...shown } = text;
    const pull = {
      ...shown,
      number: 0,
      url: path,
      head: parseMarker(text.body)?.head ?? '',
      state: 'open' as const,
    };
    if (present === wanted) return { kind: 'unchanged', pull };
    const before = present === undefined ? undefined : parsePullFile(present);
    return { kind: before?.state === 'open' ? 'updated' : 'opened', pull };
  }

  lineUrl(_commit: string, path: string, line: number): string {
    return `${path}#L${line}`;
  }

  /** Branch names of core/pulls/branch-name.ts stay as they are; one from elsewhere still stays in the folder. */
  #pathOf(branch: string): string {
    const name = branch.startsWith(this.#branchPrefix) ? branch.slice(this.#branchPrefix.length) : branch;
    return `${join(this.#folder, ...name.split('/').map(fileName))}.md`;
  }
}

function fileName(part: string): string {
  const safe = part.toWellFormed().replace(/[^\p{L}\p{N}\p{M}._%-]/gu, (sign) => encodeURIComponent(sign));
  return safe === '' || safe === '.' || safe === '..' ? `%${safe}` : safe;
}

async function readPull(path: string): Promise<Pull | undefined> {
  const text = await unlessMissing(readFile(path, 'utf8'));
  const said = text === undefined ? undefined : parsePullFile(text);
  if (!said) return undefined;
  const { reviewers: _, ...pull } = said;
  return { ...pull, number: 0, url: path, head: parseMarker(said.body)?.head ?? '' };
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}
