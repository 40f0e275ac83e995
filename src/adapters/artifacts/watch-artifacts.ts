import { existsSync, type FSWatcher, watch as watchNow } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isKernelFile } from '../../core/foundry/kernel-files.ts';
import type { ArtifactWatcher } from '../../ports/artifact-watcher.ts';
import { errorCode } from './error-code.ts';
import { findFiles } from './find-files.ts';

export interface WatchOptions {
  /** Absolute paths that are watched. */
  readonly roots: readonly string[];
  /** A folder that is passed over. */
  readonly without: string;
  /** Between two looks at what tells nothing by itself: /proc, /sys, and everything where inotify's limits are reached. */
  readonly pollMilliseconds: number;
  /** Between two looks at everything else: the kernel drops events when there are too many at once (inotify(7)). */
  readonly reviewMilliseconds: number;
  /** Told a path where something may have changed. */
  readonly tell: (path: string) => void;
  /** Told once, why everything is polled. */
  readonly notice: (text: string) => void;
  /** `fs.watch`, unless something else stands for the system. */
  readonly watch?: typeof watchNow;
}

/** The limits of inotify: `max_user_watches` and `max_user_instances` (inotify(7)). */
const LIMITS = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

/**
 * Watches each folder by inotify: a watch of a folder tells of every file in it, and costs the kernel about 1 KB. Node's
 * own recursive watching takes one for every file as well, and remembers all of them.
 */
export function watchArtifacts(options: WatchOptions): ArtifactWatcher {
  const watches = new FolderWatches(options);
  const without = (path: string) => path === options.without || path.startsWith(`${options.without}/`);
  return {
    look: async (path, wish) => {
      watches.anchor(path);
      const looked = await findFiles(path, wish, { without, onFolder: (folder) => watches.whole(folder) });
      if (looked.total === 0) watches.forget(path);
      return looked;
    },
    [Symbol.dispose]: () => watches[Symbol.dispose](),
  };
}

/** Finds files and watches nothing. */
export function findArtifacts(without: string): ArtifactWatcher {
  const isOutside = (path: string) => path === without || path.startsWith(`${without}/`);
  return {
    look: (path, wish) => findFiles(path, wish, { without: isOutside, onFolder: () => undefined }),
    [Symbol.dispose]: () => undefined,
  };
}

class FolderWatches implements Disposable {
  readonly #options: WatchOptions;
  readonly #roots: ReadonlySet<string>;
  readonly #watches = new Map<string, FSWatcher>();
  /** Folders of which only these names are of interest. */
  readonly #names = new Map<string, Set<string>>();
  readonly #review: NodeJS.Timeout;
  #polling: NodeJS.Timeout | undefined;
  #isLimited = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#roots = new Set(options.roots.map((root) => resolve(root)));
    this.#review = setInterval(() => this.#tellRoots(), options.reviewMilliseconds);
    if (options.roots.some((root) => isKernelFile(root))) this.#poll();
  }

  /** A root may be replaced as a whole, which the folder that it is in tells. */
  anchor(path: string): void {
    if (!this.#roots.has(path) || isKernelFile(path) || path === '/') return;
    const folder = dirname(path);
    if (this.#watches.has(folder) && !this.#names.has(folder)) return;
    const names = this.#names.get(folder) ?? new Set();
    this.#names.set(folder, names.add(basename(path)));
    this.#watch(folder);
  }

  whole(folder: string): void {
    if (isKernelFile(folder)) return;
    this.#names.delete(folder);
    this.#watch(folder);
  }

  /** What is gone, or no folder any more, is not watched any more; a new folder of the name gets a new watch. */
  forget(path: string): void {
    for (const [folder, watch] of this.#watches)
      if (
        (folder === path || folder.startsWith(`${path}/`)) &&
        !this.#names.has(folder) &&
        !existsSync(folder)
      ) {
        watch.close();
        this.#watches.delete(folder);
      }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#review);
    clearInterval(this.#polling);
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  #watch(folder: string): void {
    if (this.#watches.has(folder) || this.#isLimited) return;
    try {
      const watch = (this.#options.watch ?? watchNow)(folder, (event, name) =>
        this.#hear(folder, event, name),
      );
      watch.on('error', () => this.#renew(folder));
      this.#watches.set(folder, watch);
    } catch (error) {
      const code = errorCode(error);
      if (code === '') throw error;
      if (LIMITS.has(code)) this.#give(code);
    }
  }

  #hear(folder: string, event: string, name: string | null): void {
    const names = this.#names.get(folder);
    // Its own name may be a file in it, or it may be the folder itself that changed, was moved or removed.
    const isItself = name === basename(folder);
    // Another one may have its place already.
    if (name === null || (isItself && event === 'rename')) this.#renew(folder);
    else if (isItself && !names) this.#options.tell(folder);
    if (name !== null && (names ? names.has(name) : !isItself)) this.#options.tell(join(folder, name));
  }

  /** Forgets a watch: whoever looks at what it was for begins a new one. */
  #renew(folder: string): void {
    this.#watches.get(folder)?.close();
    this.#watches.delete(folder);
    const names = this.#names.get(folder);
    if (!names) this.#options.tell(folder);
    for (const name of names ?? []) this.#options.tell(join(folder, name));
  }

  #give(code: string): void {
    this.#isLimited = true;
    this.#poll();
    this.#options.notice(
      `inotify has no room for more watches (${code}), so everything is looked at every ` +
        `${this.#options.pollMilliseconds / 1_000} seconds; raise fs.inotify.max_user_watches`,
    );
  }

  #poll(): void {
    clearInterval(this.#polling);
    this.#polling = setInterval(
      () => this.#tellRoots((root) => this.#isLimited || isKernelFile(root)),
      this.#options.pollMilliseconds,
    );
  }

  #tellRoots(which: (root: string) => boolean = () => true): void {
    for (const root of this.#roots) if (which(root)) this.#options.tell(root);
  }
}
