/** Lines beyond which a model that may choose sends blocks, when the prompt does not name a limit. */
const USUAL_LIMIT = 200;
/** What is asked for stands at the end of a message. */
const END = 700;

interface Asked {
  /** Whether a file of so many lines is asked for as SEARCH/REPLACE blocks. */
  readonly asBlocks: (lines: number) => boolean;
  /** Only what changes since the last answer is asked for, not every file once more. */
  readonly onlyChanges: boolean;
}

/**
 * The form that the messages ask for: whole files unless SEARCH/REPLACE is spoken of; then blocks for files over the
 * limit the prompt names, and the one or the other for all files when the end of the last message asks for it.
 */
export function askedForm(messages: readonly { readonly role: string; readonly content: string }[]): Asked {
  const all = messages.filter(({ role }) => role !== 'assistant').map(({ content }) => content);
  const end = (all.at(-1) ?? '').slice(-END);
  const limit = Number(/(?:up to|over|than) (\d{2,4}) lines/.exec(all.join('\n'))?.[1] ?? USUAL_LIMIT);
  const blocksKnown = all.some((text) => text.includes('SEARCH/REPLACE'));
  const blocksOnly = end.includes('SEARCH/REPLACE') && !/whole files?\b/i.test(end);
  const wholeOnly = /another form this time: each file you change whole/.test(end);
  return {
    asBlocks: (lines) => !wholeOnly && blocksKnown && (blocksOnly || lines > limit),
    onlyChanges: /files as they are now|only the (?:files|lines|edits)|only what changes/i.test(end),
  };
}
