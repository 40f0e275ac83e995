import { createComments } from '../adapters/github/create-comments.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import type { CommentEvent } from '../core/commands/classify-comment.ts';
import type { Command } from '../core/commands/command.ts';
import { hearComment } from '../flow/hear-comment.ts';
import { Voice } from '../flow/voice.ts';
import type { Comments } from '../ports/comments.ts';
import type { ActionPlace } from './action-place.ts';
import type { ActionRequest } from './action-request.ts';

/** A command that somebody was allowed to give, and the way to answer. */
export interface HeardCommand {
  readonly kind: 'command';
  readonly command: Command;
  readonly event: CommentEvent;
  readonly comments: Comments;
  readonly voice: Voice;
  /** The step is a dry run: nothing is written to GitHub. */
  readonly silent: boolean;
}

/** Seconds that talking may take for one answer; the work goes on meanwhile. */
const ANSWER_SECONDS = 20;

/** Hears a comment before anything is read of the repository. Throws `github-*` faults: unsure is no. */
export async function hearRequest(
  event: CommentEvent,
  asked: { readonly request: ActionRequest; readonly place: ActionPlace; readonly access: GitHubAccess },
): Promise<HeardCommand | { readonly kind: 'nothing'; readonly reason: string }> {
  const { raw } = asked.request;
  const { mask, progress } = asked.place;
  // Not bound to the run's signal: a run that was stopped still says so.
  const { signal: _, ...access } = asked.access;
  const comments = createComments({ ...access, answerSeconds: ANSWER_SECONDS });
  const silent = raw['dry-run']?.trim() === 'true';
  const about = { issue: event.issue, comment: event.comment };
  const voice = new Voice({ comments, ...about, silent, mask, progress });
  const allowBots = (raw['allow-bots'] ?? '').split(/[\n,]/).flatMap((login) => login.trim() || []);
  const heard = await hearComment(event, { comments, voice, allowBots });
  return heard.kind === 'nothing' ? heard : { ...heard, event, comments, voice, silent };
}
