import { z } from 'zod';

/** A comment on an issue or a pull request, as its event told of it. Texts are data written by others. */
export interface CommentEvent {
  /** Number of the issue or pull request. */
  readonly issue: number;
  readonly isPull: boolean;
  /** Title, body and page of the issue or pull request at the time of the comment. */
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly comment: number;
  /** Page of the comment. */
  readonly commentUrl: string;
  readonly author: string;
  /** Whether GitHub says that a program wrote it. */
  readonly isBot: boolean;
  readonly text: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export type ClassifiedComment =
  | { readonly kind: 'comment'; readonly event: CommentEvent }
  | { readonly kind: 'nothing'; readonly reason: string };

const commentEvent = z.object({
  action: z.string(),
  issue: z.object({
    number: z.int().positive(),
    title: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    pull_request: z.unknown().optional(),
  }),
  comment: z.object({
    id: z.int().positive(),
    html_url: z.string(),
    body: z.string().nullish(),
    created_at: z.string(),
    user: z.object({ login: z.string().min(1), type: z.string().optional() }),
  }),
});

/**
 * A new comment; edited and deleted ones start nothing, so that a command cannot be slipped into an old comment. The
 * payload: docs.github.com/webhooks/webhook-events-and-payloads#issue_comment
 */
export function classifyComment(payload: unknown): ClassifiedComment {
  const parsed = commentEvent.safeParse(payload);
  if (!parsed.success) return { kind: 'nothing', reason: 'the comment event has no comment and issue' };
  const { action, issue, comment } = parsed.data;
  if (action !== 'created')
    return { kind: 'nothing', reason: `the comment was ${action}, and only new comments are read` };
  const { login, type } = comment.user;
  return {
    kind: 'comment',
    event: {
      issue: issue.number,
      isPull: issue.pull_request !== undefined && issue.pull_request !== null,
      title: issue.title,
      description: issue.body ?? '',
      url: issue.html_url,
      comment: comment.id,
      commentUrl: comment.html_url,
      author: login,
      isBot: type === 'Bot' || login.endsWith('[bot]'),
      text: comment.body ?? '',
      createdAt: comment.created_at,
    },
  };
}
