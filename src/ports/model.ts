import type { Fault } from '../core/fault.ts';

export type LmStatus = 'offline' | 'degraded' | 'healthy';

/** What is known of a model and its server; fields the server does not report are undefined. */
export interface ModelCard {
  readonly key: string;
  /** API base without credentials: `http://localhost:1234/v1`. */
  readonly endpoint: string;
  readonly endpointKind: 'lm-studio' | 'openai-compatible';
  /** Set for the remote fallback: everything else is LM Studio's side. */
  readonly backend?: 'remote';
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
  /** Rounds of one conversation go to the same host where that is possible: its prompt is in that host's cache. */
  readonly conversation?: string;
  /** Called for every decision where to send this call; the last one is where its end came from. */
  readonly onRoute?: (route: Route) => void;
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

/** Where one call was sent, and why. */
export interface Route {
  readonly backend: 'lm_studio' | 'remote';
  /** API base without credentials. */
  readonly endpoint: string;
  /** Key of the model that is asked there. */
  readonly model: string;
  /** The fault of LM Studio that made it go to the fallback; set exactly then. */
  readonly fellBack?: Fault;
  /** Every endpoint with its reason, one line. */
  readonly decision: string;
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
  /** Where it came from; absent when there was nothing to decide. */
  readonly route?: Route;
}

/** What one endpoint says of itself; never loads a model. */
export interface ServerHealth {
  readonly status: LmStatus;
  readonly endpoint: string;
  readonly models: readonly ModelCard[];
  /** Milliseconds of the probe. */
  readonly milliseconds: number;
  readonly errors: readonly string[];
  /** Every endpoint of the pool and the fallback, as far as they were looked at. */
  readonly endpoints?: readonly EndpointHealth[];
}

/** One endpoint, for the doctor. */
export interface EndpointHealth {
  readonly endpoint: string;
  readonly backend: 'lm_studio' | 'remote';
  readonly ok: boolean;
  readonly breaker: 'closed' | 'open' | 'half-open';
  /** Milliseconds of the probe. */
  readonly latency: number;
  /** What is wrong with the fix, or which model it would use. */
  readonly reason: string;
  readonly fix?: string;
}

/** The single way to a model server. Silence and total time are bounded by the adapter. */
export interface ModelServer {
  /** Looks until an endpoint is healthy, or at every one of them. */
  health(signal?: AbortSignal, reach?: 'first-healthy' | 'every-endpoint'): Promise<ServerHealth>;
  /** The card of the model with this key, else of the wanted one, else of the loaded one. Throws `model-*` faults. */
  choose(signal?: AbortSignal, key?: string): Promise<ModelCard>;
  /**
   * Asks and streams. Throws `model-*` faults; `model-context-small` when the server says the prompt
   * does not fit, its numbers as `PromptTooLong` in `cause`.
   */
  ask(card: ModelCard, messages: readonly Message[], options: AskOptions): Promise<Answer>;
}
