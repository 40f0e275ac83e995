import type { TaskFile } from '../core/foundry/task-file.ts';
import type { TaskResult } from '../core/foundry/task-result.ts';

/** A task file as it was found. */
export interface FoundTask extends TaskFile {
  /** Undefined when it is larger than a task may be. */
  readonly bytes: Uint8Array | undefined;
  /** Claimed by a process that has shown no sign of life for a minute. */
  readonly stale: boolean;
}

/** The right to work on one task. Disposing gives it back as pending, unless it was finished. */
export interface TaskClaim extends AsyncDisposable {
  readonly bytes: Uint8Array;
  /**
   * Writes the result into the file and names it after its outcome. False when another process took the task over
   * meanwhile, because this one was silent for too long: nothing is written then.
   */
  finish(result: TaskResult): Promise<boolean>;
}

export type TaskClaimed =
  | { readonly kind: 'claimed'; readonly claim: TaskClaim }
  /** Another process works on it, or has just finished. */
  | { readonly kind: 'held' }
  /** A process ended between writing the result and naming the file, which is made up for now. */
  | { readonly kind: 'finished'; readonly result: TaskResult };

/** The FoundryTasks of a folder. Whatever happens to a process, each task is in one of its states. */
export interface FoundryTasks {
  /** By file name; nothing where there is no folder. Links and what is no plain file are left out. */
  list(): Promise<readonly FoundTask[]>;
  /** One of several processes gets a task that nobody has, or a stale one. Throws `path-unusable`, `disk-full`. */
  claim(task: FoundTask): Promise<TaskClaimed>;
}
