/** Who a commit is by. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** The identity of commits this program makes. */
export const BOT: Identity = {
  name: 'OpenSpec Complete',
  email: 'openspec-complete@users.noreply.github.com',
};

/** Author and committer for one git command. `seconds` since 1970; git's own clock when not given. */
export function identityEnvironment(identity: Identity, seconds?: number): Record<string, string> {
  const date: Record<string, string> =
    seconds === undefined
      ? {}
      : { GIT_AUTHOR_DATE: `@${seconds} +0000`, GIT_COMMITTER_DATE: `@${seconds} +0000` };
  return {
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    ...date,
  };
}
