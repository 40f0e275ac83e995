import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGit } from '../adapters/git/git.ts';
import { openCheckout } from '../adapters/git/open-checkout.ts';
import { replaceFile } from '../adapters/local/replace-file.ts';
import { makeFolders } from '../adapters/machine/make-folders.ts';
import { Fault } from '../core/fault.ts';
import { printJson } from '../core/text/print-json.ts';
import type { Environment } from './environment.ts';
import { exampleWorkflow } from './example-workflow.ts';
import { findRoot } from './find-root.ts';

export interface CliInitRequest {
  readonly env: Environment;
  readonly folder: string;
  readonly force: boolean;
  /** Commit of this program that the workflows use. */
  readonly pin?: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
}

/** Files by the example they are made of. */
const WORKFLOWS = {
  'push.yml': '.github/workflows/openspec-complete.yml',
  'comment.yml': '.github/workflows/openspec-complete-comment.yml',
  'sweep.yml': '.github/workflows/openspec-complete-sweep.yml',
  'refresh.yml': '.github/workflows/openspec-complete-refresh.yml',
} as const;
const POLICY_FILE = '.github/openspec-complete.yml';
const POLICY = `# What OpenSpec Complete may do in this repository. It is read from the base branch only; every key is optional.
# rules: Prefer iterators to index loops. No new unwrap() outside tests.
# validate:
#   - run: cargo deny check
#     when: '**/Cargo.toml'
# allow-dependencies: [thiserror]
# models: [qwen3-coder-30b, gpt-oss-120b] # the second when the first gets no further
# limits: { cargo-seconds: 900 }
# commits: api # GitHub makes and signs them, where branches want signed commits
skip: ['*benchmark*'] # tasks that are left to people
`;

/**
 * `openspec-complete init`: writes workflows and policy file. A file that is there stays unless `force` is given.
 * Throws `bad-settings`, `disk-full` and faults of the file system.
 */
export async function cliInit(request: CliInitRequest): Promise<void> {
  const { folder, env, pin, force, json, print } = request;
  if (pin !== undefined && !/^[0-9a-f]{40}$/.test(pin))
    throw new Fault(
      'bad-settings',
      `--pin takes a whole commit id, 40 hexadecimal digits, not ${JSON.stringify(pin)}`,
    );
  const { root, branch } = await findPlace(folder, env);
  const files = new Map([[POLICY_FILE, POLICY]]);
  for (const [example, path] of Object.entries(WORKFLOWS)) {
    const text = (await exampleWorkflow(example)).replace(
      'branches: [main]',
      () => `branches: [${asYaml(branch)}]`,
    );
    files.set(path, pin === undefined ? text : text.replaceAll('@<sha>', `@${pin}`));
  }
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of files)
    ((await write(join(root, path), text, force)) ? written : kept).push(path);
  const next = nextSteps(pin !== undefined);
  if (json) return print(printJson({ written, kept, next }));
  const lines = [
    ...written.map((path) => `wrote  ${path}`),
    ...kept.map((path) => `kept   ${path} (it was there; --force writes over it)`),
    '',
    'Next:',
    ...next.map((step, at) => `  ${at + 1}. ${step}`),
  ];
  print(lines.join('\n'));
}

/** The repository around the folder and its default branch; a folder that is no repository yet will do. */
async function findPlace(folder: string, env: Environment): Promise<{ root: string; branch: string }> {
  try {
    const checkout = await openCheckout(createGit(env), folder);
    return { root: checkout.topLevel, branch: (await checkout.defaultBranch()) ?? 'main' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { root: await findRoot(folder), branch: 'main' };
  }
}

/** A branch name in a flow sequence: quoted where it is more than a word. */
function asYaml(branch: string): string {
  return /^[A-Za-z][\w./-]*$/.test(branch) ? branch : JSON.stringify(branch);
}

/** Whether the file was written. */
async function write(path: string, text: string, force: boolean): Promise<boolean> {
  if (force) {
    await replaceFile(path, text);
    return true;
  }
  await makeFolders(dirname(path));
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function nextSteps(pinned: boolean): readonly string[] {
  return [
    ...(pinned
      ? []
      : [
          'In the workflows, replace <sha> by the commit of openspec-complete you want (or delete them and run init with --pin <sha>).',
        ]),
    'Allow pull requests: Settings, Actions, General, “Allow GitHub Actions to create and approve pull requests”.',
    'Pull requests made with GITHUB_TOKEN start no workflows: pass `token:` a GitHub App token if your checks must run on them.',
    'Register a self-hosted runner with LM Studio, Rust and bubblewrap, and run `openspec-complete health` on it.',
    'Commit .github and push.',
  ];
}
