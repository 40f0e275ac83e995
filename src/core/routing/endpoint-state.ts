import type { FaultCode } from '../fault.ts';
import type { Breaker } from './breaker.ts';

/** What is known of one LM Studio endpoint when a call is routed. */
export interface EndpointState {
  /** API base without credentials. */
  readonly endpoint: string;
  /** What its last probe found; undefined before the first. */
  readonly probe: ProbeState | undefined;
  readonly breaker: Breaker;
  /** Requests of this process that it works on or that wait for it. */
  readonly outstanding: number;
  /** Requests it works on at once. */
  readonly slots: number;
  /** Of this very call: the fault it ended in there. It is not asked again for it. */
  readonly failed?: FaultCode;
}

export interface ProbeState {
  readonly ageMilliseconds: number;
  /** Time it took to list its models. */
  readonly latencyMilliseconds: number;
  /** The fault of an endpoint that cannot be used, or what it has of the wanted model. */
  readonly found: { readonly fault: FaultCode } | FoundModel;
}

export interface FoundModel {
  readonly loaded: boolean;
  /** Tokens of the loaded context; undefined when the server does not say. */
  readonly context: number | undefined;
}
