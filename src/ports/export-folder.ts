/** Where files for other programs are put. */
export interface ExportFolder {
  /** As it is told to people. */
  readonly path: string;
  /**
   * Puts every file in place, by name and in this order, or none: on a failure the old files are as they were. Throws
   * `not-writable`, `path-unusable` and `disk-full`.
   */
  replace(files: ReadonlyMap<string, string>): Promise<void>;
}
