/** Where a run's time and memory went. */
export interface Effort {
  /** Milliseconds of wall time in which a program ran in the sandbox (cargo, rustfmt, tests). */
  readonly sandboxMilliseconds: number;
  /** Milliseconds of wall time in which the model was waited for; with several candidates also while cargo ran. */
  readonly modelMilliseconds: number;
  /** Milliseconds of the run that were neither: the program's own work. */
  readonly ownMilliseconds: number;
  /** Largest resident set of the process so far, in MiB (getrusage ru_maxrss). */
  readonly peakMemoryMebibytes: number;
}
