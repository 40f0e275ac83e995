import type { Settings } from '../policy/settings.ts';

/** Options of a command; absent ones are those of the workflow's step. */
export interface CommandOptions {
  readonly model?: string;
  readonly order?: Settings['order'];
  readonly dryRun?: boolean;
}

/** Names as they were written; both empty: what the issue or pull request itself is about. */
export interface CommandNames {
  readonly changes: readonly string[];
  /** `1.2`, or `change#1.2`. */
  readonly tasks: readonly string[];
}

/** What a comment asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'status'; readonly names: CommandNames }
  | { readonly kind: 'retry'; readonly names: CommandNames; readonly options: CommandOptions }
  | { readonly kind: 'complete'; readonly names: CommandNames; readonly options: CommandOptions }
  /** On a pull request: `said` is the comment without the command and its options, possibly ''. */
  | { readonly kind: 'revise'; readonly said: string; readonly options: CommandOptions };

/** Words that stand for themselves after `/complete`. */
export const COMMAND_WORDS = ['help', 'status', 'retry'] as const;
