/** Things worth keeping between runs, by key. Best effort: nothing is promised to be found again. */
export interface Cache {
  /** What was put under the key, undefined when it is not there or was damaged. Never throws. */
  get(key: string): Promise<unknown>;
  /** Keeps a JSON value. Never throws. */
  put(key: string, value: unknown): Promise<void>;
}
