import { detectLoop } from './detect-loop.ts';
import { findElision } from './find-elision.ts';
import { pathInInfo } from './find-path.ts';
import { isRefusal } from './is-refusal.ts';
import { parseReply } from './parse-reply.ts';
import { FOREIGN } from './read-block.ts';
import type { ReplyProblem } from './reply.ts';
import type { ReplyContext } from './reply-context.ts';

/** Characters without any edit after which none is expected. */
const LONGEST_PROSE = 16_000;
/** Where the answer thinks aloud, as some models do when no tag opens their reasoning. */
const LONGEST_THINKING = 48_000;
/** Lines of another language after which no Rust is expected. */
const LONGEST_FOREIGN = 150;
/** A draft that comes before the answer proper: the prompt asks for two sentences. */
const LONGEST_OPENING = 600;
const DRAFTING =
  /^\s*(?:okay|ok|alright|hmm|wait|let me|let's|let us|first|we |the user|the task|so |i need|i should|i have to|looking)\b/i;
const FENCE = /^[ \t]{0,12}(`{3,}|~{3,})[ \t]*([^`]*)$/;
/** Times the whole text is read again for one answer. */
const MOST_READINGS = 20;

/**
 * Looks at an answer while it is written and names the reason why it cannot become an edit any more: an endless loop,
 * code left out of a file, a refusal, very long prose, code in another language. What it stops, `parseReply` calls a
 * problem too. For one answer; may be called for every chunk, since it only reads what is new.
 */
export function watchAnswer(
  context: Omit<ReplyContext, 'finish'>,
): (textSoFar: string) => string | undefined {
  let watch = new Watch(context);
  return (textSoFar) => {
    // The adapter asks again after a broken connection.
    if (textSoFar.length < watch.read) watch = new Watch(context);
    return detectLoop(textSoFar) ?? watch.look(textSoFar);
  };
}

class Watch {
  readonly #context: Omit<ReplyContext, 'finish'>;
  /** Characters read. */
  read = 0;
  #fence: { readonly mark: string; readonly info: string; lines: number } | undefined;
  #fences = 0;
  #opening = '';
  #nextLook = LONGEST_PROSE;
  #readings = 0;

  constructor(context: Omit<ReplyContext, 'finish'>) {
    this.#context = context;
  }

  look(text: string): string | undefined {
    for (let end = text.indexOf('\n', this.read); end >= 0; end = text.indexOf('\n', this.read)) {
      const line = text.slice(this.read, end).replace(/\r$/, '');
      this.read = end + 1;
      const reason = this.#line(line, text);
      if (reason !== undefined) return reason;
    }
    if (this.#fences > 0) return undefined;
    if (isRefusal(text)) return 'it refuses the task';
    if (text.length < this.#nextLook) return undefined;
    this.#nextLook = text.length * 2;
    if (DRAFTING.test(text.slice(0, 60)) && text.length < LONGEST_THINKING) {
      this.#nextLook = LONGEST_THINKING;
      return undefined;
    }
    return this.#comesTo('no-code', text) ? 'it talks and does not answer' : undefined;
  }

  #line(line: string, text: string): string | undefined {
    const fence = FENCE.exec(line);
    const open = this.#fence;
    if (fence && !open) {
      if (this.#fences === 0) this.#opening = text.slice(0, this.read - line.length - 1);
      this.#fences++;
      this.#fence = { mark: fence[1] ?? '', info: (fence[2] ?? '').trim(), lines: 0 };
      return undefined;
    }
    if (!open) return undefined;
    if (fence && fence[2] === '' && (fence[1] ?? '').startsWith(open.mark)) {
      this.#fence = undefined;
      return undefined;
    }
    open.lines++;
    if (
      open.lines === LONGEST_FOREIGN &&
      FOREIGN.test(open.info) &&
      this.#comesTo('no-code', text.slice(0, this.read))
    )
      return 'it answers in another language';
    const path = pathInInfo(open.info, this.#context.knownPaths) ?? 'src/lib.rs';
    if (findElision(path, [line]) === undefined || this.#isDraft()) return undefined;
    return this.#comesTo('elided', text.slice(0, this.read))
      ? `it leaves code out: ${line.trim().slice(0, 60)}`
      : undefined;
  }

  /** A draft is thinking aloud, and the complete files come after it. */
  #isDraft(): boolean {
    return this.#opening.length > LONGEST_OPENING || DRAFTING.test(this.#opening);
  }

  #comesTo(problem: ReplyProblem, text: string): boolean {
    if (this.#readings++ >= MOST_READINGS) return false;
    const reply = parseReply(text, { ...this.#context, finish: 'stop' });
    return reply.kind === 'problem' && reply.problem === problem;
  }
}
