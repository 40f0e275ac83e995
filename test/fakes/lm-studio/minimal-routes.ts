import type { Exchange } from './routes.ts';
import { sendJson } from './send.ts';

/** The other OpenAI routes, in the least form that is true to LM Studio (facts/lmstudio.md 1.6). */
export function answerMinimal({ body, response }: Exchange, spoken: string): boolean {
  const model = String(body['model'] ?? '');
  if (spoken === 'POST /v1/completions')
    sendJson(response, 200, {
      id: 'cmpl-p9rtxv6fky2v9k8jrd8cc',
      object: 'text_completion',
      model,
      choices: [{ index: 0, text: '', logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 },
    });
  else if (spoken === 'POST /v1/embeddings')
    sendJson(response, 200, {
      object: 'list',
      model,
      data: [{ object: 'embedding', index: 0, embedding: [0, 0, 0] }],
      usage: { prompt_tokens: 0, total_tokens: 0 },
    });
  else if (spoken === 'POST /v1/responses')
    sendJson(response, 200, {
      id: 'resp_0182bd7c479d7451',
      object: 'response',
      status: 'completed',
      model,
      output: [
        { type: 'message', content: [{ type: 'output_text', text: '', annotations: [], logprobs: [] }] },
      ],
      usage: { input_tokens: 1, output_tokens: 0, total_tokens: 1 },
    });
  else return false;
  return true;
}
