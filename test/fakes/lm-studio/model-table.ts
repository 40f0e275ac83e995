import { DEFAULT_CONTEXT, type EmulatedModel, type LoadedInstance } from './emulated-model.ts';
import { LM_ANSWERS, modelNotFound } from './error-bodies.ts';
import { pause } from './pause.ts';
import { PredictionSlots } from './slots.ts';

export interface Running {
  readonly model: EmulatedModel;
  readonly instance: LoadedInstance;
  /** The request had to load it. */
  readonly loadedNow: boolean;
}

export type Resolution = Running | { readonly status: number; readonly body: unknown };

/** Downloaded models and what is loaded of them: name resolution and loading as measured on 0.4.25. */
export class ModelTable {
  readonly models: EmulatedModel[];
  jit: boolean;
  loadDelayMilliseconds: number;
  readonly parallel: number;
  readonly #slots = new WeakMap<LoadedInstance, PredictionSlots>();
  readonly #loading = new Map<string, Promise<LoadedInstance>>();

  constructor(models: EmulatedModel[], options: { jit: boolean; loadDelay: number; parallel: number }) {
    this.models = models;
    this.jit = options.jit;
    this.loadDelayMilliseconds = options.loadDelay;
    this.parallel = options.parallel;
  }

  slots(instance: LoadedInstance): PredictionSlots {
    const known = this.#slots.get(instance);
    if (known) return known;
    const slots = new PredictionSlots(instance.parallel);
    this.#slots.set(instance, slots);
    return slots;
  }

  find(name: string): EmulatedModel | undefined {
    const wanted = name.toLowerCase();
    return this.models.find(
      (model) => model.key.toLowerCase() === wanted || model.variants.some((v) => v.toLowerCase() === wanted),
    );
  }

  running(): Running[] {
    return this.models.flatMap((model) =>
      model.instances.map((instance) => ({ model, instance, loadedNow: false })),
    );
  }

  /** The instance that answers a request for `name`, loaded just in time when that is on. */
  async resolve(name: string, ttlMilliseconds?: number): Promise<Resolution> {
    const running = this.running();
    const exact = running.find((one) => one.instance.instanceId === name);
    if (exact) return exact;
    const model = this.find(name);
    const loaded = running.find((one) => one.model === model);
    if (loaded) return loaded;
    if (model && this.jit) {
      const instance = await this.#loadJustInTime(model, ttlMilliseconds);
      return { model, instance, loadedNow: true };
    }
    const chat = running.filter((one) => one.model.type !== 'embedding');
    if (chat.length === 0 && !this.jit) return LM_ANSWERS.noModels;
    // An unknown name is silently answered by the only loaded model.
    if (!model && chat.length === 1 && chat[0]) return chat[0];
    return { status: model ? 404 : 400, body: modelNotFound(name) };
  }

  /** An explicit load: never evicted; a second one of the same key is a second instance. */
  async load(model: EmulatedModel, contextLength: number): Promise<LoadedInstance> {
    await pause(this.loadDelayMilliseconds);
    const copies = model.instances.length;
    const instance = {
      instanceId: copies === 0 ? model.key : `${model.key}:${copies + 1}`,
      contextLength,
      parallel: this.parallel,
      jit: false,
    };
    model.instances.push(instance);
    return instance;
  }

  unload(instanceId: string): boolean {
    const found = this.running().find((one) => one.instance.instanceId === instanceId);
    if (!found) return false;
    found.model.instances = found.model.instances.filter((one) => one !== found.instance);
    return true;
  }

  async #loadJustInTime(model: EmulatedModel, ttlMilliseconds?: number): Promise<LoadedInstance> {
    const already = this.#loading.get(model.key);
    if (already !== undefined) return already;
    for (const other of this.models) other.instances = other.instances.filter((one) => !one.jit);
    const loading = this.load(model, DEFAULT_CONTEXT).then((instance) => {
      instance.jit = true;
      Object.assign(instance, { ttlMilliseconds: ttlMilliseconds ?? 3_600_000 });
      return instance;
    });
    this.#loading.set(model.key, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(model.key);
    }
  }
}
