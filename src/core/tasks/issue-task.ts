import { cleanText } from '../prompts/clean-text.ts';
import { cutEnd, cutText } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import { findMentions } from './find-mentions.ts';
import type { Change, Task } from './task.ts';

/** An issue as it was when it was asked for; texts are data written by others. */
export interface IssueText {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

const LONGEST_TITLE = 300;
/** UTF-16 units: what of an issue a small context can hold. */
const LONGEST_BODY = 12_000;

/** The one task of a change that is an issue: no file holds it and no box is ticked. */
export function issueChange(issue: IssueText): Change {
  const name = issueChangeName(issue.number);
  const title = cutEnd(oneLine(issue.title), LONGEST_TITLE) || `Issue ${issue.number}`;
  const body = cutText(cleanText(issue.body).trim(), LONGEST_BODY, 'the issue');
  const task: Task = {
    id: '1',
    change: name,
    file: '',
    line: 0,
    done: false,
    marker: ' ',
    section: [],
    text: title,
    title,
    details: body === '' ? [] : [body],
    mentions: findMentions([title, body]),
    kind: 'code',
    commands: [],
    optional: false,
    parallel: false,
    issue: { number: issue.number, url: issue.url },
  };
  return { name, files: [], total: 1, complete: 0, tasks: [task] };
}

/** `issue-12`: stands in branch names where a change's name stands otherwise. */
function issueChangeName(number: number): string {
  return `issue-${number}`;
}
