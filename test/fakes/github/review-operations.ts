import type { Call, Operation } from './operation.ts';
import { renderUser } from './render-user.ts';
import { problem } from './scripted-fault.ts';
import { isoNow } from './sync-pulls.ts';

/**
 * Review comments and check runs: https://docs.github.com/en/rest/pulls/comments and
 * https://docs.github.com/en/rest/checks/runs. GitHub says null for the line of an outdated comment, which its
 * description does not allow, so it is left out here.
 */
export const reviewOperations: Readonly<Record<string, Operation>> = {
  'pulls/list-review-comments': (call) => {
    const number = Number(call.path['pull_number']);
    if (!call.state.pulls.some((pull) => pull.number === number)) return problem(404, 'Not Found');
    const found = call.state.reviewComments.filter((comment) => comment.pull === number);
    return { status: 200, paged: true, body: found.map((comment) => renderReviewComment(call, comment)) };
  },

  'checks/list-for-ref': (call) => {
    const found = call.state.checks.filter((check) => check.commit === call.path['ref']);
    const size = Number(call.query.get('per_page') ?? 30);
    const page = Number(call.query.get('page') ?? 1);
    const shown = found.slice((page - 1) * size, page * size).map((check) => renderCheck(call, check));
    return { status: 200, body: { total_count: found.length, check_runs: shown } };
  },
};

function renderReviewComment(
  { state, apiUrl, serverUrl }: Call,
  comment: Call['state']['reviewComments'][number],
) {
  const repository = `${apiUrl}/repos/${state.owner}/${state.repo}`;
  const page = `${serverUrl}/${state.owner}/${state.repo}/pull/${comment.pull}#discussion_r${comment.id}`;
  const url = `${repository}/pulls/comments/${comment.id}`;
  const pull = `${repository}/pulls/${comment.pull}`;
  const commit = state.pulls.find((one) => one.number === comment.pull)?.headSha ?? '';
  return {
    url,
    pull_request_review_id: 1,
    id: comment.id,
    node_id: `PRRC_${comment.id}`,
    diff_hunk: '@@ -1 +1 @@',
    path: comment.path,
    commit_id: commit,
    original_commit_id: commit,
    user: comment.author === null ? null : renderUser(comment.author, serverUrl),
    body: comment.body,
    created_at: isoNow(),
    updated_at: isoNow(),
    html_url: page,
    pull_request_url: pull,
    author_association: 'NONE',
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pull } },
    original_line: 1,
    subject_type: comment.wholeFile ? 'file' : 'line',
    ...(comment.line === null ? {} : { line: comment.line, position: 1 }),
  };
}

function renderCheck({ state, apiUrl, serverUrl }: Call, check: Call['state']['checks'][number]) {
  const url = `${apiUrl}/repos/${state.owner}/${state.repo}/check-runs/${check.id}`;
  return {
    id: check.id,
    head_sha: check.commit,
    node_id: `CR_${check.id}`,
    external_id: '',
    url,
    html_url: `${serverUrl}/${state.owner}/${state.repo}/runs/${check.id}`,
    details_url: null,
    status: check.conclusion === null ? 'in_progress' : 'completed',
    conclusion: check.conclusion,
    started_at: isoNow(),
    completed_at: check.conclusion === null ? null : isoNow(),
    output: {
      title: check.title ?? null,
      summary: check.summary ?? null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    name: check.name,
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
  };
}
