import type { Repository } from '../ports/repository.ts';

/** For commands that are the same whatever a repository's policy says. */
export const NO_FILES: Pick<Repository, 'read'> = { read: async () => new Map() };
