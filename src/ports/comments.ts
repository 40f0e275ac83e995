/** A comment on an issue or a pull request. */
export interface IssueComment {
  readonly id: number;
  readonly author: string;
  /** Whether a program wrote it. */
  readonly isBot: boolean;
  readonly body: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

export type Reaction = 'eyes' | 'rocket' | 'confused' | '-1';

/** Comments of one repository, and who may command in them. */
export interface Comments {
  /** Undefined: it was deleted. */
  read(id: number): Promise<IssueComment | undefined>;
  /** All comments of an issue or pull request, oldest first; a call per hundred. */
  list(issue: number): Promise<readonly IssueComment[]>;
  create(issue: number, body: string): Promise<IssueComment>;
  /** False: it was deleted. */
  update(id: number, body: string): Promise<boolean>;
  /** Reacts to a comment; a second time does nothing, and so does a deleted comment. */
  react(id: number, reaction: Reaction): Promise<void>;
  /** Whether this person may push to the repository: write, maintain or admin. */
  mayWrite(login: string): Promise<boolean>;
}
