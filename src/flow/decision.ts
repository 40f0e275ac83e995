import type { CommandNames, CommandOptions } from '../core/commands/command.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { Change } from '../core/tasks/task.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import type { Comments } from '../ports/comments.ts';
import type { Progress } from '../ports/progress.ts';
import type { Pulls } from '../ports/pulls.ts';
import type { Branches, CommitId, Repository } from '../ports/repository.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { Revision } from './revise-pull.ts';
import type { Tip } from './tip.ts';

/** What a command comes to. */
export type Decision =
  /** Said in a comment and nothing done; `markdown` is safe, `reason` plain text, part of a sentence. */
  | {
      readonly kind: 'answer';
      readonly isRefusal: boolean;
      readonly markdown: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'complete';
      readonly names: CommandNames;
      readonly options: CommandOptions;
      /** Also what a person closed without merging. */
      readonly redo: boolean;
      /** What is named, where that is known of a pull request; else as the settings say. */
      readonly unit?: Settings['unit'];
      /** Set when an issue is the task. */
      readonly change?: Change;
    }
  /** A FoundryTask is folded anew. */
  | { readonly kind: 'fold'; readonly only: readonly string[]; readonly options: CommandOptions }
  | {
      readonly kind: 'revise';
      readonly revision: Revision;
      readonly options: CommandOptions;
      readonly base: Tip;
      readonly change: Change;
    };

export interface DecisionTools {
  readonly settings: Pick<Settings, 'branchPrefix'>;
  readonly comments: Pick<Comments, 'mayWrite'>;
  readonly reviews: Reviews;
  readonly pulls: Pick<Pulls, 'listOpen'>;
  readonly branches: Pick<Branches, 'tip'>;
  readonly repository: Pick<Repository, 'resolve' | 'list' | 'read'>;
  readonly base: Tip;
  /** The changes of the base branch. */
  readonly source: ChangeSource;
  readonly sourceAt: (commit: CommitId) => ChangeSource;
  readonly progress: Progress;
  /** Hides secrets. */
  readonly mask: (text: string) => string;
}

/** Whether a command names anything. */
export function isNamed({ changes, tasks }: CommandNames): boolean {
  return changes.length > 0 || tasks.length > 0;
}

/** The answer that nothing was started, and why: part of a sentence, safe Markdown. */
export function refuse(reason: string): Decision {
  const markdown = `Nothing was started: ${reason}.`;
  return { kind: 'answer', isRefusal: true, markdown, reason: reason.replaceAll('`', '') };
}
