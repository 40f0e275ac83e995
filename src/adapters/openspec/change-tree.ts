/** One entry of a version of the repository. */
export interface TreeFile {
  /** Repository-relative, `/` separated. */
  readonly path: string;
  /** `link`: a symbolic link, read as the path it holds; `other`: a submodule, a device. */
  readonly kind: 'file' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
}

/** The openspec folder of one version of a repository, whatever holds it. */
export interface ChangeTree {
  /** How people call it: a folder, or a commit id. */
  readonly name: string;
  /** Entries below `openspec/`, without `changes/archive/`; undefined when there is no openspec/changes folder. */
  files(): Promise<readonly TreeFile[] | undefined>;
  /** Bytes by path (of a link: its target); paths that do not exist are absent. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

export const CHANGES = 'openspec/changes/';
export const ARCHIVE = 'openspec/changes/archive/';
