/** A prompt that does not fit, in tokens, as far as the server says. */
export interface ContextOverflow {
  readonly prompt?: number;
  readonly context?: number;
}

/**
 * Every wording of "the prompt does not fit" that is known (facts/lmstudio.md 4.1 and 4.2; llama.cpp's
 * exceed_context_size_error; vLLM and OpenAI's context_length_exceeded), most telling first.
 */
const WORDINGS: readonly RegExp[] = [
  /n_keep: ?(?<prompt>\d+) ?>= ?n_ctx: ?(?<context>\d+)/i,
  /n_keep \((?<prompt>\d+)\) ?>= ?n_ctx \((?<context>\d+)\)/i,
  /request \((?<prompt>\d+) tokens\) exceeds the available context size \((?<context>\d+) tokens\)/i,
  /input has (?<prompt>\d+) tokens, but the context length only supports (?<context>\d+) tokens/i,
  /keep the first (?<prompt>\d+) tokens[\s\S]*context length of only (?<context>\d+) tokens/i,
  /maximum context length is (?<context>\d+) tokens[\s\S]*?(?:requested|request has|resulted in) (?<prompt>\d+)/i,
  /prompt \(length (?<prompt>\d+)\) is longer than the maximum model length of (?<context>\d+)/i,
  /maximum context length is (?<context>\d+) tokens/i,
  /context length of only (?<context>\d+) tokens/i,
  /context size has been exceeded/i,
  /exceeds? the available context size/i,
  /does not fit in (the )?context/i,
  /cannot truncate prompt with n_keep/i,
  /tokens to keep from the initial prompt is greater than the context length/i,
  /context_length_exceeded|exceed_context_size/i,
];

/** Reads an error message; undefined when it is about something else. */
export function readContextOverflow(message: string): ContextOverflow | undefined {
  for (const wording of WORDINGS) {
    const match = wording.exec(message);
    if (!match) continue;
    const { prompt, context } = match.groups ?? {};
    return {
      ...(prompt !== undefined && { prompt: Number(prompt) }),
      ...(context !== undefined && { context: Number(context) }),
    };
  }
  return undefined;
}
