import type { BareRepository } from './bare-repository.ts';
import type { Answer, Call, Operation } from './operation.ts';
import { problem } from './scripted-fault.ts';

/** Every signature here is GitHub's own, and looks like this. */
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----\n\nbWFkZSBieSB0aGUgZmFrZQ==\n-----END PGP SIGNATURE-----';

/** Blobs, trees and commits of the real repository: https://docs.github.com/en/rest/git */
export const gitDatabaseOperations: Readonly<Record<string, Operation>> = {
  'git/create-blob': async (call) => {
    const encoding = call.body['encoding'] === 'base64' ? 'base64' : 'utf8';
    const sha = await call.git.write('blob', Buffer.from(String(call.body['content']), encoding));
    return { status: 201, body: { sha, url: urlOf(call, 'blobs', sha) } };
  },

  'git/create-tree': async (call) => {
    const entries = call.body['tree'] as readonly TreeEntry[];
    const base = call.body['base_tree'];
    if (entries.length === 0) return problem(422, 'Invalid tree info');
    const was = base === undefined ? '' : await call.git.git('ls-tree', '-rz', '--name-only', String(base));
    const refused = await refuse(call.git, entries, new Set(was.split('\0')));
    if (refused) return refused;
    const sha = await call.git.writeTree(base === undefined ? undefined : String(base), entries);
    return { status: 201, body: { sha, url: urlOf(call, 'trees', sha), truncated: false, tree: [] } };
  },

  'git/create-commit': async (call) => {
    const { git, body } = call;
    const [tree, parents] = [String(body['tree']), (body['parents'] ?? []) as readonly string[]];
    if ((await git.objectType(tree)) !== 'tree') return problem(422, 'Tree SHA does not exist');
    for (const parent of parents)
      if ((await git.objectType(parent)) !== 'commit')
        return problem(422, 'Parent SHA does not exist or is not a commit object');
    const about = { tree, parents, message: String(body['message']), ...whoMakes(call) };
    const payload = printCommit(about, undefined);
    const object = about.isSigned ? printCommit(about, SIGNATURE) : payload;
    const sha = await git.write('commit', Buffer.from(object));
    return { status: 201, body: renderCommit(call, { ...about, sha, payload }) };
  },
};

interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

async function refuse(
  git: BareRepository,
  entries: readonly TreeEntry[],
  was: ReadonlySet<string>,
): Promise<Answer | undefined> {
  for (const { path, sha } of entries) {
    if (sha === null && !was.has(path)) return problem(422, 'GitRPC::BadObjectState');
    if (sha !== null && (await git.objectType(sha)) === undefined)
      return problem(422, `tree.sha ${sha} is not a valid blob`);
  }
  return undefined;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

interface Made {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  readonly isSigned: boolean;
}

/** GitHub signs for bots alone, and only where they do not say who made the commit. */
function whoMakes({ state, body }: Call): Pick<Made, 'author' | 'committer' | 'isSigned'> {
  const date = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const isBot = state.actor.endsWith('[bot]');
  const self = { name: state.actor, email: `41898282+${state.actor}@users.noreply.github.com`, date };
  const author = { ...self, ...(body['author'] as object | undefined) };
  const isSigned = isBot && body['author'] === undefined && body['committer'] === undefined;
  const github = { name: 'GitHub', email: 'noreply@github.com', date };
  return { author, committer: isSigned ? github : { ...author, ...(body['committer'] as object) }, isSigned };
}

/** A commit object (git-scm.com/docs/git-commit-tree); further lines of a header begin with a space. */
function printCommit(made: Made, signature: string | undefined): string {
  const line = ({ name, email, date }: Person) => `${name} <${email}> ${Date.parse(date) / 1000} +0000`;
  return [
    `tree ${made.tree}`,
    ...made.parents.map((parent) => `parent ${parent}`),
    `author ${line(made.author)}`,
    `committer ${line(made.committer)}`,
    ...(signature === undefined ? [] : [`gpgsig ${signature.replaceAll('\n', '\n ')}`]),
    '',
    made.message,
  ].join('\n');
}

function renderCommit(call: Call, made: Made & { readonly sha: string; readonly payload: string }) {
  const { sha, isSigned } = made;
  const page = (id: string) => `${call.serverUrl}/${call.state.owner}/${call.state.repo}/commit/${id}`;
  return {
    ...{ sha, node_id: `C_${sha}`, url: urlOf(call, 'commits', sha), html_url: page(sha) },
    ...{ author: made.author, committer: made.committer, message: made.message },
    tree: { sha: made.tree, url: urlOf(call, 'trees', made.tree) },
    parents: made.parents.map((id) => ({ sha: id, url: urlOf(call, 'commits', id), html_url: page(id) })),
    verification: {
      verified: isSigned,
      reason: isSigned ? 'valid' : 'unsigned',
      signature: isSigned ? SIGNATURE : null,
      payload: isSigned ? made.payload : null,
      verified_at: isSigned ? made.committer.date : null,
    },
  };
}

function urlOf({ state, apiUrl }: Call, kind: string, sha: string): string {
  return `${apiUrl}/repos/${state.owner}/${state.repo}/git/${kind}/${sha}`;
}
