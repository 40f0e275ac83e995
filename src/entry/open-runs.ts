import { randomUUID } from 'node:crypto';
import { describeProcess, hasProcessEnded } from '../adapters/git/claim-process.ts';
import type { GitHubAccess } from '../adapters/github/github-access.ts';
import type { Runs } from '../ports/claims.ts';
import type { Environment } from './environment.ts';

/** This run, and what can be found out about others: their processes on this machine, and GitHub Actions. */
export async function openRuns(env: Environment, access: GitHubAccess | undefined): Promise<Runs> {
  const id = randomUUID();
  const inActions = Boolean(env.GITHUB_RUN_ID);
  const run = env.GITHUB_RUN_ID || id;
  const attempt = inActions ? Math.max(1, Number.parseInt(env.GITHUB_RUN_ATTEMPT ?? '', 10) || 1) : 0;
  return {
    self: { run, attempt, id, process: await describeProcess() },
    hasEnded: async (holder) => {
      if (holder.process && (await hasProcessEnded(holder.process))) return true;
      // A job of this very attempt is not over while this one runs.
      if (!access || holder.attempt === 0 || (holder.run === run && holder.attempt === attempt)) return false;
      // Octokit is loaded only by runs that talk to GitHub.
      const { hasAttemptEnded } = await import('../adapters/github/has-attempt-ended.ts');
      return hasAttemptEnded(access, holder);
    },
  };
}
