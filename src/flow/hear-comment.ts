import type { CommentEvent } from '../core/commands/classify-comment.ts';
import type { Command } from '../core/commands/command.ts';
import { helpText } from '../core/commands/help-text.ts';
import { isOwnComment } from '../core/commands/own-comment.ts';
import { parseComment } from '../core/commands/parse-comment.ts';
import type { Comments } from '../ports/comments.ts';
import type { Voice } from './voice.ts';

export interface Hearing {
  readonly comments: Pick<Comments, 'read' | 'mayWrite'>;
  readonly voice: Voice;
  /** Logins of programs that may command, with or without their `[bot]`. */
  readonly allowBots: readonly string[];
}

export type Heard =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Whether a comment commands, and what. Refuses people without write access, programs that are not listed, and a
 * comment that was edited after its event: what is run is what was there when somebody was allowed to ask for it.
 */
export async function hearComment(event: CommentEvent, hearing: Hearing): Promise<Heard> {
  const { voice } = hearing;
  if (isOwnComment(event.text)) return nothing('the comment is one of this program’s own');
  const parsed = parseComment(event.text, event.isPull ? 'pull' : 'issue');
  if (parsed.kind === 'none') return nothing('the comment has no command at the start of a line');
  const refusal = await refuseAuthor(event, hearing);
  if (refusal !== undefined) {
    await voice.react('-1');
    return nothing(refusal);
  }
  const now = await hearing.comments.read(event.comment);
  if (!now) return nothing('the comment was deleted');
  if (!isSameText(now.body, event.text) || Date.parse(now.updatedAt) > Date.parse(event.createdAt)) {
    await voice.react('-1');
    await voice.answer('Nothing was started: the comment was edited after it was posted. Post it anew.');
    return nothing('the comment was edited after it was posted');
  }
  await voice.react('eyes');
  if (parsed.kind === 'command') return parsed;
  await voice.answer(helpText(parsed.problem));
  await voice.react('confused');
  return nothing(`the command cannot be understood: ${parsed.problem}`);
}

/** Why the author may not command, or undefined. */
async function refuseAuthor(
  event: CommentEvent,
  { comments, allowBots }: Hearing,
): Promise<string | undefined> {
  const { author, isBot } = event;
  if (isBot)
    return allowBots.some((login) => bare(login) === bare(author))
      ? undefined
      : `${author} is a program that allow-bots does not list`;
  return (await comments.mayWrite(author)) ? undefined : `${author} has no write access to the repository`;
}

function bare(login: string): string {
  return login.toLowerCase().replace(/\[bot\]$/, '');
}

function isSameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

function nothing(reason: string): Heard {
  return { kind: 'nothing', reason };
}
