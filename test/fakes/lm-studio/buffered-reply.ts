import type { ChatApi } from './chat-route.ts';
import { pause } from './pause.ts';
import type { Prediction } from './prediction.ts';
import type { Exchange } from './routes.ts';
import { sendJson } from './send.ts';

/** What only `/api/v0` adds: speed, the loaded model and the runtime (documented sample, section 2.1). */
function v0Extras(prediction: Prediction) {
  const { model } = prediction.running;
  return {
    stats: {
      tokens_per_second: 51.4,
      time_to_first_token: 0.111,
      generation_time: 0.954,
      stop_reason: prediction.finish === 'length' ? 'maxPredictedTokensReached' : 'eosFound',
    },
    model_info: {
      arch: model.architecture,
      quant: model.quantization,
      format: model.format,
      context_length: prediction.contextLength,
    },
    runtime: {
      name: 'llama.cpp-linux-x86_64-nvidia-cuda12-avx2',
      version: '2.8.0',
      supported_formats: ['gguf'],
    },
  };
}

/** The reply without streaming, exactly as recorded: empty fields are present. */
export async function bufferedReply(
  { response, gone }: Exchange,
  prediction: Prediction,
  api: ChatApi,
): Promise<void> {
  await pause(prediction.completionTokens * prediction.tokenMilliseconds, gone);
  if (gone.aborted) return;
  const field = prediction.reply.reasoningField ?? 'reasoning_content';
  sendJson(response, 200, {
    id: prediction.id,
    object: 'chat.completion',
    created: prediction.created,
    model: prediction.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: prediction.text.join(''),
          [field]: prediction.reasoning.join(''),
          tool_calls: prediction.toolCalls,
        },
        logprobs: null,
        finish_reason: prediction.finish,
      },
    ],
    usage: prediction.usage,
    stats: {},
    system_fingerprint: prediction.model,
    ...(api === 'v0' && v0Extras(prediction)),
  });
}
