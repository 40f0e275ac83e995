import { z } from 'zod';
import type { ModelCard } from '../../ports/model.ts';
import { type LmModel, modelCard } from './lm-model.ts';

const count = z.number().int().positive().optional().catch(undefined);
const MODEL = z.object({
  id: z.string(),
  owned_by: z.string().optional().catch(undefined),
  /** vLLM: tokens one request may use, prompt and answer. */
  max_model_len: count,
  /** llama.cpp. */
  meta: z.object({ n_ctx_train: count }).optional().catch(undefined),
});
const PROPS = z.object({
  default_generation_settings: z.object({ n_ctx: count }).optional().catch(undefined),
  total_slots: count,
  build_info: z.string().optional().catch(undefined),
});

/** `/v1/models` has no types: these are the names embedding models go by. */
const EMBEDDING_NAME = /embed|(^|[/_-])(bge|e5|gte)-/i;

/** Models of `GET /v1/models`, undefined when the answer is no such list. */
export function readOpenAiModels(
  body: unknown,
  endpoint: string,
  kind: ModelCard['endpointKind'],
): LmModel[] | undefined {
  const list = (body as { data?: unknown } | null)?.data;
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item) => {
    const entry = MODEL.safeParse(item).data;
    if (!entry) return [];
    const card = modelCard({
      key: entry.id,
      endpoint,
      endpointKind: kind,
      contextLoaded: entry.max_model_len,
      contextMax: entry.meta?.n_ctx_train,
    });
    return [{ card, requestName: entry.id, names: [entry.id], chat: !EMBEDDING_NAME.test(entry.id) }];
  });
}

/**
 * Adds what llama.cpp's `GET /props` says: the context of one slot, the slots, the build.
 * Format: https://github.com/ggml-org/llama.cpp/tree/master/tools/server#get-props
 */
export function addLlamaCppProps(models: LmModel[], body: unknown): LmModel[] {
  const props = PROPS.safeParse(body).data;
  if (props?.total_slots === undefined) return models;
  return models.map((model) => ({
    ...model,
    card: modelCard({
      ...model.card,
      contextLoaded: props.default_generation_settings?.n_ctx,
      parallel: props.total_slots,
      runtimeName: 'llama.cpp',
      runtimeVersion: props.build_info,
    }),
  }));
}
