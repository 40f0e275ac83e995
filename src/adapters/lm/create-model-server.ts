import pRetry from 'p-retry';
import { Fault } from '../../core/fault.ts';
import type { ModelSettings } from '../../core/policy/settings.ts';
import type { ModelCard, ModelServer, ServerHealth } from '../../ports/model.ts';
import type { RetryPlan } from './ask-with-retries.ts';
import { chooseLmModel } from './choose-lm-model.ts';
import type { LmModel } from './lm-model.ts';
import { normaliseLmUrl } from './normalise-lm-url.ts';
import { type LmProbe, probeLmServer } from './probe-lm-server.ts';
import { RequestSlots } from './request-slots.ts';
import { type SelectedBackend, selectLmBackend } from './select-lm-backend.ts';

export interface LmSettings extends ModelSettings {
  /** Seconds one answer may take in all, queue and retries included; undefined: only silence is bounded. */
  readonly answerSeconds?: number;
}

/** What tests change: how long things take. */
export interface LmTiming {
  readonly plan: RetryPlan;
  readonly reportMilliseconds: number;
  readonly probeMilliseconds: number;
  /** A probe that takes longer makes the endpoint `degraded`. */
  readonly slowProbeMilliseconds: number;
}

const TIMING: LmTiming = {
  plan: { retries: 3, baseMilliseconds: 500 },
  reportMilliseconds: 10_000,
  probeMilliseconds: 5_000,
  slowProbeMilliseconds: 2_000,
};

/** Loaded beside other work: the SDK and node:http, which makes Node load undici, take 30 ms. */
const loadAsking = () => import('./ask-with-retries.ts');

class Server implements ModelServer {
  readonly #settings: LmSettings;
  readonly #timing: LmTiming;
  readonly #addresses;
  /** What each endpoint offered when it was last asked. */
  readonly #offered = new Map<string, readonly LmModel[]>();
  readonly #chosen = new Map<string, LmModel>();
  readonly #slots = new Map<string, RequestSlots>();
  /** Models that have answered: they are in memory, whatever an older card says. */
  readonly #answered = new Set<string>();

  constructor(settings: LmSettings, timing: LmTiming) {
    if (settings.urls.length === 0) throw new Fault('bad-settings', 'lm-studio-url is empty');
    this.#settings = settings;
    this.#timing = timing;
    this.#addresses = settings.urls.map(normaliseLmUrl);
  }

  async health(signal?: AbortSignal): Promise<ServerHealth> {
    const { chosen, passedOver } = await this.#select(signal);
    const endpoint = chosen.address.apiBase;
    const errors = [...passedOver, chosen].flatMap((probe) => this.#complaints(probe));
    const { milliseconds } = chosen;
    if ('fault' in chosen) {
      // A server that refuses the key is there; only its models are out of reach.
      const status = chosen.fault.code === 'model-refused-key' ? 'degraded' : 'offline';
      return { status, endpoint, models: [], milliseconds, errors };
    }
    const degraded = this.#complaints(chosen).length > 0;
    const models = chosen.models.filter((model) => model.chat).map((model) => model.card);
    return { status: degraded ? 'degraded' : 'healthy', endpoint, models, milliseconds, errors };
  }

  async choose(signal?: AbortSignal, key = this.#settings.key): Promise<ModelCard> {
    const chosen = await this.#reach(signal);
    const endpoint = chosen.address.apiBase;
    const model = chooseLmModel(chosen.models, key, endpoint);
    this.#chosen.set(`${endpoint} ${model.card.key}`, model);
    if (model.card.loaded) this.#answered.add(`${endpoint} ${model.requestName}`);
    else this.#answered.delete(`${endpoint} ${model.requestName}`);
    return model.card;
  }

  async ask(...[card, messages, options]: Parameters<ModelServer['ask']>) {
    const model = this.#modelOf(card);
    const name = `${card.endpoint} ${model.requestName}`;
    const call = {
      model,
      offered: this.#offered.get(card.endpoint) ?? [model],
      messages,
      options,
      apiKey: this.#settings.apiKey,
      stallSeconds: this.#settings.stallSeconds,
      reportMilliseconds: this.#timing.reportMilliseconds,
    };
    const { askWithRetries } = await loadAsking();
    const answer = await askWithRetries(call, {
      slots: this.#slotsOf(card),
      plan: this.#timing.plan,
      isLoaded: () => card.loaded || this.#answered.has(name),
      answerSeconds: this.#settings.answerSeconds,
    });
    this.#answered.add(name);
    return answer;
  }

  #select(signal: AbortSignal | undefined): Promise<SelectedBackend> {
    return selectLmBackend(this.#probes(signal), (probe) => {
      if ('fault' in probe) return probe.fault.code === 'model-refused-key' ? 3 : 4;
      if (this.#unusable(probe)) return 2;
      return this.#isSlow(probe) ? 1 : 0;
    });
  }

