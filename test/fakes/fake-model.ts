import { Fault } from '../../src/core/fault.ts';
import type {
  Answer,
  AskOptions,
  Message,
  ModelCard,
  ModelServer,
  ServerHealth,
} from '../../src/ports/model.ts';
import { PromptTooLong } from '../../src/ports/prompt-too-long.ts';

/** A text, an answer in parts, a trouble, or what is worked out from the conversation. */
export type Scripted =
  | string
  | Partial<Answer>
  | Error
  | ((messages: readonly Message[], options: AskOptions) => string);

export interface Asked {
  /** Key of the model. */
  readonly key: string;
  readonly messages: readonly Message[];
  readonly options: AskOptions;
  /** Tokens the fake counted. */
  readonly promptTokens: number;
}

export interface FakeModelOptions {
  /** Tokens of the context it is really loaded with. */
  readonly context?: number;
  /** Not loaded until the first question, and its context not told before. */
  readonly justInTime?: boolean;
  /** Sends no usage and never tells its context, as plain servers do. */
  readonly silent?: boolean;
  readonly charactersPerToken?: number;
  /** Keys of the models it has; the first is used when none is wanted. */
  readonly keys?: readonly string[];
}

/** A model that answers from a script and keeps to its context as LM Studio does. */
export class FakeModel implements ModelServer {
  readonly #options: FakeModelOptions;
  readonly script: Scripted[];
  readonly asked: Asked[] = [];
  #loaded: boolean;

  constructor(script: readonly Scripted[], options: FakeModelOptions = {}) {
    this.script = [...script];
    this.#options = options;
    this.#loaded = !options.justInTime;
  }

  get context(): number {
    return this.#options.context ?? 16_384;
  }

  health(): Promise<ServerHealth> {
    return Promise.resolve({
      status: 'healthy',
      endpoint: this.#card().endpoint,
      models: [],
      milliseconds: 1,
      errors: [],
    });
  }

  choose(_signal?: AbortSignal, key?: string): Promise<ModelCard> {
    if (key !== undefined && !this.#keys.includes(key))
      return Promise.reject(new Fault('model-missing', `"${key}" (there: ${this.#keys.join(', ')})`));
    return Promise.resolve(this.#card(key));
  }

  ask(card: ModelCard, messages: readonly Message[], options: AskOptions): Promise<Answer> {
    return Promise.resolve().then(() => {
      options.signal?.throwIfAborted();
      this.#loaded = true;
      const promptTokens = this.#count(messages.map((message) => message.content).join(''));
      this.asked.push({ key: card.key, messages, options, promptTokens });
      if (promptTokens >= this.context) {
        const cause = new PromptTooLong({ prompt: promptTokens, context: this.context });
        throw new Fault('model-context-small', `${promptTokens} into ${this.context}`, { cause });
      }
      const next = this.script.shift();
      if (next === undefined) throw new Error('the model was asked more often than the script says');
      if (next instanceof Error) throw next;
      if (typeof next === 'string') return this.#answer({ text: next }, promptTokens);
      if (typeof next === 'function') return this.#answer({ text: next(messages, options) }, promptTokens);
      return this.#answer(next, promptTokens);
    });
  }

  #answer(said: Partial<Answer>, promptTokens: number): Answer {
    const text = said.text ?? '';
    const usage = this.#options.silent ? {} : { promptTokens, completionTokens: this.#count(text) };
    return {
      text,
      reasoningCharacters: 0,
      finish: 'stop',
      model: 'fake-coder',
      firstTokenMilliseconds: 5,
      milliseconds: 10,
      retries: 0,
      ...usage,
      ...said,
    };
  }

  #count(text: string): number {
    return Math.ceil(text.length / (this.#options.charactersPerToken ?? 3.8));
  }

  get #keys(): readonly string[] {
    return this.#options.keys ?? ['fake-coder'];
  }

  #card(key = this.#keys[0] ?? 'fake-coder'): ModelCard {
    const told = this.#loaded && !this.#options.silent;
    return {
      key,
      endpoint: 'http://localhost:1234/v1',
      endpointKind: this.#options.silent ? 'openai-compatible' : 'lm-studio',
      ...(told ? { contextLoaded: this.context } : {}),
      parallel: 1,
      loaded: this.#loaded,
    };
  }
}
