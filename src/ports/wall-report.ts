/** What came of trying to break one wall of the sandbox. */
export interface WallReport {
  readonly wall: string;
  readonly held: boolean;
  /** What could not be done; of a wall that is down, what could. */
  readonly detail: string;
}
