import type { Operation } from './operation.ts';
import { renderRepository } from './render-repository.ts';
import { problem } from './scripted-fault.ts';

const EPOCH = '2026-01-01T00:00:00Z';

/** Workflow runs: https://docs.github.com/en/rest/actions/workflow-runs */
export const actionsOperations: Readonly<Record<string, Operation>> = {
  'actions/get-workflow-run-attempt': (call) => {
    const { state, path, apiUrl, serverUrl } = call;
    const [id, attempt] = [Number(path['run_id']), Number(path['attempt_number'])];
    const status = state.workflowRuns[`${id}/${attempt}`];
    if (status === undefined) return problem(404, 'Not Found');
    const url = `${apiUrl}/repos/${state.owner}/${state.repo}/actions/runs/${id}`;
    const links = ['jobs', 'logs', 'check_suite', 'artifacts', 'cancel', 'rerun', 'workflow'];
    const repository = renderRepository(call);
    const body = {
      ...Object.fromEntries(links.map((name) => [`${name}_url`, `${url}/${name}`])),
      id,
      node_id: 'WFR_1',
      name: 'complete',
      display_title: 'complete',
      path: '.github/workflows/complete.yml',
      event: 'workflow_dispatch',
      head_branch: state.defaultBranch,
      head_sha: '0'.repeat(40),
      run_number: 1,
      run_attempt: attempt,
      status,
      conclusion: status === 'completed' ? 'success' : null,
      workflow_id: 1,
      url,
      html_url: `${serverUrl}/${state.owner}/${state.repo}/actions/runs/${id}`,
      pull_requests: [],
      created_at: EPOCH,
      updated_at: EPOCH,
      run_started_at: EPOCH,
      head_commit: null,
      repository,
      head_repository: repository,
    };
    return { status: 200, body };
  },
};
