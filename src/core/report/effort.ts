/** Where a run's time and memory went. */
export interface Effort {
  /** Milliseconds of wall time, summed over all programs run in the sandbox (cargo, rustfmt, tests). */
  readonly sandboxMilliseconds: number;
  /** Milliseconds of waiting for the model. */
  readonly modelMilliseconds: number;
  /** Milliseconds of the run that were neither: the program's own work. */
  readonly ownMilliseconds: number;
  /** Largest resident set of the process so far, in MiB (getrusage ru_maxrss). */
  readonly peakMemoryMebibytes: number;
}
