/** What the calls to one model came to in a window; latencies in milliseconds. */
export interface ModelFacts {
  readonly model: string;
  readonly calls: number;
  readonly successful: number;
  readonly tokensPrompt: number;
  readonly tokensCompletion: number;
  /** By nearest rank, of values that are right to half a percent. */
  readonly latency: { readonly p50: number; readonly p90: number; readonly p99: number };
  /** Mean of the tokens a second that calls reported; undefined when none did. */
  readonly tokensPerSecond?: number;
}
