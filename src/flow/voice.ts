import { ANSWER_MARKER } from '../core/commands/own-comment.ts';
import { Fault } from '../core/fault.ts';
import { cutEnd } from '../core/pulls/cut-text.ts';
import { escapeMarkdown } from '../core/pulls/escape-markdown.ts';
import type { Comments, Reaction } from '../ports/comments.ts';
import type { Progress } from '../ports/progress.ts';

export interface VoiceAbout {
  readonly comments: Comments;
  readonly issue: number;
  /** The comment that is answered. */
  readonly comment: number;
  /** True: nothing is written (a dry run). */
  readonly silent: boolean;
  readonly mask: (text: string) => string;
  readonly progress: Progress;
}

const LONGEST_SENTENCE = 2000;

/** Answers one comment. Not being able to is a warning: what was asked for is more than the talk about it. */
export class Voice {
  readonly #about: VoiceAbout;

  constructor(about: VoiceAbout) {
    this.#about = about;
  }

  async react(reaction: Reaction): Promise<void> {
    await this.#try(({ comments, comment }) => comments.react(comment, reaction));
  }

  /** @param markdown safe Markdown */
  async answer(markdown: string): Promise<void> {
    const body = `${this.#about.mask(markdown)}\n\n${ANSWER_MARKER}`;
    await this.#try(({ comments, issue }) => comments.create(issue, body));
  }

  /** @param sentence why nothing came of it; foreign and unescaped */
  async fail(sentence: string): Promise<void> {
    await this.answer(escapeMarkdown(cutEnd(this.#about.mask(sentence), LONGEST_SENTENCE)));
    await this.react('confused');
  }

  async #try(write: (about: VoiceAbout) => Promise<unknown>): Promise<void> {
    const { silent, progress } = this.#about;
    if (silent) return;
    try {
      await write(this.#about);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      progress.emit({ kind: 'warning', text: `the comment is not answered: ${error.message}` });
    }
  }
}
