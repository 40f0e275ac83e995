import type { FoundFile, Looked } from '../ports/artifact-watcher.ts';

interface WatchedFile {
  /** What it was when it was last looked at, where that tells whether it changed. */
  stamp: string | undefined;
  isOnMap?: boolean;
  /** What was said of it when it could not be read. */
  trouble?: string;
}

/** What was found where something was told to have happened. */
export interface LookedAt {
  readonly told: string;
  readonly looked: Looked;
}

interface TakenFiles {
  /** To be brought into step. */
  readonly due: readonly string[];
  readonly gone: readonly string[];
  /** There is no room for these. */
  readonly beyond: readonly string[];
}

/** Paths that are remembered as named on the output already. */
const MOST_NAMED = 1_000;

/** The files that have a brick each, and what is known of them: some 300 bytes a file. */
export class WatchedFiles {
  readonly most: number;
  readonly #files = new Map<string, WatchedFile>();
  readonly #named = new Map<string, string>();

  /** @param most files; what is found beyond is counted */
  constructor(most: number) {
    this.most = most;
  }

  get size(): number {
    return this.#files.size;
  }

  readonly has = (path: string): boolean => this.#files.has(path);

  /**
   * Takes in what was found, the most recently changed first. A file that something was told of is due in any case;
   * others only when they are not as they were.
   */
  take(all: readonly LookedAt[]): TakenFiles {
    const found = new Map(
      all.flatMap(({ looked }) => looked.files.map((file) => [file.path, file] as const)),
    );
    const told = new Set(all.map((one) => one.told));
    const gone = [...this.#files.keys()].filter((path) => !found.has(path) && isWithin(path, told));
    for (const path of gone) this.#files.delete(path);
    const [due, beyond]: [string[], string[]] = [[], []];
    for (const file of [...found.values()].sort((a, b) => b.changed - a.changed)) {
      const known = this.#files.get(file.path);
      if (!known && this.#files.size >= this.most) {
        beyond.push(file.path);
        continue;
      }
      if (!known || told.has(file.path) || isOther(known, file)) due.push(file.path);
      this.#files.set(file.path, { ...known, stamp: file.stamp });
    }
    return { due, gone, beyond };
  }

  /** Whether this was not said of a path before, as far as is remembered. */
  isNews(path: string, text: string): boolean {
    if (this.#named.get(path) === text) return false;
    if (this.#named.size >= MOST_NAMED) this.#named.clear();
    this.#named.set(path, text);
    return true;
  }

  /** It was read: whatever kept it is news again when it comes back. */
  wasRead(path: string): void {
    this.#named.delete(path);
    const known = this.#files.get(path);
    if (known) delete known.trouble;
  }

  wasUnreadable(path: string, why: string): void {
    const known = this.#files.get(path);
    if (known) known.trouble = why;
  }

  /** What was said of a path holds no longer, and would be news. */
  isOver(path: string): void {
    this.#named.delete(path);
  }

  /** Its brick is not what the file is, so it is due at the next look, or gone. */
  wasNotKept(path: string): void {
    this.#files.set(path, { ...this.#files.get(path), stamp: undefined });
  }

  forget(path: string): void {
    this.#files.delete(path);
  }

  isOnMap(path: string): boolean {
    return this.#files.get(path)?.isOnMap === true;
  }

  wasPutOnMap(path: string): void {
    const known = this.#files.get(path);
    if (known) known.isOnMap = true;
  }
}

function isOther({ stamp, trouble }: WatchedFile, file: FoundFile): boolean {
  return trouble !== undefined || file.stamp === undefined || file.stamp !== stamp;
}

/** Whether a path is one of others, or below one. */
function isWithin(path: string, others: ReadonlySet<string>): boolean {
  if (others.has(path) || others.has('/')) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (others.has(path.slice(0, end))) return true;
  return false;
}
