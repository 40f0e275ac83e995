import { Fault } from '../../core/fault.ts';
import { type GitResult, gitFault } from './git.ts';
import type { RemoteAccess } from './remote-access.ts';

/** The fault for a push, fetch or ls-remote that failed: one sentence, without any credential. */
export function remoteFault(args: readonly string[], result: GitResult, access: RemoteAccess): Fault {
  const stdout = access.scrub(new TextDecoder().decode(result.stdout));
  const stderr = access.scrub(result.stderr);
  const rejected = /^!\t[^\t]*:(\S+)\t(.+)$/m.exec(stdout);
  if (rejected) return rejection(rejected[1] ?? '', rejected[2] ?? '', stderr);
  const status = Number(/requested URL returned error: (\d{3})/.exec(stderr)?.[1] ?? 0);
  const said = remoteLines(stderr).at(0);
  const where = said === undefined ? access.url : `${access.url} says "${said}"`;
  if (status === 429) return new Fault('github-rate-limited', where);
  if (status >= 500) return new Fault('github-failed', `${access.url} answered ${status}`);
  if (status === 404 || /repository '.*' not found|does not appear to be a git repository/.test(stderr))
    return new Fault('github-not-found', access.url);
  if (said !== undefined && /\barchived\b/i.test(said)) return new Fault('github-archived', access.url);
  if (status === 401 || status === 403 || ASKED_FOR_LOGIN.test(stderr))
    return new Fault('github-refused', where);
  if (NO_CONNECTION.test(stderr)) return new Fault('git-failed', `no connection to ${access.url}`);
  return gitFault(args, stderr);
}

const ASKED_FOR_LOGIN =
  /Authentication failed|could not read (Username|Password)|Permission denied \(|terminal prompts disabled/;
const NO_CONNECTION =
  /Could not resolve host|Failed to connect|Couldn't connect|Connection (refused|reset|timed out)|Operation timed out|Empty reply|SSL|unexpected disconnect|hung up unexpectedly/i;

/** What the server itself said, without the frame git puts around it. */
function remoteLines(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('remote: '))
    .map((line) =>
      line
        .replace(/^remote: (error: )?/, '')
        .replace(/[.\s]+$/, '')
        .slice(0, 300),
    )
    .filter((line) => line !== '');
}

/** Below GH006 (branch protection) and GH013 (rulesets): docs.github.com, "Require signed commits". */
const UNSIGNED = /\bverified signatures?\b/i;
const MOVED = /stale info|fetch first|non-fast-forward|cannot lock ref|already exists/;
const IN_THE_WAY = /exists; cannot create|directory file conflict|Permission denied|No space left/;

/** `summary` is the last column of `git push --porcelain` (git-scm.com/docs/git-push, "Output"). */
function rejection(ref: string, summary: string, stderr: string): Fault {
  const branch = ref.replace(/^refs\/heads\//, '');
  const reason = /\((.*)\)$/.exec(summary)?.[1] ?? summary;
  if (/refusing to allow .* workflow/i.test(reason))
    return new Fault('github-refused', `it may not change workflow files (${reason})`);
  const lines = remoteLines(stderr);
  const said = lines.slice(0, 2).join('; ');
  const unsigned = lines.find((line) => UNSIGNED.test(line));
  if (unsigned !== undefined)
    return new Fault('push-unsigned', `${branch}: ${unsigned.replace(/^[-\s]+/, '')}`);
  // A push at the same moment is told beside the summary; a branch `openspec` in the way of `openspec/x` is no push.
  const words = `${reason}; ${said}`;
  if (MOVED.test(words) && !IN_THE_WAY.test(words)) return new Fault('branch-moved', `${branch} (${reason})`);
  return new Fault('push-rejected', `${branch}: ${reason}${said === '' ? '' : `, ${said}`}`);
}
