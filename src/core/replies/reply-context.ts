import type { FileTexts } from '../edits/edit.ts';

/** What is known when an answer is read. */
export interface ReplyContext {
  /** How the stream ended; `stopped` means that `watchAnswer` ended it. */
  readonly finish: 'stop' | 'length' | 'stopped';
  /** Every path of the tree the answer is about. */
  readonly knownPaths: ReadonlySet<string>;
  /** The file a single block without a path belongs to, when the task can only mean one. */
  readonly expectedPath?: string;
  /** Present text of the files shown to the model: a comment that was there before is no elision. */
  readonly texts?: FileTexts;
}

/** The file that code without a path can only mean. */
export function soleExpected(context: ReplyContext): string | undefined {
  if (context.expectedPath !== undefined) return context.expectedPath;
  const [only, second] = context.knownPaths;
  return second === undefined ? only : undefined;
}
