/** The package that a file came with. */
export interface PackageOwner {
  readonly name: string;
  readonly version?: string;
}

/** The package database of this machine, if there is one. */
export interface Packages {
  /** Nothing when no package owns the file or no database is there. @param path absolute, links resolved */
  ownerOf(path: string, signal?: AbortSignal): Promise<PackageOwner | undefined>;
}
