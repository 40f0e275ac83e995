import { STATUS_MARKER } from '../core/commands/own-comment.ts';
import { type StatusEnd, type StatusView, statusComment } from '../core/commands/status-comment.ts';
import { Fault } from '../core/fault.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import type { Comments } from '../ports/comments.ts';
import type { Progress, ProgressEvent } from '../ports/progress.ts';
import { StatusBoard } from './status-board.ts';

export interface LiveStatusAbout {
  readonly comments: Comments;
  readonly issue: number;
  readonly head: Pick<StatusView, 'author' | 'commentUrl' | 'runUrl'>;
  /** True: nothing is written (a dry run). */
  readonly silent: boolean;
  readonly mask: (text: string) => string;
  /** Told what the run does, too. */
  readonly progress: Progress;
  /** Milliseconds on a steady clock. */
  readonly now: () => number;
}

/** Least milliseconds between two updates. */
const LEAST_PAUSE = 10_000;

/**
 * The one status comment of an issue, found by its hidden first line, brought up to date while a run goes on: at most
 * every ten seconds, and only when it says something new. A comment that was deleted is made again. GitHub's refusals
 * are a warning, once: the run is more than the talk about it.
 */
export class LiveStatus implements Progress {
  readonly #about: LiveStatusAbout;
  readonly #board: StatusBoard;
  #comment: number | undefined;
  #shown = '';
  #writtenAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | undefined;
  #warned = false;

  constructor(about: LiveStatusAbout) {
    this.#about = about;
    this.#board = new StatusBoard(about.mask);
  }

  /** Finds or makes the comment. */
  async start(): Promise<void> {
    await this.#write(async () => {
      this.#comment = await this.#find();
    });
  }

  emit(event: ProgressEvent): void {
    this.#about.progress.emit(event);
    this.#board.emit(event);
    this.#writeInTime();
  }

  /** The model wrote about one token. */
  token(): void {
    this.#board.token(this.#about.now());
  }

  /** Says how it ended; resolves when the comment does. */
  async finish(end: StatusEnd): Promise<void> {
    await this.#writing;
    await this.#write(undefined, end);
  }

  #writeInTime(): void {
    if (this.#writing || this.#about.now() - this.#writtenAt < LEAST_PAUSE) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(before?: () => Promise<void>, end?: StatusEnd): Promise<void> {
    if (this.#about.silent) return;
    try {
      await before?.();
      await this.#show(this.#text(end));
    } catch (error) {
      if (end === undefined && !(error instanceof Fault)) return;
      if (!(error instanceof Fault)) throw error;
      if (!this.#warned)
        this.#about.progress.emit({ kind: 'warning', text: `the status comment is stale: ${error.message}` });
      this.#warned = true;
    } finally {
      this.#writtenAt = this.#about.now();
    }
  }

  #text(end: StatusEnd | undefined): string {
    const { head, mask } = this.#about;
    const { tasks, live } = this.#board;
    const view = { ...head, tasks, ...(live === undefined ? {} : { live }) };
    // Before anything is cut or escaped: a secret in pieces is not found any more.
    return mask(statusComment(end ? { ...view, end: maskStrings(end, mask) } : view));
  }

  async #show(text: string): Promise<void> {
    if (text === this.#shown) return;
    const { comments, issue } = this.#about;
    const isThere = this.#comment !== undefined && (await comments.update(this.#comment, text));
    if (!isThere) this.#comment = (await comments.create(issue, text)).id;
    this.#shown = text;
  }

  /** Others can write the marker too, so a comment counts only when its author could be this program. */
  async #find(): Promise<number | undefined> {
    const { comments, issue } = this.#about;
    for (const comment of await comments.list(issue)) {
      if (!comment.body.trimStart().startsWith(STATUS_MARKER)) continue;
      if (comment.isBot || (await comments.mayWrite(comment.author))) return comment.id;
    }
    return undefined;
  }
}
