import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuseToken } from './authentication.ts';
import { answerChat } from './chat-route.ts';
import type { LmStudio } from './lm-studio.ts';
import { answerMinimal } from './minimal-routes.ts';
import { answerModels } from './model-routes.ts';
import { answerNativeChat } from './native-chat-route.ts';
import type { LoggedRequest } from './request-log.ts';
import { sendJson } from './send.ts';

/** One request on its way through the emulator. `gone` fires when the client closes the connection early. */
export interface Exchange {
  readonly studio: LmStudio;
  readonly request: LoggedRequest;
  readonly response: ServerResponse;
  readonly body: Readonly<Record<string, unknown>>;
  readonly gone: AbortSignal;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Every path LM Studio does not know is a 200 with an error inside; a plain server says 404. */
function answerUnknown({ studio, request, response }: Exchange): void {
  if (studio.options.kind === 'openai') sendJson(response, 404, { error: { message: 'Not Found' } });
  else
    sendJson(response, 200, {
      error: `Unexpected endpoint or method. (${request.method} ${request.path})`,
    });
}

async function route(exchange: Exchange): Promise<void> {
  const { studio, request, response } = exchange;
  const prefix = studio.options.pathPrefix ?? '';
  if (!request.path.startsWith(prefix)) return answerUnknown(exchange);
  if (refuseToken(studio.options.auth, request.headers.authorization, response)) return;
  const path = request.path.slice(prefix.length);
  const spoken = `${request.method} ${path}`;
  if (await answerModels(exchange, path)) return;
  if (spoken === 'POST /v1/chat/completions') return answerChat(exchange, 'v1');
  if (studio.options.kind !== 'openai') {
    if (spoken === 'POST /api/v0/chat/completions') return answerChat(exchange, 'v0');
    if (spoken === 'POST /api/v1/chat' && studio.options.kind !== 'lm-studio-0.3')
      return answerNativeChat(exchange);
  }
  if (!answerMinimal(exchange, spoken)) answerUnknown(exchange);
}

/** Logs the request, reads its body and routes it. */
export async function answerRequest(
  studio: LmStudio,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  const text = await readBody(request).catch(() => undefined);
  const body = text === undefined ? undefined : parseBody(text);
  const logged: LoggedRequest = {
    method: request.method ?? '',
    path: (request.url ?? '').split('?')[0] ?? '',
    headers: request.headers,
    body: body ?? text,
    at: new Date(),
    aborted: false,
  };
  studio.requests.push(logged);
  response.on('close', () => {
    logged.endedAt = new Date();
    logged.status = response.statusCode;
    if (response.writableFinished) return;
    logged.aborted = true;
    gone.abort();
  });
  if (body === undefined) return sendJson(response, 400, { error: 'The request body is not valid JSON.' });
  await route({ studio, request: logged, response, body, gone: gone.signal });
}
