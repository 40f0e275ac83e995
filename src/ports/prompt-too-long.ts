/** The cause of a fault `model-context-small` that a server told, with its own numbers, in tokens, where it gave them. */
export class PromptTooLong extends Error {
  readonly prompt: number | undefined;
  readonly context: number | undefined;

  constructor(said: { readonly prompt?: number; readonly context?: number }) {
    super('the server refused the length of the prompt');
    this.name = 'PromptTooLong';
    this.prompt = said.prompt;
    this.context = said.context;
  }
}
