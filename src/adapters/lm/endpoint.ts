import { Fault } from '../../core/fault.ts';
import {
  type Breaker,
  type BreakerPlan,
  breakerAfterFailure,
  breakerAt,
  CLOSED,
} from '../../core/routing/breaker.ts';
import type { EndpointState, ProbeState } from '../../core/routing/endpoint-state.ts';
import { chooseLmModel } from './choose-lm-model.ts';
import type { LmModel } from './lm-model.ts';
import type { LmAddress } from './normalise-lm-url.ts';
import type { LmProbe } from './probe-lm-server.ts';
import { RequestSlots } from './request-slots.ts';

/** Milliseconds on a steady clock, and a number from 0 to 1. */
export interface LmClock {
  now(): number;
  random(): number;
}

/** One server of the pool and what this process knows of it. */
export class Endpoint {
  readonly address: LmAddress;
  readonly backend: 'lm_studio' | 'remote';
  readonly apiKey: string | undefined;
  readonly slots = new RequestSlots(1);
  readonly #clock: LmClock;
  readonly #plan: BreakerPlan;
  #breaker: Breaker = CLOSED;
  #calls = 0;
  #probe: LmProbe | undefined;
  #probedAt = 0;
  /** What it offered when it last answered. */
  #offered: readonly LmModel[] | undefined;

  constructor(
    about: Pick<Endpoint, 'address' | 'backend' | 'apiKey'>,
    { clock, plan }: { readonly clock: LmClock; readonly plan: BreakerPlan },
  ) {
    this.address = about.address;
    this.backend = about.backend;
    this.apiKey = about.apiKey;
    this.#clock = clock;
    this.#plan = plan;
  }

  get name(): string {
    return this.address.apiBase;
  }

  get breaker(): Breaker {
    return breakerAt(this.#breaker, this.#clock.now());
  }

  get probe(): LmProbe | undefined {
    return this.#probe;
  }

  get offered(): readonly LmModel[] | undefined {
    return this.#offered;
  }

  learn(probe: LmProbe): void {
    this.#probe = probe;
    this.#probedAt = this.#clock.now();
    if ('models' in probe) this.#offered = probe.models;
    else if (probe.fault.code === 'model-unreachable') this.#fail();
  }

  /** Counts a call as outstanding from the moment it was decided until it is disposed of. */
  begin(): Disposable {
    this.#calls += 1;
    return {
      [Symbol.dispose]: () => {
        this.#calls -= 1;
      },
    };
  }

  succeeded(): void {
    this.#breaker = CLOSED;
  }

  /** What it said of itself before this failure counts no more. */
  failed(): void {
    this.#probe = undefined;
    this.#fail();
  }

  /** What it has of a model; throws as `chooseLmModel`, and the fault of its last probe. */
  modelFor(key: string | undefined): LmModel {
    if (this.#probe && 'fault' in this.#probe) throw this.#probe.fault;
    return chooseLmModel(this.#offered ?? [], key, this.name);
  }

  /** As the routing sees it for a call that wants this model. */
  state(key: string | undefined, failed: Fault | undefined): EndpointState {
    return {
      endpoint: this.name,
      probe: this.#probe && {
        ageMilliseconds: this.#clock.now() - this.#probedAt,
        latencyMilliseconds: this.#probe.milliseconds,
        found: this.#find(key),
      },
      breaker: this.breaker,
      outstanding: this.#calls,
      slots: this.slots.size,
      ...(failed && { failed: failed.code }),
    };
  }

  #find(key: string | undefined): ProbeState['found'] {
    try {
      const { card } = this.modelFor(key);
      // Loaded slots are known only now, and tell how busy it is.
      this.slots.resize(card.parallel);
      return { loaded: card.loaded, context: card.loaded ? card.contextLoaded : undefined };
    } catch (error) {
      if (error instanceof Fault) return { fault: error.code };
      throw error;
    }
  }

  #fail(): void {
    const { now, random } = { now: this.#clock.now(), random: this.#clock.random() };
    this.#breaker = breakerAfterFailure(this.breaker, { now, random }, this.#plan);
  }
}
