import type { Answer } from '../../ports/model.ts';
import { ReasoningSplitter } from './reasoning-splitter.ts';

/** A chunk as far as it can be relied on: servers leave out and null what the SDK's types promise. */
interface Chunk {
  readonly model?: unknown;
  readonly choices?:
    | readonly ({ readonly delta?: unknown; readonly finish_reason?: unknown } | null)[]
    | null;
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const countOf = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

/** Puts the chunks of a stream together into an {@link Answer}. */
export class AnswerCollector {
  readonly #start = performance.now();
  readonly #content = new ReasoningSplitter();
  #apart = 0;
  #firstToken: number | undefined;
  #finish: 'stop' | 'length' | undefined;
  #promptTokens: number | undefined;
  #completionTokens: number | undefined;
  #choices = 0;
  model: string | undefined;

  /** Nothing at all was answered: no delta, no finish_reason. */
  get empty(): boolean {
    return this.#choices === 0;
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  get text(): string {
    return this.#content.text;
  }

  get reasoningCharacters(): number {
    return this.#apart + this.#content.reasoningCharacters;
  }

  /** The last token was reasoning, not answer. */
  get reasoning(): boolean {
    return this.#content.thinking || this.#content.text === '';
  }

  /** Takes one chunk; true when it carried a token. */
  add(chunk: Chunk | null): boolean {
    if (typeof chunk?.model === 'string' && chunk.model !== '') this.model ??= chunk.model;
    // Some builds count nothing and say 0; a prompt never has 0 tokens.
    this.#promptTokens = countOf(chunk?.usage?.prompt_tokens) || this.#promptTokens;
    if (this.#promptTokens !== undefined)
      this.#completionTokens = countOf(chunk?.usage?.completion_tokens) ?? this.#completionTokens;
    const choice = chunk?.choices?.[0];
    if (!choice) return false;
    this.#choices += 1;
    if (typeof choice.finish_reason === 'string')
      this.#finish = choice.finish_reason === 'length' ? 'length' : 'stop';
    return this.#addDelta(choice.delta);
  }

  #addDelta(delta: unknown): boolean {
    const { content, reasoning_content, reasoning } = (delta ?? {}) as Record<string, unknown>;
    // gpt-oss uses `reasoning`, the others `reasoning_content`; a server that sends both sends the same twice.
    const thought = textOf(reasoning_content) || textOf(reasoning);
    const said = textOf(content);
    this.#apart += thought.length;
    // Blank lines between reasoning and answer belong to neither.
    this.#content.push(this.#apart > 0 && this.#content.text === '' ? said.trimStart() : said);
    if (thought === '' && said === '') return false;
    this.#firstToken ??= performance.now();
    return true;
  }

  /** The answer so far. `cut`: the context ended it; `stoppedBecause`: the caller did. */
  answer(end: { cut?: boolean; stoppedBecause?: string; askedModel: string; retries: number }): Answer {
    this.#content.end();
    const now = performance.now();
    const first = this.#firstToken ?? now;
    const seconds = (now - first) / 1000;
    const tokens = this.#completionTokens;
    const speed = tokens !== undefined && tokens > 1 && seconds >= 0.001 ? (tokens - 1) / seconds : undefined;
    return {
      text: this.text,
      reasoningCharacters: this.reasoningCharacters,
      finish: end.stoppedBecause === undefined ? (end.cut ? 'length' : (this.#finish ?? 'stop')) : 'stopped',
      ...(end.stoppedBecause !== undefined && { stoppedBecause: end.stoppedBecause }),
      model: this.model ?? end.askedModel,
      ...(this.#promptTokens !== undefined && { promptTokens: this.#promptTokens }),
      ...(tokens !== undefined && { completionTokens: tokens }),
      firstTokenMilliseconds: Math.round(first - this.#start),
      milliseconds: Math.round(now - this.#start),
      ...(speed !== undefined && { tokensPerSecond: speed }),
      retries: end.retries,
    };
  }
}
