import { EventStream } from './event-stream.ts';
import { pause } from './pause.ts';
import type { Prediction } from './prediction.ts';
import type { Exchange } from './routes.ts';
import type { ScriptedFault, StreamShape } from './scripted-reply.ts';

type Delta = Record<string, unknown>;

/** Deltas in the order a model writes them: reasoning, text, tool calls. */
function deltas(prediction: Prediction, shape: StreamShape): Delta[] {
  const field = prediction.reply.reasoningField ?? 'reasoning_content';
  const all: Delta[] = [
    ...prediction.reasoning.map((piece) => ({ [field]: piece })),
    ...prediction.text.map((piece) => ({ content: piece })),
    ...prediction.toolCalls.map((call, index) => ({ tool_calls: [{ index, ...call }] })),
  ];
  return all.map((delta, index) =>
    index === 0 || shape.roleEverywhere ? { role: 'assistant', ...delta } : delta,
  );
}

/** Plays the fault; true when the answer ends with it. */
async function play(fault: ScriptedFault, stream: EventStream, exchange: Exchange): Promise<void> {
  const { response, gone } = exchange;
  if (fault.kind === 'silence') {
    await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
  } else if (fault.kind === 'cut') {
    response.socket?.destroy();
  } else if (fault.kind === 'error-frame') {
    await stream.event(fault.body, fault.event ? 'error' : undefined);
    if (fault.broken) response.socket?.end();
    else response.end();
  } else if (fault.kind === 'done-only') {
    await stream.event('[DONE]');
    response.end();
  } else if (fault.kind === 'splice') {
    await stream.raw('data: {"id":"chatcmpl-x","choices":[{"index":0,"deldata: {"id":"chatcmpl-x"}\n\n');
    response.end();
  } else response.end();
}

/** The stream of section 1.4: deltas, a last one with the finish_reason, usage when asked for, `[DONE]`. */
export async function streamReply(
  exchange: Exchange,
  prediction: Prediction,
  shape: StreamShape,
): Promise<void> {
  const { request, response, gone } = exchange;
  const stream = new EventStream(response, shape);
  const fault = prediction.reply.fault;
  const breakAt = fault && 'after' in fault ? fault.after : 0;
  const head = {
    id: prediction.id,
    object: 'chat.completion.chunk',
    created: prediction.created,
    model: prediction.model,
    system_fingerprint: prediction.model,
  };
  const chunk = (delta: Delta, finish: string | null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  for (const [index, delta] of deltas(prediction, shape).entries()) {
    if (fault && index === breakAt) return play(fault, stream, exchange);
    await pause(prediction.tokenMilliseconds, gone);
    if (gone.aborted) return;
    await stream.event(chunk(delta, null));
  }
  if (fault) return play(fault, stream, exchange);
  await stream.event(chunk({}, prediction.finish));
  const options = (request.body as { stream_options?: { include_usage?: boolean } }).stream_options;
  if (options?.include_usage === true) await stream.event({ ...head, choices: [], usage: prediction.usage });
  await stream.event('[DONE]');
  response.end();
}
