/** Time as the program sees it. */
export interface Clock {
  now(): Date;
}
