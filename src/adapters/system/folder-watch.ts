import { type FSWatcher, statSync, watch } from 'node:fs';

export interface WatchedFolder {
  readonly path: string;
  /** With all folders in it. */
  readonly recursive: boolean;
  /** Names of files directly in it that count; all when undefined. */
  readonly names?: readonly string[];
}

/** A burst of events (an editor saving, a checkout) is one change. */
const SETTLE_MILLISECONDS = 200;

/**
 * Waits for files to change. Best effort: folders that are missing, vanish or cannot be watched are tried again at
 * every wait, and the longest wait is the poll that finds what no event told.
 */
export class FolderWatch implements Disposable {
  readonly #folders: readonly WatchedFolder[];
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  #changed = false;
  #wake: () => void = () => undefined;

  constructor(folders: readonly WatchedFolder[]) {
    this.#folders = folders;
    this.#open();
  }

  /** Ends at the first change since the last wait, after the milliseconds, or when the signal fires. Never rejects. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#open();
    if (!this.#changed) await this.#sleep(milliseconds, signal);
    if (this.#changed) await this.#settle(signal);
    this.#changed = false;
  }

  [Symbol.dispose](): void {
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(): void {
    for (const folder of this.#folders) {
      try {
        const inode = statSync(folder.path).ino;
        const known = this.#watchers.get(folder.path);
        // A folder that was deleted and made again is another one: the old watch would hear nothing of it.
        if (known?.inode === inode) continue;
        known?.watcher.close();
        this.#watch(folder, inode);
      } catch {
        // Not there, or no watches are left on this machine: polling has to do.
      }
    }
  }

  #watch({ path, recursive, names }: WatchedFolder, inode: number): void {
    const watcher = watch(path, { recursive, persistent: false });
    this.#watchers.set(path, { watcher, inode });
    watcher.on('change', (_event, name) => {
      if (names && !names.includes(String(name))) return;
      this.#changed = true;
      this.#wake();
    });
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(path);
    });
  }

  #settle(signal: AbortSignal): Promise<void> {
    return this.#pause(SETTLE_MILLISECONDS, signal, () => undefined);
  }

  #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.#pause(milliseconds, signal, (wake) => {
      this.#wake = wake;
    });
  }

  async #pause(milliseconds: number, signal: AbortSignal, begin: (wake: () => void) => void): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort);
    begin(resolve);
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
