import type { Comments, IssueComment, Reaction } from '../../src/ports/comments.ts';

/** Comments in memory. What the program writes is by `github-actions[bot]`. */
export class FakeComments implements Comments {
  readonly all: (IssueComment & { readonly issue: number })[] = [];
  readonly reactions: (readonly [number, Reaction])[] = [];
  /** Every write, in order: `create`, `update`, `react`. */
  readonly writes: string[] = [];
  /** Thrown by every write, when set. */
  trouble: Error | undefined;
  readonly writers = new Set(['ada']);

  /** A person writes a comment. */
  say(issue: number, author: string, body: string): IssueComment {
    const id = 1 + Math.max(100, ...this.all.map((comment) => comment.id));
    const isBot = author.endsWith('[bot]');
    const comment = { id, issue, author, isBot, body, updatedAt: '2026-11-02T10:00:00Z' };
    this.all.push(comment);
    return comment;
  }

  /** A person edits a comment, or with undefined deletes it. */
  change(id: number, change: Partial<IssueComment> | undefined): void {
    const at = this.all.findIndex((comment) => comment.id === id);
    const comment = this.all[at];
    if (!comment) throw new Error(`no comment ${id}`);
    this.all.splice(at, 1, ...(change ? [{ ...comment, ...change }] : []));
  }

  async read(id: number): Promise<IssueComment | undefined> {
    return this.all.find((comment) => comment.id === id);
  }

  async list(issue: number): Promise<readonly IssueComment[]> {
    return this.all.filter((comment) => comment.issue === issue);
  }

  async create(issue: number, body: string): Promise<IssueComment> {
    this.#write('create');
    return this.say(issue, 'github-actions[bot]', body);
  }

  async update(id: number, body: string): Promise<boolean> {
    this.#write('update');
    if (!this.all.some((comment) => comment.id === id)) return false;
    this.change(id, { body });
    return true;
  }

  async react(id: number, reaction: Reaction): Promise<void> {
    this.#write('react');
    const isThere = this.reactions.some(([to, what]) => to === id && what === reaction);
    if (!isThere && this.all.some((comment) => comment.id === id)) this.reactions.push([id, reaction]);
  }

  async mayWrite(login: string): Promise<boolean> {
    return this.writers.has(login);
  }

  #write(what: string): void {
    if (this.trouble) throw this.trouble;
    this.writes.push(what);
  }
}
