import type { LmStudioOptions } from './lm-studio.ts';
import type { Running } from './model-table.ts';
import type { ChatRequest, ScriptedReply } from './scripted-reply.ts';

const CHARACTERS_PER_TOKEN = 4;
const TEMPLATE_TOKENS = 8;
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

const randomId = (length: number) =>
  Array.from({ length }, () => ID_LETTERS[Math.floor(Math.random() * ID_LETTERS.length)]).join('');

const inPieces = (text: string) => text.match(/.{1,4}/gsu) ?? [];

/** One answer being written: what is sent, cut at the token limit or the end of the context. */
export class Prediction {
  readonly reply: ScriptedReply;
  readonly id = `chatcmpl-${randomId(21)}`;
  readonly created = Math.floor(Date.now() / 1000);
  /** The name the answer carries. */
  readonly model: string;
  readonly running: Running;
  readonly contextLength: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
  readonly tokenMilliseconds: number;

  constructor(
    running: Running,
    request: Omit<ChatRequest, 'number'>,
    reply: ScriptedReply,
    options: LmStudioOptions,
  ) {
    this.running = running;
    this.reply = reply;
    this.model = reply.model ?? running.instance.instanceId;
    this.contextLength = running.instance.contextLength;
    const characters = request.messages.reduce((sum, message) => sum + String(message.content).length, 0);
    this.promptTokens = reply.promptTokens ?? Math.ceil(characters / CHARACTERS_PER_TOKEN) + TEMPLATE_TOKENS;
    const room = Math.max(0, this.contextLength - this.promptTokens);
    const limit = reply.ignoresLimit ? Number.POSITIVE_INFINITY : Math.min(request.maxTokens ?? room, room);
    const reasoning = inPieces(reply.reasoning ?? '');
    const text = inPieces(reply.text ?? '');
    const cut = reasoning.length + text.length > limit;
    // At the limit LM Studio reports one token less than it was allowed (BT#2335).
    const sent = cut ? Math.max(0, limit - 1) : reasoning.length + text.length;
    this.reasoning = reasoning.slice(0, sent);
    this.text = text.slice(0, Math.max(0, sent - reasoning.length));
    this.completionTokens = sent;
    this.finish = cut ? 'length' : (reply.finish ?? (reply.toolCalls ? 'tool_calls' : 'stop'));
    this.tokenMilliseconds = 1000 / (options.writeSpeed ?? Number.POSITIVE_INFINITY);
  }

  get usage() {
    return {
      prompt_tokens: this.promptTokens,
      completion_tokens: this.completionTokens,
      total_tokens: this.promptTokens + this.completionTokens,
      completion_tokens_details: { reasoning_tokens: this.reasoning.length },
    };
  }

  get toolCalls() {
    return (this.reply.toolCalls ?? []).map((call) => ({
      type: 'function',
      id: String(100_000_000 + Math.floor(Math.random() * 899_999_999)),
      function: call,
    }));
  }
}
