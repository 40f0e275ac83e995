import { bufferedReply } from './buffered-reply.ts';
import { overflowMessage } from './error-bodies.ts';
import type { Running } from './model-table.ts';
import { pause } from './pause.ts';
import { Prediction } from './prediction.ts';
import type { Exchange } from './routes.ts';
import type { ChatRequest, ScriptedReply } from './scripted-reply.ts';
import { sendJson, startStream } from './send.ts';
import { streamReply } from './stream-reply.ts';

export type ChatApi = 'v0' | 'v1';

function chatRequest(body: Readonly<Record<string, unknown>>): Omit<ChatRequest, 'number'> {
  const options = body['stream_options'] as { include_usage?: boolean } | undefined;
  const maxTokens = body['max_tokens'] ?? body['max_completion_tokens'];
  return {
    model: String(body['model'] ?? ''),
    messages: body['messages'] as ChatRequest['messages'],
    stream: body['stream'] === true,
    includeUsage: options?.include_usage === true,
    maxTokens: typeof maxTokens === 'number' && maxTokens > 0 ? maxTokens : undefined,
    body,
  };
}

/** LM Studio's own complaint about the request, before any model is looked at. */
function complaint(body: Readonly<Record<string, unknown>>): string | undefined {
  if (!Array.isArray(body['messages'])) return "'messages' field is required";
  const format = body['response_format'] as { type?: string; json_schema?: { schema?: unknown } } | undefined;
  if (!format || format.type === 'text') return undefined;
  if (format.type !== 'json_schema') return "'response_format.type' must be 'json_schema' or 'text'";
  if (typeof format.json_schema?.schema === 'object') return undefined;
  return "'response_format.json_schema.schema' must be an object";
}

/** A fault that comes before any model is looked at; false when there is none. */
async function answerFault({ response, gone }: Exchange, reply: ScriptedReply): Promise<boolean> {
  const fault = reply.fault;
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return true;
  }
  if (fault?.kind === 'silence-before-headers') {
    await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
    return true;
  }
  if (fault?.kind !== 'answer') return false;
  if (fault.type === undefined) sendJson(response, fault.status, fault.body);
  else response.writeHead(fault.status, { 'Content-Type': fault.type }).end(String(fault.body));
  return true;
}

/** The prompt is too long: in the form of the scripted build, else as 0.4.25 does it. */
function answerOverflow(exchange: Exchange, request: Omit<ChatRequest, 'number'>, prediction: Prediction) {
  const { response } = exchange;
  const form = prediction.reply.overflow ?? (request.stream ? 'sse_error' : 'n_keep');
  if (form === 'silent_done' || (form === 'sse_error' && request.stream)) {
    startStream(response);
    if (form === 'silent_done') return void response.end('data: [DONE]\n\n');
    const message = overflowMessage(form, prediction.promptTokens, prediction.contextLength);
    return void response.end(`event: error\ndata: ${JSON.stringify({ error: { message }, message })}\n\n`);
  }
  const message = overflowMessage(form, prediction.promptTokens, prediction.contextLength);
  sendJson(response, 400, { error: message });
}

async function predict(
  exchange: Exchange,
  running: Running,
  request: Omit<ChatRequest, 'number'>,
  reply: ScriptedReply,
  api: ChatApi,
): Promise<void> {
  const { studio, response, gone } = exchange;
  const prediction = new Prediction(running, request, reply, studio.options);
  if (reply.overflow !== undefined || prediction.promptTokens >= prediction.contextLength)
    return answerOverflow(exchange, request, prediction);
  const shape = { ...studio.options.shape, ...reply.shape };
  if (request.stream && shape.headers !== 'after-reading') startStream(response);
  // A disconnect while the prompt is read does not free the slot before it has been read (BT#1143).
  await pause((prediction.promptTokens / (studio.options.prefillSpeed ?? Number.POSITIVE_INFINITY)) * 1000);
  if (gone.aborted) return;
  if (!request.stream) return bufferedReply(exchange, prediction, api);
  if (!response.headersSent) startStream(response);
  await streamReply(exchange, prediction, shape);
}

/** `POST /v1/chat/completions` and its `/api/v0` twin (R6, R7). */
export async function answerChat(exchange: Exchange, api: ChatApi): Promise<void> {
  const { studio, body, response, gone } = exchange;
  const wrong = complaint(body);
  if (wrong !== undefined) return sendJson(response, 400, { error: wrong });
  const request = chatRequest(body);
  const reply = await studio.nextReply(request);
  if (await answerFault(exchange, reply)) return;
  const resolved = await studio.table.resolve(
    request.model,
    typeof body['ttl'] === 'number' ? body['ttl'] * 1000 : undefined,
  );
  if ('status' in resolved) return sendJson(response, resolved.status, resolved.body, 4);
  const slots = studio.table.slots(resolved.instance);
  if (!(await slots.enter(gone))) return;
  try {
    await predict(exchange, resolved, request, reply, api);
  } finally {
    slots.leave();
  }
}
