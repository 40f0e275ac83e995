/** One running copy of a model. */
export interface LoadedInstance {
  /** What `/v1` answers as `.model`: the key, or the name given with `lms load --identifier`. */
  instanceId: string;
  contextLength: number;
  /** Predictions worked on at once. */
  parallel: number;
  /** Loaded by a request, so evicted by the next model a request loads. */
  jit: boolean;
  ttlMilliseconds?: number;
}

/** A downloaded model of the emulated LM Studio, loaded when `instances` is not empty. */
export interface EmulatedModel {
  readonly key: string;
  readonly type: 'llm' | 'vlm' | 'embedding';
  readonly architecture: string;
  readonly quantization: string;
  readonly publisher: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly maxContext: number;
  readonly trainedForToolUse: boolean;
  readonly reasoning: boolean;
  readonly variants: readonly string[];
  instances: LoadedInstance[];
}

/** What a test says of a model; the rest is filled with what a real 30B coder reports. */
export interface ModelSpec extends Partial<Omit<EmulatedModel, 'key' | 'instances'>> {
  readonly key: string;
  /** false: only downloaded. Several: several running copies. */
  readonly loaded?: false | Partial<LoadedInstance> | readonly Partial<LoadedInstance>[];
}

/** LM Studio's own default when nothing else is configured (facts/lmstudio.md section 6). */
export const DEFAULT_CONTEXT = 4096;

/** Fills a {@link ModelSpec}: loaded once with 32,768 tokens unless it says otherwise. */
export function emulatedModel(spec: ModelSpec, parallel: number): EmulatedModel {
  const loaded = spec.loaded ?? {};
  const instances = loaded === false ? [] : Array.isArray(loaded) ? loaded : [loaded];
  return {
    type: 'llm',
    architecture: 'qwen3moe',
    quantization: 'Q4_K_M',
    publisher: 'qwen',
    format: 'gguf',
    sizeBytes: 18_632_000_000,
    maxContext: 262_144,
    trainedForToolUse: true,
    reasoning: false,
    variants: [`${spec.key}@q4_k_m`],
    ...spec,
    instances: instances.map((instance: Partial<LoadedInstance>, index) => ({
      instanceId: index === 0 ? spec.key : `${spec.key}:${index + 1}`,
      contextLength: 32_768,
      parallel,
      jit: false,
      ...instance,
    })),
  };
}
