import { cutText } from '../pulls/cut-text.ts';
import { plainText } from '../pulls/plain-text.ts';

/** What is to be answered by a further commit; texts are data written by others. */
export interface RevisionWishes {
  readonly author: string;
  /** What the command's comment says, possibly ''. */
  readonly said: string;
  readonly remarks: readonly {
    readonly author: string;
    readonly path: string;
    readonly line: number | undefined;
    readonly body: string;
  }[];
  readonly checks: readonly { readonly name: string; readonly title: string; readonly summary: string }[];
}

const MOST_REMARKS = 20;
const MOST_CHECKS = 5;
/** UTF-16 units. */
const SAID_ROOM = 4000;
const REMARK_ROOM = 1000;
const CHECK_ROOM = 1500;

/** The wishes as details of a task, for the prompt; empty when there are none. */
export function revisionNotes({ author, said, remarks, checks }: RevisionWishes): readonly string[] {
  const wishes = [
    ...(said.trim() === '' ? [] : [`${author} asks: ${cut(said, SAID_ROOM)}`]),
    ...remarks.slice(0, MOST_REMARKS).map((remark) => {
      const line = remark.line === undefined ? '' : ` line ${remark.line}`;
      return `${remark.author} says of \`${remark.path}\`${line}: ${cut(remark.body, REMARK_ROOM)}`;
    }),
    ...checks.slice(0, MOST_CHECKS).map(({ name, title, summary }) => {
      const told = [title, summary].filter((text) => text.trim() !== '').join(': ');
      return `The check \`${name}\` failed${told === '' ? '' : `: ${cut(told, CHECK_ROOM)}`}`;
    }),
  ];
  if (wishes.length === 0) return [];
  return [
    'The files above already hold a first version of this task. Change it as is said below, and keep everything else of it.',
    ...wishes,
  ];
}

function cut(text: string, room: number): string {
  return cutText(plainText(text).trim(), room, 'the pull request');
}
