export type LmStatus = 'offline' | 'degraded' | 'healthy';

/** What is known of a model and its server; fields the server does not report are undefined. */
export interface ModelCard {
  readonly key: string;
  /** API base without credentials: `http://localhost:1234/v1`. */
  readonly endpoint: string;
  readonly endpointKind: 'lm-studio' | 'openai-compatible';
  readonly architecture?: string;
  readonly quantization?: string;
  readonly format?: string;
  /** Tokens the loaded instance can hold; undefined when the server does not say. */
  readonly contextLoaded?: number;
  readonly contextMax?: number;
  readonly runtimeName?: string;
  readonly runtimeVersion?: string;
  /** Requests the server works on at once. */
  readonly parallel: number;
  readonly loaded: boolean;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface AskOptions {
  readonly temperature: number;
  readonly seed?: number;
  /** Tokens the answer may take, reasoning included. */
  readonly maxTokens: number;
  /** What the call is for, for the journal and progress: `complete add-greeting#1.2 round 2`. */
  readonly callSite: string;
  /**
   * The form that the server holds the answer to, where it can: JSON Schema. A server that knows none refuses with
   * `model-failed`.
   */
  readonly form?: AnswerSchema;
  readonly onProgress?: (progress: AskProgress) => void;
  /** Looks at the text so far and names a reason to stop early, or undefined to go on. */
  readonly stopWhen?: (textSoFar: string) => string | undefined;
  readonly signal?: AbortSignal;
}

/** A JSON Schema with a name. */
export interface AnswerSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What the model server is doing; `detail` is a short sentence for people. */
export interface AskProgress {
  readonly phase: 'queued' | 'loading' | 'reading' | 'reasoning' | 'writing' | 'retrying';
  readonly characters: number;
  readonly detail: string;
}

/** An answer, whatever its quality. Reasoning is stripped from `text` and counted apart. */
export interface Answer {
  readonly text: string;
  readonly reasoningCharacters: number;
  /** `stop`: finished; `length`: cut by the token limit or the context; `stopped`: ended by `stopWhen`. */
  readonly finish: 'stop' | 'length' | 'stopped';
  readonly stoppedBecause?: string;
  readonly model: string;
  /** Undefined when the server sends no usage. */
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** Milliseconds from sending to the first token, and to the end. */
  readonly firstTokenMilliseconds: number;
  readonly milliseconds: number;
  /** Tokens a second after the first token; undefined without usage. */
  readonly tokensPerSecond?: number;
  /** Transient failures that were retried before this answer. */
  readonly retries: number;
}

/** What one endpoint says of itself; never loads a model. */
export interface ServerHealth {
  readonly status: LmStatus;
  readonly endpoint: string;
  readonly models: readonly ModelCard[];
  /** Milliseconds of the probe. */
  readonly milliseconds: number;
  readonly errors: readonly string[];
}

/** The single way to a model server. Silence and total time are bounded by the adapter. */
export interface ModelServer {
  health(signal?: AbortSignal): Promise<ServerHealth>;
  /** The card of the model with this key, else of the wanted one, else of the loaded one. Throws `model-*` faults. */
  choose(signal?: AbortSignal, key?: string): Promise<ModelCard>;
  /**
   * Asks and streams. Throws `model-*` faults; `model-context-small` when the server says the prompt
   * does not fit, its numbers as `PromptTooLong` in `cause`.
   */
  ask(card: ModelCard, messages: readonly Message[], options: AskOptions): Promise<Answer>;
}
