import { Fault } from '../../core/fault.ts';
import type { Failure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import { type RateLimit, readRateLimit } from './rate-limit.ts';

/** What was being done, for the sentence: `opening the pull request for openspec/greet/1.1`. */
export interface Doing {
  readonly what: string;
  /** Permission of a workflow's token that the request needs, when GitHub does not name it itself. */
  readonly needs: string;
}

/** Turns a failure into the one sentence a user reads. Nothing in it, its cause included, contains the token. */
export function toFault(failure: Failure, doing: Doing, access: GitHubAccess): Fault {
  const said = [failure.status, failure.message].filter(Boolean).join(' ');
  const cause = new Error(withoutToken(said, access.token));
  const fault = (code: Fault['code'], at: string): Fault =>
    new Fault(code, withoutToken(at, access.token), { cause });

  if (failure.status === undefined)
    return fault('github-failed', `${access.apiUrl} cannot be reached (${failure.message})`);
  const limit = readRateLimit(failure);
  if (limit) return fault('github-rate-limited', describeLimit(limit));
  switch (failure.status) {
    case 401:
      return fault('github-refused', `${said} while ${doing.what}`);
    case 403:
      if (/\barchived\b/i.test(failure.message))
        return fault('github-archived', `${access.owner}/${access.repo}`);
      return fault('github-refused', `${said} while ${doing.what}; ${describeNeed(failure, doing)}`);
    case 404:
      return fault('github-not-found', `${access.owner}/${access.repo} (asked while ${doing.what})`);
    default:
  }
  if (failure.status >= 500) return fault('github-failed', `${said} while ${doing.what}, retries included`);
  const details = describeDetails(failure);
  return fault('github-rejected', `${details.join('; ') || said} while ${doing.what}`);
}

function describeLimit(limit: RateLimit): string {
  const time = limit.opensAt.toISOString().replace(/\.\d+Z$/, 'Z');
  if (limit.kind === 'primary') return `it opens again at ${time}`;
  return `GitHub asks for a pause until ${time} (secondary limit)`;
}

/**
 * `x-accepted-github-permissions: contents=read,pull_requests=write; issues=write` lists alternatives between
 * semicolons (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api); written here as in a
 * workflow's `permissions`.
 */
function describeNeed(failure: Failure, doing: Doing): string {
  const sso = /url=(\S+)/.exec(failure.headers['x-github-sso'] ?? '');
  if (sso) return `authorize the token for single sign-on at ${sso[1]}`;
  const alternatives = (failure.headers['x-accepted-github-permissions'] ?? '')
    .split(';')
    .map((all) => all.split(',').map(asWorkflowPermission).filter(Boolean).join(' and '))
    .filter(Boolean);
  return `it needs ${alternatives.join(' or ') || doing.needs}`;
}

function asWorkflowPermission(pair: string): string {
  return pair.trim().replaceAll('_', '-').replace('=', ': ');
}

function describeDetails(failure: Failure): string[] {
  return failure.errors.map((error) => error.message.replace(/\.$/, '') || `${error.field} is ${error.code}`);
}

function withoutToken(text: string, token: string): string {
  return token === '' ? text : text.replaceAll(token, '***');
}
