import type { Call, Operation } from './operation.ts';
import { renderRepository } from './render-repository.ts';
import { renderUser } from './render-user.ts';
import { problem } from './scripted-fault.ts';

/** The repository, its collaborators and its refs: https://docs.github.com/en/rest/git/refs */
export const repositoryOperations: Readonly<Record<string, Operation>> = {
  'repos/get': (call) => ({ status: 200, body: renderRepository(call) }),

  'repos/get-collaborator-permission-level': ({ state, path, serverUrl }) => {
    const login = path['username'] ?? '';
    const role = state.permissions[login] ?? (state.private ? 'none' : 'read');
    // `permission` knows only these four; the finer role stands in `role_name`.
    const permission = { maintain: 'write', triage: 'read' }[role as string] ?? role;
    return {
      status: 200,
      body: { permission, role_name: role, user: { ...renderUser(login, serverUrl), role_name: role } },
    };
  },

  'git/get-ref': async (call) => {
    const ref = `refs/${call.path['ref']}`;
    const found = (await call.git.refs(ref)).get(ref);
    return found ? { status: 200, body: renderRef(call, ref, found) } : problem(404, 'Not Found');
  },

  'git/list-matching-refs': async (call) => {
    const found = await call.git.refs(`refs/${call.path['ref']}`);
    return { status: 200, body: [...found].map(([ref, object]) => renderRef(call, ref, object)) };
  },

  'git/create-ref': async (call) => {
    const [ref, sha] = [String(call.body['ref']), String(call.body['sha'])];
    if (!/^refs\/[^/]+\/./.test(ref))
      return problem(422, 'Reference name must start with "refs/" and have at least two slashes.');
    const type = await call.git.objectType(sha);
    if (type === undefined) return problem(422, 'Object does not exist');
    if (await lacksSignature(call, ref, sha)) return UNSIGNED;
    if (!(await call.git.moveRef(ref, sha, undefined))) return problem(422, 'Reference already exists');
    return { status: 201, body: renderRef(call, ref, { sha, type }) };
  },

  'git/update-ref': async (call) => {
    const ref = `refs/${call.path['ref']}`;
    const sha = String(call.body['sha']);
    const old = (await call.git.refs(ref)).get(ref);
    const type = await call.git.objectType(sha);
    if (!old) return problem(422, 'Reference does not exist');
    if (type === undefined) return problem(422, 'Object does not exist');
    if (await lacksSignature(call, ref, sha)) return UNSIGNED;
    const forward = call.body['force'] === true || (await call.git.isAncestor(old.sha, sha));
    if (!forward || !(await call.git.moveRef(ref, sha, old.sha)))
      return problem(422, 'Update is not a fast forward');
    return { status: 200, body: renderRef(call, ref, { sha, type }) };
  },

  'git/delete-ref': async (call) => {
    const ref = `refs/${call.path['ref']}`;
    if (!(await call.git.refs(ref)).has(ref)) return problem(422, 'Reference does not exist');
    await call.git.deleteRef(ref);
    return { status: 204 };
  },
};

const UNSIGNED = problem(
  422,
  'Repository rule violations found\n\nCommits must have verified signatures.\n\n',
);

async function lacksSignature({ state, git }: Call, ref: string, sha: string): Promise<boolean> {
  return state.signedCommits && ref.startsWith('refs/heads/') && !(await git.bringsOnlySigned(sha));
}

function renderRef({ state, apiUrl }: Call, ref: string, object: { sha: string; type: string }) {
  const url = `${apiUrl}/repos/${state.owner}/${state.repo}/git`;
  return {
    ref,
    node_id: `REF_${ref}`,
    url: `${url}/${ref}`,
    object: { sha: object.sha, type: object.type, url: `${url}/${object.type}s/${object.sha}` },
  };
}
