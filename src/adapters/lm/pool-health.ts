import { Fault } from '../../core/fault.ts';
import type { EndpointHealth, LmStatus, ServerHealth } from '../../ports/model.ts';
import { chooseLmModel } from './choose-lm-model.ts';
import type { Endpoint } from './endpoint.ts';
import type { Pool } from './pool.ts';
import type { LmProbe } from './probe-lm-server.ts';

/** What is wrong with an endpoint: 0 nothing, 1 slow, 2 no usable model, 3 it refuses the key, 4 it is not there. */
interface Looked {
  readonly endpoint: Endpoint;
  readonly probe: LmProbe;
  readonly fault: Fault | undefined;
  readonly slow: boolean;
  readonly wrong: number;
}

/** How the pool is by the last probes: that of its best LM Studio endpoint, with the complaints about all others. */
export function poolHealth(pool: Pool, key: string | undefined): ServerHealth {
  const looked = pool.endpoints.flatMap((one) => lookAt(one, key, pool.slowMilliseconds) ?? []);
  const remote = pool.fallback && lookAt(pool.fallback, undefined, pool.slowMilliseconds);
  const endpoints = [...looked, ...(remote ? [remote] : [])].map((one) => describe(one, key));
  const best = looked.toSorted((a, b) => a.wrong - b.wrong)[0];
  if (!best) {
    const off = new Fault('model-disabled', 'LM_STUDIO_ENABLED is off');
    const errors = remote && remote.wrong < 2 ? [] : [off.message];
    return {
      ...{ status: 'offline', endpoint: pool.fallback?.name ?? '', models: [], milliseconds: 0 },
      ...{ errors, endpoints },
    };
  }
  const others = looked.filter((one) => one !== best);
  const models = 'models' in best.probe ? best.probe.models.filter((model) => model.chat) : [];
  return {
    status: statusOf(best),
    endpoint: best.endpoint.name,
    models: models.map((model) => model.card),
    milliseconds: best.probe.milliseconds,
    errors: [...others, best].flatMap(complaints),
    endpoints,
  };
}

function lookAt(endpoint: Endpoint, key: string | undefined, slowMilliseconds: number): Looked | undefined {
  const { probe } = endpoint;
  if (!probe) return undefined;
  const slow = probe.milliseconds > slowMilliseconds;
  const fault = faultOf(endpoint, probe, key);
  const lost = fault?.code === 'model-refused-key' ? 3 : 4;
  const wrong = 'fault' in probe ? lost : fault ? 2 : slow ? 1 : 0;
  return { endpoint, probe, fault, slow, wrong };
}

/** The fault of an endpoint that does not answer, or answers and has no model for this run. */
function faultOf(endpoint: Endpoint, probe: LmProbe, key: string | undefined): Fault | undefined {
  if ('fault' in probe) return probe.fault;
  try {
    chooseLmModel(probe.models, key, endpoint.name);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** A server that refuses the key is there; only its models are out of reach. */
function statusOf({ wrong, probe }: Looked): LmStatus {
  if ('fault' in probe) return wrong === 3 ? 'degraded' : 'offline';
  return wrong === 0 ? 'healthy' : 'degraded';
}

function complaints({ endpoint, probe, fault, slow }: Looked): readonly string[] {
  const slowness = `${endpoint.name} took ${probe.milliseconds} ms to list its models.`;
  return [...(fault ? [fault.message] : []), ...(slow && !('fault' in probe) ? [slowness] : [])];
}

function describe({ endpoint, probe, fault, slow, wrong }: Looked, key: string | undefined): EndpointHealth {
  const about = {
    endpoint: endpoint.name,
    backend: endpoint.backend,
    ok: wrong === 0,
    breaker: endpoint.breaker.kind,
    latency: probe.milliseconds,
  };
  if (fault) return { ...about, reason: fault.message.slice(0, -fault.fix.length).trimEnd(), fix: fault.fix };
  const model = endpoint.modelFor(endpoint.backend === 'remote' ? undefined : key).card;
  const used = `${model.key}${model.loaded ? '' : ' (not loaded)'}`;
  return { ...about, reason: slow ? `${used}, slow to answer` : used };
}
