import pRetry from 'p-retry';
import { Fault } from '../../core/fault.ts';
import type { ModelSettings } from '../../core/policy/settings.ts';
import type { Answer, ModelCard, ModelServer, Route, ServerHealth } from '../../ports/model.ts';
import { distinctAddresses } from './distinct-addresses.ts';
import { Endpoint } from './endpoint.ts';
import type { LmModel } from './lm-model.ts';
import { type LmTiming, USUAL_TIMING } from './lm-timing.ts';
import { needOf } from './need-of.ts';
import { normaliseLmUrl } from './normalise-lm-url.ts';
import { bothFailed, type Picked, type Pool, pick, pickEndpoint } from './pool.ts';
import { poolHealth } from './pool-health.ts';
import { probeFallback } from './probe-fallback.ts';
import { probeLmServer } from './probe-lm-server.ts';

export interface LmSettings extends ModelSettings {
  /** Seconds one answer may take in all, queue and retries included; undefined: only silence is bounded. */
  readonly answerSeconds?: number;
}

/** Troubles of one host: another one may do the same call. What is wrong with the prompt is wrong everywhere. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'model-unreachable',
  'model-not-a-server',
  'model-refused-key',
  'model-missing',
  'model-none-loaded',
  'model-load-failed',
  'model-stalled',
  'model-failed',
  'model-other-answered',
]);
/** Conversations whose host is remembered. */
const MOST_CONVERSATIONS = 1_000;

/** Loaded beside other work: the SDK and node:http, which makes Node load undici, take 30 ms. */
const loadAsking = () => import('./ask-with-retries.ts');

class Server implements ModelServer {
  readonly #settings: LmSettings;
  readonly #timing: LmTiming;
  readonly #pool: Pool;
  /** Models that have answered: they are in memory, whatever an older card says. */
  readonly #answered = new Set<string>();
  readonly #chosen = new Map<string, LmModel>();
  /** The endpoint that answered last, by conversation. */
  readonly #hosts = new Map<string, string>();

