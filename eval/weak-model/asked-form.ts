/** Lines beyond which a model that may choose sends blocks, when the prompt does not name a limit. */
const USUAL_LIMIT = 200;

interface Asked {
  /** Whether a file is asked for as SEARCH/REPLACE blocks. */
  readonly asBlocks: (path: string, lines: number) => boolean;
  /** Only what changes since the last answer is asked for, not every file once more. */
  readonly onlyChanges: boolean;
}

/**
 * The form that the messages ask for: whole files unless SEARCH/REPLACE is spoken of; blocks for files over the limit
 * the prompt names; for all files when the last message asks for blocks alone.
 */
export function askedForm(messages: readonly { readonly role: string; readonly content: string }[]): Asked {
  const all = messages.filter(({ role }) => role !== 'assistant').map(({ content }) => content);
  const last = all.at(-1) ?? '';
  const isFollowUp = all.length > 2 && messages.some(({ role }) => role === 'assistant');
  const blocksKnown = all.some((text) => text.includes('SEARCH/REPLACE'));
  const limit = Number(/(?:up to|over|than) (\d{2,4}) lines/.exec(all.join('\n'))?.[1] ?? USUAL_LIMIT);
  const blocksOnly = isFollowUp && last.includes('SEARCH/REPLACE') && !/whole file/i.test(last);
  return {
    asBlocks: (_, lines) => blocksKnown && (blocksOnly || lines > limit),
    onlyChanges:
      isFollowUp && /files as they are now|only the (?:files|lines|edits)|only what changes/i.test(last),
  };
}
