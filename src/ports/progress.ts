/** Stages of one task, in the order of the story. */
export type Stage = 'baseline' | 'context' | 'ask' | 'edit' | 'judge' | 'publish';

export type ProgressEvent =
  | { readonly kind: 'run'; readonly text: string }
  | {
      readonly kind: 'task';
      readonly task: string;
      readonly title: string;
      readonly index: number;
      readonly count: number;
    }
  | {
      readonly kind: 'stage';
      readonly task: string;
      readonly stage: Stage;
      readonly round: number;
      readonly text: string;
    }
  | { readonly kind: 'tick'; readonly task: string; readonly stage: Stage; readonly text: string }
  | { readonly kind: 'outcome'; readonly task: string; readonly outcome: string; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string };

/** Where the run tells people what it does. Texts are data and are made safe by the adapter. */
export interface Progress {
  emit(event: ProgressEvent): void;
}
