import type { ArchiveEntry } from '../core/bricks/archive-entry.ts';

/** A brick open for reading. */
export interface BrickFile extends AsyncDisposable {
  /** Length in bytes. */
  readonly size: number;
  /** Fills `into` with what stands at `position`; gives the number of bytes, fewer only at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
}

/** A file that nobody sees yet. */
export interface NewFile {
  /** Throws `disk-full`. */
  write(bytes: Uint8Array): Promise<void>;
  /** By which a worker, a thread of the same process, appends to it until the batch is disposed. */
  readonly descriptor: number;
}

/** Files that come to be together, or not at all: what was not published is gone when the batch is disposed. */
export interface FileBatch extends AsyncDisposable {
  /** @param options.near a path beside which the file will be published; else the path of the batch */
  add(options?: { readonly executable?: boolean; readonly near?: string }): Promise<NewFile>;
  /** Puts every file in its place, over one that is there. Each is on the disk before the first is. */
  publish(places: readonly { readonly file: NewFile; readonly path: string }[]): Promise<void>;
}

/** A folder that nobody sees yet, and that is gone when it is disposed unpublished. */
export interface NewFolder extends AsyncDisposable {
  /** Begins an entry whose name was found harmless; links are made, never followed. */
  add(entry: ArchiveEntry): Promise<void>;
  /** More bytes of the file that was added last. */
  write(bytes: Uint8Array): Promise<void>;
  publish(): Promise<void>;
}

/** Where bricks are read and written. */
export interface BrickFiles {
  /** Throws `brick-missing`. */
  open(path: string): Promise<BrickFile>;
  /** A text of up to 16 MiB; nothing where there is none. */
  text(path: string): Promise<string | undefined>;
  /** Whether a file can be opened there. Throws `path-unusable` where there is something else. */
  isThere(path: string): Promise<boolean>;
  /** Whether both paths lead to one file. */
  isSame(one: string, other: string): Promise<boolean>;
  /** Nobody else's file is removed: only plain files. */
  remove(path: string): Promise<void>;
  /** New files next to `out`. Throws `path-unusable` where `out` is anything but a plain file or free. */
  begin(out: string): Promise<FileBatch>;
  /** A new folder at `out`. Throws `path-unusable` where there is something. */
  beginFolder(out: string): Promise<NewFolder>;
}
