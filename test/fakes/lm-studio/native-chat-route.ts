import { EventStream } from './event-stream.ts';
import { pause } from './pause.ts';
import { Prediction } from './prediction.ts';
import type { Exchange } from './routes.ts';
import { sendJson, startStream } from './send.ts';

const KEYS = [
  'model',
  'input',
  'system_prompt',
  'integrations',
  'stream',
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'repeat_penalty',
  'max_output_tokens',
  'reasoning',
  'context_length',
  'store',
  'previous_response_id',
];

function result(prediction: Prediction) {
  return {
    model_instance_id: prediction.model,
    output: [
      ...(prediction.reasoning.length > 0
        ? [{ type: 'reasoning', content: prediction.reasoning.join('') }]
        : []),
      { type: 'message', content: prediction.text.join('') },
    ],
    stats: {
      input_tokens: prediction.promptTokens,
      total_output_tokens: prediction.completionTokens,
      reasoning_output_tokens: prediction.reasoning.length,
      tokens_per_second: 51.4,
      time_to_first_token_seconds: 0.111,
    },
    response_id: 'resp_0182bd7c479d7451f9a35471f9c26b34de87a7255856b9a4',
  };
}

async function sendParts(events: EventStream, prediction: Prediction, gone: AbortSignal): Promise<void> {
  const event = (type: string, fields: object = {}) => events.event({ type, ...fields }, type);
  const parts = [
    ['reasoning', prediction.reasoning],
    ['message', prediction.text],
  ] as const;
  for (const [name, pieces] of parts) {
    if (name === 'reasoning' && pieces.length === 0) continue;
    await event(`${name}.start`);
    for (const content of pieces) {
      await pause(prediction.tokenMilliseconds, gone);
      await event(`${name}.delta`, { content });
    }
    await event(`${name}.end`);
  }
}

/** `POST /api/v1/chat` (R9): strict keys, 404 for unknown models, events in their documented order. */
export async function answerNativeChat(exchange: Exchange): Promise<void> {
  const { studio, body, response, gone } = exchange;
  const unknown = Object.keys(body).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) {
    const message = `Unrecognized key(s) in object: ${unknown.map((key) => `'${key}'`).join(', ')}`;
    return sendJson(response, 400, {
      error: { type: 'invalid_request', code: 'unrecognized_keys', message },
    });
  }
  const name = String(body['model'] ?? '');
  const known =
    studio.table.find(name) ?? studio.table.running().find((one) => one.instance.instanceId === name);
  const resolved = known ? await studio.table.resolve(name) : undefined;
  if (!resolved || 'status' in resolved) {
    const message = `Model ${name} not found in downloaded models`;
    return sendJson(response, 404, { error: { type: 'model_not_found', message } });
  }
  const messages = [{ role: 'user', content: String(body['input'] ?? '') }];
  const asked = {
    model: name,
    messages,
    stream: body['stream'] === true,
    includeUsage: false,
    maxTokens: typeof body['max_output_tokens'] === 'number' ? body['max_output_tokens'] : undefined,
    body,
  };
  const prediction = new Prediction(resolved, asked, await studio.nextReply(asked), studio.options);
  if (!asked.stream) return sendJson(response, 200, result(prediction));
  startStream(response);
  const events = new EventStream(response, studio.options.shape ?? {});
  const event = (type: string, fields: object = {}) => events.event({ type, ...fields }, type);
  await event('chat.start', { model_instance_id: prediction.model });
  if (resolved.loadedNow) {
    await event('model_load.start');
    await event('model_load.progress', { progress: 1 });
    await event('model_load.end', { load_time_seconds: studio.table.loadDelayMilliseconds / 1000 });
  }
  await event('prompt_processing.start');
  await event('prompt_processing.progress', { progress: 1 });
  await event('prompt_processing.end');
  await sendParts(events, prediction, gone);
  await event('chat.end', { result: result(prediction) });
  response.end();
}
