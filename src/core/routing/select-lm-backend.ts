import type { FaultCode } from '../fault.ts';
import type { EndpointState, FoundModel } from './endpoint-state.ts';
import type { Routing, RoutingReason, RoutingRequest } from './routing.ts';

/** What a server is whose fault this is, least wrong first: it has no model, it refuses us, it is not there. */
const HOW_WRONG: Partial<Record<FaultCode, number>> = {
  'model-missing': 2,
  'model-none-loaded': 2,
  'model-load-failed': 2,
  'model-other-answered': 2,
  'model-context-small': 2,
  'model-refused-key': 3,
};
const GONE = 4;

/** An endpoint with the verdict on it. `unknown`: it may well be the best, but nothing fresh is known. */
interface Weighed {
  readonly state: EndpointState;
  readonly standing: 'healthy' | 'slow' | 'unknown' | 'last-resort' | 'unusable';
  readonly code: RoutingReason['code'];
  readonly words: string;
  readonly wrong: number;
}

/**
 * The one place that decides which backend gets a call. Usable LM Studio endpoints come first: the one that knows the
 * conversation, else the one with the least outstanding requests for its slots, then the preferred one, one that has
 * the model loaded, the earlier of the settings. Nothing is probed that could not be better than what is known. Without
 * a usable one: the fallback where there is one (not for a model that every endpoint lacks), else an endpoint whose breaker is open, as a last resort.
 */
export function selectLmBackend(request: RoutingRequest): Routing {
  const weighed = request.endpoints.map((state) => weigh(state, request));
  const usable = weighed.filter(({ standing }) => standing === 'healthy' || standing === 'unknown');
  const slow = weighed.filter(({ standing }) => standing === 'slow');
  const resort = weighed.filter(({ standing }) => standing === 'last-resort');
  const { fallback } = request;
  // A wrong name in the settings is a mistake to be told, not a server that is unwell.
  const misnamed = weighed.length > 0 && weighed.every(({ code }) => code === 'model-missing');
  const hasFallback = fallback !== undefined && fallback.failed === undefined && !misnamed;
  const best = bestOf(usable, request) ?? bestOf(slow, request);
  if (best) return take(best, weighed, request);
  if (hasFallback) {
    const reasons = [...weighed.map(reasonOf), { endpoint: fallback.endpoint, ...FALLBACK }];
    return { kind: 'fallback', endpoint: fallback.endpoint, reasons };
  }
  const [last] = resort.toSorted((a, b) => reopens(a) - reopens(b));
  if (last) return take(last, weighed, request);
  const least = weighed.toSorted((a, b) => a.wrong - b.wrong)[0]?.state.endpoint;
  const failed = fallback?.failed
    ? [{ endpoint: fallback.endpoint, code: fallback.failed, words: 'the fallback failed too' }]
    : [];
  return { kind: 'none', least, reasons: [...weighed.map(reasonOf), ...failed] };
}

const FALLBACK = {
  code: 'healthy',
  words: 'the remote fallback, for no LM Studio endpoint is usable',
} as const;

function weigh(state: EndpointState, request: RoutingRequest): Weighed {
  const { probe, breaker } = state;
  const verdict = (standing: Weighed['standing'], code: Weighed['code'], words: string): Weighed => {
    const wrong = standing === 'unusable' ? (HOW_WRONG[code as FaultCode] ?? GONE) : 0;
    return { state, standing, code, words, wrong };
  };
  if (state.failed) return verdict('unusable', state.failed, `it failed this call (${state.failed})`);
  if (breaker.kind === 'open')
    return verdict('last-resort', 'breaker-open', `it failed ${breaker.failures} times in a row`);
  if (breaker.kind === 'half-open' && state.outstanding > 0)
    return verdict('last-resort', 'on-trial', 'one call finds out whether it is well again');
  if (!probe || probe.ageMilliseconds > request.freshMilliseconds)
    return verdict('unknown', 'unprobed', 'nothing better was expected of it');
  if ('fault' in probe.found) return verdict('unusable', probe.found.fault, `${probe.found.fault}`);
  const { context } = probe.found;
  // The prompt was made for the preferred one, which says itself when it does not fit any more.
  const needed = state.endpoint === request.preferred ? 0 : (request.contextNeeded ?? 0);
  if (context !== undefined && context < needed)
    return verdict('unusable', 'context-small', `its context of ${context} tokens is below ${needed}`);
  if (probe.latencyMilliseconds > request.slowMilliseconds)
    return verdict('slow', 'slow', `it took ${probe.latencyMilliseconds} ms to list its models`);
  return verdict('healthy', 'healthy', loadWords(state));
}

/** The conversation's own host when it is among them, else the one to expect the most of. */
function bestOf(group: readonly Weighed[], request: RoutingRequest): Weighed | undefined {
  const own = group.find(({ state }) => state.endpoint === request.sticky);
  if (own) return own;
  const isOther = ({ state }: Weighed) => (state.endpoint === request.preferred ? 0 : 1);
  return group.toSorted(
    (a, b) => loadOf(a.state) - loadOf(b.state) || isOther(a) - isOther(b) || unloaded(a) - unloaded(b),
  )[0];
}

function take(best: Weighed, weighed: readonly Weighed[], request: RoutingRequest): Routing {
  const { endpoint, probe } = best.state;
  const stale = !probe || probe.ageMilliseconds > request.freshMilliseconds;
  if (best.standing === 'unknown' || (best.standing === 'last-resort' && stale))
    return { kind: 'probe', endpoint };
  if (best.standing === 'last-resort' && probe && 'fault' in probe.found)
    return { kind: 'none', least: endpoint, reasons: weighed.map(reasonOf) };
  const reasons = weighed.map((one) => (one === best ? taken(one, request) : passedOver(one)));
  return { kind: 'use', endpoint, reasons };
}

function taken(one: Weighed, { sticky }: RoutingRequest): RoutingReason {
  const { endpoint } = one.state;
  if (one.standing === 'last-resort')
    return { endpoint, code: 'last-resort', words: `nothing else is left, although ${one.words}` };
  if (endpoint === sticky)
    return {
      endpoint,
      code: 'conversation',
      words: `it has the conversation in its cache, ${loadWords(one.state)}`,
    };
  return reasonOf(one);
}

function passedOver(one: Weighed): RoutingReason {
  if (one.standing !== 'healthy') return reasonOf(one);
  const code = one.state.outstanding > 0 ? 'busier' : 'not-needed';
  return { endpoint: one.state.endpoint, code, words: loadWords(one.state) };
}

function reasonOf({ state, code, words }: Weighed): RoutingReason {
  return { endpoint: state.endpoint, code, words };
}

const loadOf = ({ outstanding, slots }: EndpointState): number => outstanding / Math.max(1, slots);

const loadWords = ({ outstanding, slots }: EndpointState): string => `${outstanding} of ${slots} slots busy`;

const isModel = (found: { fault: FaultCode } | FoundModel | undefined): found is FoundModel =>
  found !== undefined && 'loaded' in found;

/** An endpoint nobody has asked yet may have the model loaded. */
const unloaded = ({ state }: Weighed): number =>
  isModel(state.probe?.found) && !state.probe.found.loaded ? 1 : 0;

const reopens = ({ state }: Weighed): number => (state.breaker.kind === 'open' ? state.breaker.until : 0);
