import type { Profile } from '../profiles/profile.ts';
import type { Task } from '../tasks/task.ts';

/** A message of a conversation, as `ports/model.ts` sends it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A planning document of the change, whole; the prompt takes from it what fits. */
export interface ChangeDocument {
  readonly kind: 'proposal' | 'design' | 'spec';
  readonly path: string;
  readonly text: string;
}

/** A workspace member, as much as the model needs to know of it (`ports/toolchain.ts` has it all). */
export interface PromptPackage {
  readonly name: string;
  readonly folder: string;
  readonly edition: string;
  readonly targets: readonly { readonly kind: string; readonly file: string }[];
  readonly dependencies: readonly { readonly name: string; readonly version: string }[];
}

/** A file shown to the model. Made by `chooseFiles`, text added by the caller. */
export interface PromptFile {
  readonly path: string;
  readonly text: string;
  /** `shared` stands before everything that differs between the tasks of a change, so that the server's prompt cache hits. */
  readonly placement: 'shared' | 'task';
  /** 0 to 100; files of 60 and more are what the task is about and are shortened rather than left out. */
  readonly score: number;
  /** Set by `fitPrompt` when `text` is only a part: lines of the whole file. */
  readonly wholeLines?: number;
}

/** A definition in a file that is not shown, or in a dependency. Made by `chooseDefinitions`. */
export interface PromptDefinition {
  readonly name: string;
  /** One line, with where it is. */
  readonly text: string;
  readonly placement: PromptFile['placement'];
}

/** Everything a first prompt is made of. All texts are data written by others. */
export interface PromptInput {
  readonly task: Pick<Task, 'id' | 'change' | 'section' | 'text' | 'details'>;
  readonly documents: readonly ChangeDocument[];
  readonly packages: readonly PromptPackage[];
  /** Repository-relative source paths, for the map. */
  readonly sources: readonly string[];
  readonly files: readonly PromptFile[];
  /** What the task is about; its guidance stands before the task. */
  readonly profile: Profile;
  /** Best first. */
  readonly definitions?: readonly PromptDefinition[];
  /** What could not be looked into for them, one phrase each. */
  readonly unread?: readonly string[];
  /** Tests that are there already and have to pass, as they are now; the file is shown with the task. */
  readonly tests?: () => { readonly path: string; readonly text: string } | undefined;
  /** `rules` of the policy file. */
  readonly rules: string;
}
