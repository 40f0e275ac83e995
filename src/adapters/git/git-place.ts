/** Which repository a command works on. All paths are absolute; nothing is discovered from the current folder. */
export interface GitPlace {
  readonly gitDir: string;
  readonly workTree?: string;
  /** Object store used instead of the one in `gitDir`. */
  readonly objects?: string;
  readonly indexFile?: string;
  /** True: the settings of the user and the system are not read either. */
  readonly isolated?: boolean;
}
