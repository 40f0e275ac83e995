import { Fault } from '../../core/fault.ts';
import { printRouting } from '../../core/routing/print-routing.ts';
import type { Routing, RoutingRequest } from '../../core/routing/routing.ts';
import { selectLmBackend } from '../../core/routing/select-lm-backend.ts';
import type { Endpoint } from './endpoint.ts';

/** What a call needs of the endpoint it goes to. */
export interface Wanted extends Pick<RoutingRequest, 'sticky' | 'preferred' | 'contextNeeded'> {
  /** Key of the model; undefined: whichever is loaded. */
  readonly key: string | undefined;
  /** Faults this call met so far, by endpoint. */
  readonly failed: ReadonlyMap<string, Fault>;
  /** Older probes are made anew, in milliseconds. */
  readonly fresh: () => number;
}

/** An endpoint for a call, which counts there until it is disposed of. `trouble`: the fault that keeps LM Studio from being used, when this is the fallback. */
export interface Picked extends Disposable {
  readonly endpoint: Endpoint;
  readonly trouble?: Fault;
  readonly decision: string;
}

/** The endpoints of the settings, in their order, and the fallback. */
export interface Pool {
  readonly endpoints: readonly Endpoint[];
  readonly fallback: Endpoint | undefined;
  readonly slowMilliseconds: number;
  /** Asks an endpoint what it has and has it {@link Endpoint.learn} that. */
  readonly probe: (endpoint: Endpoint, signal: AbortSignal | undefined) => Promise<void>;
}

/** Said where LM Studio has no endpoint at all. */
const OFF = 'LM_STUDIO_ENABLED is off';

/**
 * Decides where a call goes, probing what has to be known for that and nothing else.
 *
 * @throws Fault `model-*`: of the endpoint with the least wrong, when none can take it
 */
export async function pickEndpoint(
  pool: Pool,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<Picked> {
  for (;;) {
    const routing = decide(pool, wanted);
    if (routing.kind === 'probe') {
      await pool.probe(named(pool.endpoints, routing.endpoint), signal);
      continue;
    }
    const decision = printRouting(routing);
    if (routing.kind === 'use') return pick(named(pool.endpoints, routing.endpoint), { decision });
    const trouble = troubleOf(pool, wanted, routing);
    if (routing.kind === 'fallback' && pool.fallback) return pick(pool.fallback, { trouble, decision });
    throw trouble;
  }
}

/** Counted at once: two calls that are decided at the same time see each other. */
export function pick(endpoint: Endpoint, why: Pick<Picked, 'trouble' | 'decision'>): Picked {
  const call = endpoint.begin();
  return { endpoint, ...why, [Symbol.dispose]: () => call[Symbol.dispose]() };
}

function decide(pool: Pool, wanted: Wanted): Routing {
  const { sticky, preferred, contextNeeded, failed } = wanted;
  const { endpoints, fallback } = pool;
  const fallbackFault = fallback && failed.get(fallback.name);
  return selectLmBackend({
    endpoints: endpoints.map((one) => one.state(wanted.key, failed.get(one.name))),
    ...(fallback && {
      fallback: { endpoint: fallback.name, ...(fallbackFault && { failed: fallbackFault.code }) },
    }),
    ...(sticky !== undefined && { sticky }),
    ...(preferred !== undefined && { preferred }),
    ...(contextNeeded !== undefined && { contextNeeded }),
    freshMilliseconds: wanted.fresh(),
    slowMilliseconds: pool.slowMilliseconds,
  });
}

/** Why LM Studio cannot be used: what this call met there first, else the fault of the endpoint with the least wrong. */
function troubleOf(pool: Pool, wanted: Wanted, routing: Routing): Fault {
  const remote = pool.fallback && wanted.failed.get(pool.fallback.name);
  const own = ownTrouble(pool, wanted, routing);
  if (own && remote) return bothFailed(own, remote);
  return own ?? remote ?? new Fault('model-disabled', OFF);
}

/** LM Studio's trouble, which also says that the fallback was no help. */
export function bothFailed(own: Fault, remote: Fault): Fault {
  return new Fault(own.code, `${own.at}; the fallback was no help (${remote.code}: ${remote.at})`, {
    cause: own.cause,
  });
}

function ownTrouble(pool: Pool, wanted: Wanted, routing: Routing): Fault | undefined {
  const met = pool.endpoints.flatMap((one) => wanted.failed.get(one.name) ?? [])[0];
  if (met) return met;
  const least = routing.kind === 'none' ? routing.least : undefined;
  const endpoint = pool.endpoints.find((one) => one.name === least) ?? pool.endpoints[0];
  return endpoint && faultOf(endpoint, wanted.key);
}

function faultOf(endpoint: Endpoint, key: string | undefined): Fault {
  const { breaker } = endpoint;
  try {
    endpoint.modelFor(key);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return new Fault('model-failed', `${endpoint.name} failed ${breaker.failures} times in a row`);
}

function named(endpoints: readonly Endpoint[], name: string): Endpoint {
  const found = endpoints.find((one) => one.name === name);
  if (!found) throw new RangeError(`the routing named ${name}, which it was not given`);
  return found;
}
