import type { TaskFile } from '../core/foundry/task-file.ts';
import type { TaskResult } from '../core/foundry/task-result.ts';

/** A task file as it was found. */
export interface FoundTask extends TaskFile {
  /** Undefined when it could not be read, or is larger than a task may be. */
  readonly bytes: Uint8Array | undefined;
  /** Why it could not be read, as a part of a sentence. */
  readonly unread?: string;
  /** Of a claimed one, who works on it, as `process 42 works on it since …`; undefined: its process has ended. */
  readonly holder?: string;
}

/** The right to work on one task. Disposing gives it back as pending, unless it was finished. */
export interface TaskClaim extends AsyncDisposable {
  readonly bytes: Uint8Array;
  /** Finished files of the same name, which finishing removes: a task has one result. */
  readonly earlier: readonly EarlierTask[];
  /**
   * Writes the result into the file and names it after its outcome. False when the claim was taken away meanwhile, as
   * by a process that could not see this one for too long: nothing is written then.
   */
  finish(result: TaskResult): Promise<boolean>;
}

export interface EarlierTask {
  readonly file: string;
  readonly result?: TaskResult;
}

export type TaskClaimed =
  | { readonly kind: 'claimed'; readonly claim: TaskClaim }
  /** Another process works on it, or has just finished; `why` is a part of a sentence. */
  | { readonly kind: 'held'; readonly why: string }
  /** Its file can be neither read nor renamed, or something is in the way; the others may be fine. */
  | { readonly kind: 'refused'; readonly why: string };

/** The FoundryTasks of a folder. Whatever happens to a process, each task is in one of its states. */
export interface FoundryTasks {
  /** By file name; nothing where there is no folder. Links and what is no plain file are left out. */
  list(): Promise<readonly FoundTask[]>;
  /** One of several processes gets a task that no living process has, whatever its state. Throws `disk-full`. */
  claim(task: FoundTask): Promise<TaskClaimed>;
}
