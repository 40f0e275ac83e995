import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { emulatedModel, type ModelSpec } from './emulated-model.ts';
import { ModelTable } from './model-table.ts';
import type { LoggedRequest } from './request-log.ts';
import { answerRequest } from './routes.ts';
import type { ChatRequest, Responder, ScriptedReply, StreamShape } from './scripted-reply.ts';

export interface LmStudioOptions {
  readonly models?: readonly ModelSpec[];
  /** Just-in-time loading, on as in LM Studio. */
  readonly jit?: boolean;
  /** A token every request must carry. */
  readonly auth?: string;
  /** Slots of an instance that does not say otherwise. */
  readonly parallel?: number;
  readonly loadDelayMilliseconds?: number;
  /** Tokens a second while reading the prompt and while writing; without: as fast as possible. */
  readonly prefillSpeed?: number;
  readonly writeSpeed?: number;
  readonly shape?: StreamShape;
  readonly respond?: Responder;
  /** `openai`: a plain OpenAI-compatible server, 404 on every route of LM Studio's own. */
  readonly kind?: 'lm-studio' | 'lm-studio-0.3' | 'openai';
  /** Extra fields of each `/v1/models` entry and a `/props` answer, for plain servers. */
  readonly modelFields?: Readonly<Record<string, unknown>>;
  readonly props?: unknown;
  readonly host?: string;
  readonly pathPrefix?: string;
}

/**
 * An LM Studio server for tests and the demo, over real HTTP on loopback; behaviour from facts/lmstudio.md
 * section 11. Answers come from the script queue, else from the responder, else are empty.
 */
export class LmStudio implements AsyncDisposable {
  readonly options: LmStudioOptions;
  readonly table: ModelTable;
  readonly requests: LoggedRequest[] = [];
  readonly #script: ScriptedReply[] = [];
  readonly #server: Server;
  #chats = 0;
  #port = 0;

  private constructor(options: LmStudioOptions) {
    this.options = options;
    const parallel = options.parallel ?? 4;
    const models = options.models ?? [{ key: 'qwen/qwen3-coder-30b' }];
    this.table = new ModelTable(
      models.map((spec) => emulatedModel(spec, parallel)),
      { jit: options.jit ?? true, loadDelay: options.loadDelayMilliseconds ?? 0, parallel },
    );
    this.#server = createServer((request, response) => void answerRequest(this, request, response));
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 5_000;
  }

  static async start(options: LmStudioOptions = {}): Promise<LmStudio> {
    const studio = new LmStudio(options);
    await studio.listen();
    return studio;
  }

  /** Starts listening, on the same port as before when it was stopped. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, this.options.host ?? '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Stops answering: connections are dropped, new ones refused. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  get port(): number {
    return this.#port;
  }

  /** `http://127.0.0.1:<port>` with the path prefix, if any. */
  get root(): string {
    return `http://127.0.0.1:${this.#port}${this.options.pathPrefix ?? ''}`;
  }

  /** The OpenAI base: what a user writes into lm-studio-url. */
  get url(): string {
    return `${this.root}/v1`;
  }

  /** Queues answers for the next chat requests, one each. */
  script(...replies: ScriptedReply[]): void {
    this.#script.push(...replies);
  }

  /** Chat requests so far, aborted ones included. */
  get chats(): readonly LoggedRequest[] {
    return this.requests.filter(
      (request) => request.method === 'POST' && request.path.endsWith('/chat/completions'),
    );
  }

  /** The answer to a chat request: the script's next, else the responder's. */
  async nextReply(request: Omit<ChatRequest, 'number'>): Promise<ScriptedReply> {
    this.#chats += 1;
    return this.#script.shift() ?? (await this.options.respond?.({ ...request, number: this.#chats })) ?? {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.stop();
  }
}
