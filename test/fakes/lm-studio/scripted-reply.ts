/** How a prompt that does not fit is answered; builds of LM Studio differ (facts/lmstudio.md 4.1, 4.2). */
export type OverflowForm = 'n_keep' | 'engine400' | 'sse_error' | 'silent_done';

/** A trouble in place of, or in the middle of, an answer. `after` counts pieces of text already sent. */
export type ScriptedFault =
  /** A whole HTTP answer: see error-bodies.ts for the recorded ones. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly type?: string }
  /** The connection is accepted and then reset before a byte is sent. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence-before-headers' }
  /** Nothing more is sent, the connection stays open. */
  | { readonly kind: 'silence'; readonly after: number }
  /** An error frame inside the 200 stream, with or without the `event: error` line, then the end. */
  | {
      readonly kind: 'error-frame';
      readonly after: number;
      readonly body: unknown;
      readonly event?: boolean;
      /** The connection is closed without the end of the answer. */
      readonly broken?: boolean;
    }
  /** The socket is destroyed. */
  | { readonly kind: 'cut'; readonly after: number }
  /** The answer ends in an orderly way, with neither a finish_reason nor `[DONE]`. */
  | { readonly kind: 'close'; readonly after: number }
  /** `data: [DONE]` and nothing else. */
  | { readonly kind: 'done-only' }
  /** No event at all: headers, then the end. */
  | { readonly kind: 'nothing' }
  /** Two chunks written into each other, so that the line is not JSON. */
  | { readonly kind: 'splice'; readonly after: number };

/** What the next chat request is answered with. Everything is optional: the default is an empty answer. */
export interface ScriptedReply {
  readonly text?: string;
  readonly reasoning?: string;
  /** gpt-oss models use `reasoning` since 0.3.23, the others `reasoning_content`. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning';
  readonly finish?: 'stop' | 'length' | 'tool_calls';
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  /** Answers under another name than the model's own. */
  readonly model?: string;
  /** Instead of an estimate from the characters of the messages. */
  readonly promptTokens?: number;
  /** Goes on beyond `max_tokens`, as servers do that do not know it. */
  readonly ignoresLimit?: boolean;
  readonly overflow?: OverflowForm;
  readonly fault?: ScriptedFault;
  readonly shape?: StreamShape;
}

/** How the bytes of a stream look. */
export interface StreamShape {
  readonly lineEnd?: '\n' | '\r\n';
  /** Writes the stream in pieces of so many bytes, also in the middle of a UTF-8 sequence. */
  readonly bytesAtOnce?: number;
  /** 0.3.x repeated the role in every delta. */
  readonly roleEverywhere?: boolean;
  /** Whether headers are sent before or after the prompt is read; LM Studio's choice is not established. */
  readonly headers?: 'at-once' | 'after-reading';
}

/** A chat request as a responder sees it. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens: number | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** 1 for the first chat request of this server. */
  readonly number: number;
}

/** Answers by prompt: used when the script queue is empty. */
export type Responder = (request: ChatRequest) => ScriptedReply | Promise<ScriptedReply>;
