import type { AskOptions, Message } from '../../ports/model.ts';
import type { LmModel } from './lm-model.ts';

/** One question to one model, however many attempts it takes. */
export interface LmCall {
  readonly model: LmModel;
  /** Everything the endpoint offers, to tell another model from another name of the same one. */
  readonly offered: readonly LmModel[];
  readonly messages: readonly Message[];
  readonly options: AskOptions;
  readonly apiKey: string | undefined;
  readonly stallSeconds: number;
  /** Milliseconds between two reports of what is waited for. */
  readonly reportMilliseconds: number;
}
