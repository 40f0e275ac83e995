/** What came of trying to break one wall of the sandbox. */
export interface WallReport {
  readonly wall: string;
  readonly held: boolean;
  /** Only where it did not hold: the sandbox is used all the same, because others bound what this one would. */
  readonly weaker?: true;
  /** What could not be done; of a wall that is down, what could. */
  readonly detail: string;
}
