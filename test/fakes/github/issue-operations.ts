import { type CommentState, nextId } from './github-state.ts';
import type { Answer, Call, Operation } from './operation.ts';
import { renderLabel, renderTeam } from './render-pull.ts';
import { renderUser } from './render-user.ts';
import { problem } from './scripted-fault.ts';
import { isoNow } from './sync-pulls.ts';

/** Labels, comments and reactions of issues and pull requests: https://docs.github.com/en/rest/issues */
export const issueOperations: Readonly<Record<string, Operation>> = {
  'issues/list-labels-on-issue': (call) =>
    withPull(call, (pull) => labels(call, pull.labels, { paged: true })),

  'issues/add-labels': (call) =>
    withPull(call, (pull) => {
      const names = Array.isArray(call.body['labels']) ? call.body['labels'].map(String) : [];
      for (const name of names)
        if (!pull.labels.some((label) => label.toLowerCase() === name.toLowerCase())) pull.labels.push(name);
      return labels(call, pull.labels);
    }),

  'issues/remove-label': (call) =>
    withPull(call, (pull) => {
      const at = pull.labels.findIndex((label) => label.toLowerCase() === call.path['name']?.toLowerCase());
      if (at < 0) return problem(404, 'Label does not exist');
      pull.labels.splice(at, 1);
      return labels(call, pull.labels);
    }),

  'issues/list-events': (call) =>
    withPull(call, (pull) => ({
      status: 200,
      paged: true,
      body: pull.events.map((event) => ({
        id: event.id,
        node_id: `RRE_${event.id}`,
        url: `${call.apiUrl}/repos/${call.state.owner}/${call.state.repo}/issues/events/${event.id}`,
        actor: renderUser(call.state.actor, call.serverUrl),
        event: event.event,
        commit_id: null,
        commit_url: null,
        created_at: event.at,
        performed_via_github_app: null,
        review_requester: renderUser(call.state.actor, call.serverUrl),
        ...(event.reviewer ? { requested_reviewer: renderUser(event.reviewer, call.serverUrl) } : {}),
        ...(event.team ? { requested_team: renderTeam(call, event.team) } : {}),
      })),
    })),

  'issues/list-comments': (call) =>
    withIssue(call, (issue) => ({
      status: 200,
      paged: true,
      body: call.state.comments
        .filter((comment) => comment.issue === issue)
        .map((comment) => renderComment(call, comment)),
    })),

  'issues/create-comment': (call) =>
    withIssue(call, (issue) => {
      const now = isoNow();
      const comment: CommentState = {
        id: nextId(call.state),
        issue,
        body: String(call.body['body']),
        author: call.state.actor,
        createdAt: now,
        updatedAt: now,
      };
      call.state.comments.push(comment);
      return { status: 201, body: renderComment(call, comment) };
    }),

  'issues/get-comment': (call) =>
    withComment(call, (comment) => ({ status: 200, body: renderComment(call, comment) })),

  'issues/update-comment': (call) =>
    withComment(call, (comment) => {
      Object.assign(comment, { body: String(call.body['body']), updatedAt: isoNow() });
      return { status: 200, body: renderComment(call, comment) };
    }),

  'reactions/create-for-issue': (call) => withIssue(call, (issue) => react(call, 'issue', issue)),

  'reactions/create-for-issue-comment': (call) =>
    withComment(call, (comment) => react(call, 'comment', comment.id)),
};

/** The same person reacts once: the second time answers 200 with the first reaction. */
function react(call: Call, on: 'issue' | 'comment', target: number): Answer {
  const { state, serverUrl } = call;
  const content = String(call.body['content']);
  const known = state.reactions.find(
    (one) => one.on === on && one.target === target && one.content === content && one.author === state.actor,
  );
  const reaction = known ?? { id: nextId(state), on, target, content, author: state.actor };
  if (!known) state.reactions.push(reaction);
  return {
    status: known ? 200 : 201,
    body: {
      id: reaction.id,
      node_id: `REA_${reaction.id}`,
      user: renderUser(reaction.author, serverUrl),
      content,
      created_at: isoNow(),
    },
  };
}

function labels(call: Call, names: readonly string[], more: { paged?: boolean } = {}): Answer {
  return { status: 200, body: names.map((name) => renderLabel(call, name)), ...more };
}

function renderComment({ state, apiUrl, serverUrl }: Call, comment: CommentState) {
  const repository = `${apiUrl}/repos/${state.owner}/${state.repo}`;
  const kind = state.pulls.some((pull) => pull.number === comment.issue) ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${repository}/issues/comments/${comment.id}`,
    html_url: `${serverUrl}/${state.owner}/${state.repo}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repository}/issues/${comment.issue}`,
    body: comment.body,
    user: renderUser(comment.author, serverUrl),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
  };
}

function withPull(call: Call, use: (pull: Call['state']['pulls'][number]) => Answer): Answer {
  const pull = call.state.pulls.find((one) => one.number === Number(call.path['issue_number']));
  return pull ? use(pull) : problem(404, 'Not Found');
}

function withIssue(call: Call, use: (issue: number) => Answer): Answer {
  const number = Number(call.path['issue_number']);
  const known = [...call.state.issues, ...call.state.pulls].some((one) => one.number === number);
  return known ? use(number) : problem(404, 'Not Found');
}

function withComment(call: Call, use: (comment: CommentState) => Answer): Answer {
  const comment = call.state.comments.find((one) => one.id === Number(call.path['comment_id']));
  return comment ? use(comment) : problem(404, 'Not Found');
}
