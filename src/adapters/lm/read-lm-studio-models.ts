import { z } from 'zod';
import { type LmModel, modelCard } from './lm-model.ts';

const text = z.string().optional().catch(undefined);
const count = z.number().int().positive().optional().catch(undefined);

const V1_INSTANCE = z.object({
  id: z.string(),
  config: z
    .object({ context_length: count, parallel: count })
    .catch({ context_length: undefined, parallel: undefined }),
});
const V1_MODEL = z.object({
  key: z.string(),
  type: z.string().catch('llm'),
  architecture: text,
  format: text,
  quantization: z
    .union([z.object({ name: text }).transform((value) => value.name), z.string()])
    .optional()
    .catch(undefined),
  max_context_length: count,
  loaded_instances: z.array(z.unknown()).catch([]),
  variants: z.array(z.string()).catch([]),
  selected_variant: text,
});
const V0_MODEL = z.object({
  id: z.string(),
  type: z.string().catch('llm'),
  arch: text,
  compatibility_type: text,
  quantization: text,
  state: text,
  max_context_length: count,
  loaded_context_length: count,
});

/** Loads by request and by API always get four slots (lmstudio-bug-tracker#2061). */
const SLOTS_OF_A_JIT_LOAD = 4;

const isEmbedding = (type: string) => type.startsWith('embedding');

/** Items of a list that have the shape; others are left out, so that one odd model does not hide the rest. */
function readItems<T>(schema: z.ZodType<T>, list: unknown): T[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const read = schema.safeParse(item);
    return read.success ? [read.data] : [];
  });
}

function modelsOfV1Entry(entry: z.infer<typeof V1_MODEL>, endpoint: string): LmModel[] {
  const facts = {
    key: entry.key,
    endpoint,
    endpointKind: 'lm-studio' as const,
    architecture: entry.architecture,
    format: entry.format,
    contextMax: entry.max_context_length,
  };
  const chat = !isEmbedding(entry.type);
  const selected = entry.selected_variant;
  const running = readItems(V1_INSTANCE, entry.loaded_instances).map((instance) => ({
    card: modelCard({
      ...facts,
      quantization: entry.quantization,
      contextLoaded: instance.config.context_length,
      parallel: instance.config.parallel,
    }),
    requestName: instance.id,
    names: [entry.key, instance.id, ...(selected === undefined ? [] : [selected])],
    chat,
  }));
  const waiting = { loaded: false, parallel: SLOTS_OF_A_JIT_LOAD };
  const downloaded = running.length === 0 ? [entry.key] : [];
  // A variant that is not the selected one is another file: the reported quantisation is not its own.
  const others = entry.variants.filter((variant) => variant !== selected);
  return [
    ...running,
    ...downloaded.map((name) => ({
      card: modelCard({ ...facts, ...waiting, quantization: entry.quantization }),
      requestName: name,
      names: [name, ...(selected === undefined ? [] : [selected])],
      chat,
    })),
    ...others.map((variant) => ({
      card: modelCard({ ...facts, ...waiting, key: variant }),
      requestName: variant,
      names: [variant],
      chat,
    })),
  ];
}

/**
 * Models of `GET /api/v1/models` (LM Studio 0.4.0 and newer), one per running instance, undefined when the
 * answer is none. Format: https://lmstudio.ai/docs/developer/rest/list
 */
export function readV1Models(body: unknown, endpoint: string): LmModel[] | undefined {
  const list = (body as { models?: unknown } | null)?.models;
  if (!Array.isArray(list)) return undefined;
  return readItems(V1_MODEL, list).flatMap((entry) => modelsOfV1Entry(entry, endpoint));
}

/**
 * Models of `GET /api/v0/models` (LM Studio 0.3.6 and newer), undefined when the answer is none. It reports no
 * slots; servers that know only this route work on one request at a time.
 */
export function readV0Models(body: unknown, endpoint: string): LmModel[] | undefined {
  const list = (body as { data?: unknown } | null)?.data;
  if (!Array.isArray(list)) return undefined;
  const entries = readItems(V0_MODEL, list);
  // A plain server that answers every path with its OpenAI list knows no state.
  if (entries.length > 0 && entries.every((entry) => entry.state === undefined)) return undefined;
  return entries.map((entry) => ({
    card: modelCard({
      key: entry.id,
      endpoint,
      endpointKind: 'lm-studio',
      architecture: entry.arch,
      quantization: entry.quantization,
      format: entry.compatibility_type,
      contextLoaded: entry.loaded_context_length,
      contextMax: entry.max_context_length,
      loaded: entry.state === 'loaded',
    }),
    requestName: entry.id,
    names: [entry.id],
    chat: !isEmbedding(entry.type),
  }));
}