  /** An endpoint that answers. A server that was just started is given a moment: `lms server start` returns early. */
  async #reach(signal: AbortSignal | undefined) {
    const { plan } = this.#timing;
    return await pRetry(
      async () => {
        const { chosen } = await this.#select(signal);
        if ('fault' in chosen) throw chosen.fault;
        return chosen;
      },
      {
        retries: Math.min(plan.retries, 2),
        minTimeout: plan.baseMilliseconds,
        randomize: true,
        ...(signal && { signal }),
        shouldRetry: ({ error }) => error instanceof Fault && error.code === 'model-unreachable',
      },
    );
  }

  async *#probes(signal: AbortSignal | undefined): AsyncGenerator<LmProbe> {
    for (const address of this.#addresses) {
      const probe = await probeLmServer(address, {
        apiKey: this.#settings.apiKey,
        timeoutMilliseconds: this.#timing.probeMilliseconds,
        signal,
      });
      if ('models' in probe) this.#offered.set(address.apiBase, probe.models);
      yield probe;
    }
  }

  /** The fault of an endpoint that answers but has no model for this run. */
  #unusable(probe: LmProbe & { readonly models: readonly LmModel[] }): Fault | undefined {
    try {
      chooseLmModel(probe.models, this.#settings.key, probe.address.apiBase);
      return undefined;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  #isSlow(probe: LmProbe): boolean {
    return probe.milliseconds > this.#timing.slowProbeMilliseconds;
  }

  /** Why an endpoint is not healthy, one sentence each; empty when it is. */
  #complaints(probe: LmProbe): string[] {
    if ('fault' in probe) return [probe.fault.message];
    const slow = `${probe.address.apiBase} took ${probe.milliseconds} ms to list its models.`;
    const unusable = this.#unusable(probe);
    return [...(unusable ? [unusable.message] : []), ...(this.#isSlow(probe) ? [slow] : [])];
  }

  /** The model behind a card, also one that was not chosen here (kept by the caller from another run). */
  #modelOf(card: ModelCard): LmModel {
    const chosen = this.#chosen.get(`${card.endpoint} ${card.key}`);
    return chosen ?? { card, requestName: card.key, names: [card.key], chat: true };
  }

  #slotsOf(card: ModelCard): RequestSlots {
    const known = this.#slots.get(card.endpoint) ?? new RequestSlots(card.parallel);
    known.resize(card.parallel);
    this.#slots.set(card.endpoint, known);
    return known;
  }
}

/**
 * The adapter to LM Studio and other OpenAI-compatible servers: the only code that talks to a model.
 * Addresses are read at once; nothing is connected before the first call.
 *
 * @throws Fault `bad-settings` for an address that cannot be one
 */
export function createModelServer(settings: LmSettings, timing: Partial<LmTiming> = {}): ModelServer {
  void loadAsking();
  return new Server(settings, { ...TIMING, ...timing });
}
