import type { EmulatedModel, LoadedInstance } from './emulated-model.ts';
import type { Exchange } from './routes.ts';
import { sendJson } from './send.ts';

/** A model as `/api/v0` shows it (one line per downloaded model; the loaded context only when loaded). */
function v0Model(model: EmulatedModel) {
  const loaded = model.instances[0];
  return {
    id: model.key,
    object: 'model',
    type: model.type === 'embedding' ? 'embeddings' : model.type,
    publisher: model.publisher,
    arch: model.architecture,
    compatibility_type: model.format,
    quantization: model.quantization,
    state: loaded ? 'loaded' : 'not-loaded',
    max_context_length: model.maxContext,
    ...(loaded && { loaded_context_length: loaded.contextLength }),
    ...(model.trainedForToolUse && { capabilities: ['tool_use'] }),
  };
}

const instanceConfig = (instance: LoadedInstance) => ({
  context_length: instance.contextLength,
  eval_batch_size: 512,
  parallel: instance.parallel,
  flash_attention: true,
  offload_kv_cache_to_gpu: true,
});

/** A model as `/api/v1` shows it; embeddings have no architecture and no capabilities. */
function v1Model(model: EmulatedModel) {
  return {
    type: model.type === 'vlm' ? 'llm' : model.type,
    publisher: model.publisher,
    key: model.key,
    display_name: model.key,
    ...(model.type !== 'embedding' && { architecture: model.architecture }),
    quantization: { name: model.quantization, bits_per_weight: 4 },
    size_bytes: model.sizeBytes,
    params_string: '30B-A3B',
    loaded_instances: model.instances.map((instance) => ({
      id: instance.instanceId,
      config: instanceConfig(instance),
    })),
    max_context_length: model.maxContext,
    format: model.format,
    ...(model.type !== 'embedding' && {
      capabilities: {
        vision: model.type === 'vlm',
        trained_for_tool_use: model.trainedForToolUse,
        ...(model.reasoning && { reasoning: { allowed_options: ['off', 'on'], default: 'on' } }),
      },
    }),
    description: null,
    variants: model.variants,
    selected_variant: model.variants[0],
  };
}

function openAiModels({ studio }: Exchange) {
  const { table, options } = studio;
  const plain = options.kind === 'openai';
  const ids = table.models.flatMap((model) => {
    if (model.instances.length > 0) return model.instances.map((instance) => instance.instanceId);
    return table.jit || plain ? [model.key] : [];
  });
  const data = ids.map((id) => ({
    id,
    object: 'model',
    owned_by: 'organization_owner',
    ...options.modelFields,
  }));
  return { data, object: 'list' };
}

const LOAD_KEYS = [
  'model',
  'context_length',
  'eval_batch_size',
  'flash_attention',
  'num_experts',
  'offload_kv_cache_to_gpu',
  'echo_load_config',
];

async function load({ studio, body, response }: Exchange): Promise<void> {
  const unknown = Object.keys(body).filter((key) => !LOAD_KEYS.includes(key));
  if (unknown.length > 0) {
    const message = `Unrecognized key(s) in object: ${unknown.map((key) => `'${key}'`).join(', ')}`;
    return sendJson(response, 400, {
      error: { type: 'invalid_request', code: 'unrecognized_keys', message },
    });
  }
  const model = studio.table.find(String(body['model']));
  if (!model) {
    const message = `Model ${String(body['model'])} not found in downloaded models`;
    return sendJson(response, 404, { error: { type: 'model_not_found', message } });
  }
  const instance = await studio.table.load(model, Number(body['context_length'] ?? 4096));
  sendJson(response, 200, {
    type: model.type,
    instance_id: instance.instanceId,
    load_time_seconds: studio.table.loadDelayMilliseconds / 1000,
    status: 'loaded',
    ...(body['echo_load_config'] === true && { load_config: instanceConfig(instance) }),
  });
}

function unload({ studio, body, response }: Exchange): void {
  const id = String(body['instance_id']);
  const message = `Model with instance identifier '${id}' is not loaded.`;
  if (studio.table.unload(id)) sendJson(response, 200, { instance_id: id });
  else sendJson(response, 404, { error: { type: 'model_not_found', message } });
}

async function answerV1(exchange: Exchange, path: string): Promise<boolean> {
  const { studio, request, response } = exchange;
  const spoken = `${request.method} ${path}`;
  if (spoken === 'GET /api/v1/models') sendJson(response, 200, { models: studio.table.models.map(v1Model) });
  else if (spoken === 'POST /api/v1/models/load') await load(exchange);
  else if (spoken === 'POST /api/v1/models/unload') unload(exchange);
  else if (spoken === 'POST /api/v1/models/download')
    sendJson(response, 200, { status: 'already_downloaded' });
  else if (spoken.startsWith('GET /api/v1/models/download/status/'))
    sendJson(response, 404, { error: { type: 'job_not_found', message: 'Job not found' } });
  else return false;
  return true;
}

function answerV0({ studio, request, response }: Exchange, path: string): boolean {
  if (request.method !== 'GET' || !path.startsWith('/api/v0/models')) return false;
  const listed = studio.table.models.filter((model) => studio.table.jit || model.instances.length > 0);
  const id = decodeURIComponent(path.slice('/api/v0/models/'.length));
  if (path === '/api/v0/models') sendJson(response, 200, { object: 'list', data: listed.map(v0Model) });
  else {
    const model = listed.find((one) => one.key === id);
    if (model) sendJson(response, 200, v0Model(model));
    else sendJson(response, 404, { error: { message: `Model ${id} not found`, code: 'model_not_found' } });
  }
  return true;
}

/** Everything about models: R1 to R5, and `/props` of llama.cpp for plain servers. */
export async function answerModels(exchange: Exchange, path: string): Promise<boolean> {
  const { studio, request, response } = exchange;
  const kind = studio.options.kind ?? 'lm-studio';
  if (request.method === 'GET' && path === '/v1/models') {
    sendJson(response, 200, openAiModels(exchange));
    return true;
  }
  if (kind === 'openai') {
    if (request.method !== 'GET' || path !== '/props' || studio.options.props === undefined) return false;
    sendJson(response, 200, studio.options.props);
    return true;
  }
  if (request.method === 'GET' && path === '/lmstudio-greeting') {
    sendJson(response, 200, { lmstudio: true });
    return true;
  }
  if (answerV0(exchange, path)) return true;
  return kind === 'lm-studio' && answerV1(exchange, path);
}