  constructor(settings: LmSettings, timing: LmTiming) {
    const { fallback } = settings;
    const patience = { clock: timing.clock, plan: timing.breaker };
    const apiKey = settings.apiKey;
    this.#settings = settings;
    this.#timing = timing;
    this.#pool = {
      endpoints: distinctAddresses(settings.urls).map(
        (address) => new Endpoint({ address, backend: 'lm_studio', apiKey }, patience),
      ),
      fallback:
        fallback &&
        new Endpoint(
          {
            address: normaliseLmUrl(fallback.url, 'fallback-url'),
            backend: 'remote',
            apiKey: fallback.apiKey,
          },
          patience,
        ),
      slowMilliseconds: timing.slowProbeMilliseconds,
      probe: (endpoint, signal) => this.#probe(endpoint, signal),
    };
  }

  async health(
    signal?: AbortSignal,
    reach: 'first-healthy' | 'every-endpoint' = 'first-healthy',
  ): Promise<ServerHealth> {
    const all = [...this.#pool.endpoints, ...(this.#pool.fallback ? [this.#pool.fallback] : [])];
    if (reach === 'every-endpoint') await Promise.all(all.map((one) => this.#probe(one, signal)));
    else {
      using _looked = await this.#pick(signal, this.#settings.key, true).catch(rethrowUnlessFault);
    }
    return poolHealth(this.#pool, this.#settings.key);
  }

  async choose(signal?: AbortSignal, key = this.#settings.key): Promise<ModelCard> {
    using reached = await this.#reach(signal, key);
    const { endpoint, trouble } = reached;
    if (endpoint.backend === 'lm_studio') return this.#remember(endpoint.modelFor(key));
    await this.#probe(endpoint, signal);
    const { probe } = endpoint;
    if (probe && 'fault' in probe) throw trouble ? bothFailed(trouble, probe.fault) : probe.fault;
    return this.#remember(endpoint.modelFor(undefined));
  }

  async ask(...[card, messages, options]: Parameters<ModelServer['ask']>): Promise<Answer> {
    const failed = new Map<string, Fault>();
    const { conversation, signal } = options;
    const sticky = conversation === undefined ? undefined : this.#hosts.get(conversation);
    const isRemote = card.backend === 'remote';
    const key = isRemote ? this.#settings.key : card.key;
    const wanted = {
      ...{ key, failed, preferred: card.endpoint, contextNeeded: needOf(card, messages, options) },
      ...(sticky !== undefined && { sticky }),
      fresh: () => this.#timing.freshMilliseconds,
    };
    for (;;) {
      signal?.throwIfAborted();
      using picked = this.#only(card, failed) ?? (await pickEndpoint(this.#pool, wanted, signal));
      const { endpoint } = picked;
      const model = await this.#modelAt(endpoint, { card, key, signal });
      const route = routeOf(picked, model);
      options.onRoute?.(route);
      try {
        const answer = await this.#askAt(endpoint, model, [card, messages, options]);
        endpoint.succeeded();
        if (conversation !== undefined) this.#settle(conversation, endpoint);
        return { ...answer, route };
      } catch (error) {
        if (!(error instanceof Fault) || !ELSEWHERE.has(error.code)) throw error;
        endpoint.failed();
        failed.set(endpoint.name, error);
      }
    }
  }

  /** The endpoint of the card where nothing has to be decided, and so nothing is asked before the call itself. */
  #only(card: ModelCard, failed: ReadonlyMap<string, Fault>): Picked | undefined {
    const [only, second] = this.#pool.endpoints;
    if (second || !only || only.name !== card.endpoint || failed.size > 0) return undefined;
    if (this.#pool.fallback && only.breaker.kind !== 'closed') return undefined;
    return pick(only, { decision: `${only.name}; it is the only endpoint` });
  }

  async #askAt(
    endpoint: Endpoint,
    model: LmModel,
    [card, messages, options]: Parameters<ModelServer['ask']>,
  ) {
    const name = `${endpoint.name} ${model.requestName}`;
    const call = {
      model,
      offered: endpoint.offered ?? [model],
      messages,
      options,
      apiKey: endpoint.apiKey,
      stallSeconds: this.#settings.stallSeconds,
      reportMilliseconds: this.#timing.reportMilliseconds,
    };
    const { askWithRetries } = await loadAsking();
    endpoint.slots.resize(model.card.parallel);
    const isLoaded = model.card.loaded || (endpoint.name === card.endpoint && card.loaded);
    const answer = await askWithRetries(call, {
      slots: endpoint.slots,
      plan: this.#timing.plan,
      isLoaded: () => isLoaded || this.#answered.has(name),
      answerSeconds: this.#settings.answerSeconds,
    });
    this.#answered.add(name);
    return answer;
  }

  /** An endpoint that answers. A server that was just started is given a moment: `lms server start` returns early. */
  async #reach(signal: AbortSignal | undefined, key: string | undefined): Promise<Picked> {
    const { plan } = this.#timing;
    return await pRetry(() => this.#pick(signal, key), {
      retries: Math.min(plan.retries, 2),
      minTimeout: plan.baseMilliseconds,
      randomize: true,
      ...(signal && { signal }),
      shouldRetry: ({ error }) => error instanceof Fault && error.code === 'model-unreachable',
    });
  }

  /** An endpoint by what it says of itself from now on. Throws the fault of the least wrong one when none is usable. */
  #pick(signal: AbortSignal | undefined, key: string | undefined, local = false): Promise<Picked> {
    const { clock } = this.#timing;
    const start = clock.now();
    const pool = local ? { ...this.#pool, fallback: undefined } : this.#pool;
    return pickEndpoint(pool, { key, failed: new Map(), fresh: () => clock.now() - start }, signal);
  }

  async #probe(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<void> {
    const request = {
      apiKey: endpoint.apiKey,
      timeoutMilliseconds: this.#timing.probeMilliseconds,
      signal,
    };
    const { fallback } = this.#settings;
    endpoint.learn(
      endpoint.backend === 'remote' && fallback
        ? await probeFallback(endpoint.address, fallback.key, request)
        : await probeLmServer(endpoint.address, request),
    );
  }

  #remember(model: LmModel): ModelCard {
    const { card, requestName } = model;
    this.#chosen.set(`${card.endpoint} ${card.key}`, model);
    if (card.loaded) this.#answered.add(`${card.endpoint} ${requestName}`);
    else this.#answered.delete(`${card.endpoint} ${requestName}`);
    return card;
  }

  /** The model behind a card at one endpoint, also of a card that was not chosen here (kept from another run). */
  async #modelAt(
    endpoint: Endpoint,
    { card, key, signal }: { card: ModelCard; key: string | undefined; signal: AbortSignal | undefined },
  ): Promise<LmModel> {
    if (endpoint.name === card.endpoint)
      return (
        this.#chosen.get(`${card.endpoint} ${card.key}`) ?? {
          ...{ card, requestName: card.key, names: [card.key], chat: true },
        }
      );
    if (endpoint.backend === 'lm_studio') return endpoint.modelFor(key);
    if (!endpoint.offered) await this.#probe(endpoint, signal);
    return endpoint.modelFor(undefined);
  }

  #settle(conversation: string, endpoint: Endpoint): void {
    this.#hosts.delete(conversation);
    this.#hosts.set(conversation, endpoint.name);
    const [oldest] = this.#hosts.keys();
    if (this.#hosts.size > MOST_CONVERSATIONS && oldest !== undefined) this.#hosts.delete(oldest);
  }
}

function routeOf({ endpoint, trouble, decision }: Picked, model: LmModel): Route {
  return {
    backend: endpoint.backend,
    endpoint: endpoint.name,
    model: model.card.key,
    ...(trouble && { fellBack: trouble }),
    decision,
  };
}

function rethrowUnlessFault(error: unknown): undefined {
  if (!(error instanceof Fault)) throw error;
  return undefined;
}

/**
 * The adapter to LM Studio and other OpenAI-compatible servers: the only code that talks to a model.
 * Addresses are read at once; nothing is connected before the first call.
 *
 * @throws Fault `bad-settings` for an address that cannot be one
 */
export function createModelServer(settings: LmSettings, timing: Partial<LmTiming> = {}): ModelServer {
  void loadAsking();
  return new Server(settings, { ...USUAL_TIMING, ...timing });
}
