import type { FaultCode } from '../fault.ts';
import type { EndpointState } from './endpoint-state.ts';

/** Everything a decision is made from. */
export interface RoutingRequest {
  /** In the order of the settings; none when LM Studio is switched off. */
  readonly endpoints: readonly EndpointState[];
  readonly fallback?: { readonly endpoint: string; readonly failed?: FaultCode };
  /** Where the conversation was answered before: its prompt is in that server's cache. */
  readonly sticky?: string;
  /** Taken when nothing else tells two endpoints apart. */
  readonly preferred?: string;
  /** Tokens of prompt and answer; an endpoint known to hold less is not taken. */
  readonly contextNeeded?: number;
  /** A probe that is older is made anew before anything is sent there. */
  readonly freshMilliseconds: number;
  /** An endpoint whose probe took longer is taken only when there is no quicker one. */
  readonly slowMilliseconds: number;
}

/** Why one endpoint was taken or not, as a stable code and in words. */
export interface RoutingReason {
  readonly endpoint: string;
  readonly code:
    | 'healthy'
    | 'conversation'
    | 'slow'
    | 'last-resort'
    | 'not-needed'
    | 'busier'
    | 'context-small'
    | 'breaker-open'
    | 'on-trial'
    | 'unprobed'
    | FaultCode;
  readonly words: string;
}

export type Routing =
  /** More has to be known of this endpoint first. */
  | { readonly kind: 'probe'; readonly endpoint: string }
  | { readonly kind: 'use'; readonly endpoint: string; readonly reasons: readonly RoutingReason[] }
  | { readonly kind: 'fallback'; readonly endpoint: string; readonly reasons: readonly RoutingReason[] }
  /** `least`: the endpoint with the least wrong, whose fault is told; undefined when there is none at all. */
  | {
      readonly kind: 'none';
      readonly least: string | undefined;
      readonly reasons: readonly RoutingReason[];
    };
