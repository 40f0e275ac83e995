/** Label of a pull request whose task could not be completed; it goes when the task holds. */
export const FAILED_LABEL = 'openspec-complete:failed';
