import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitProject } from '../support/git-project.ts';

/** A checkout before the program opens it. */
export interface Scene {
  readonly project: GitProject;
  /** A program that leaves a trace when it runs. */
  readonly payload: string;
  /** The honest server's address of the repository. */
  readonly url: string;
  /** A server that is nobody's remote; who calls it leaves a trace. */
  readonly elsewhere: string;
}

const HOOKS =
  'applypatch-msg commit-msg post-applypatch post-checkout post-commit post-index-change post-merge post-rewrite pre-auto-gc pre-commit pre-merge-commit pre-push pre-rebase prepare-commit-msg push-to-checkout reference-transaction sendemail-validate update'.split(
    ' ',
  );

/** Every hook that git knows, each starting the payload. */
export async function plantHooks(folder: string, payload: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const hook of HOOKS) {
    await writeFile(join(folder, hook), `#!/bin/sh\n${payload} ${hook}\n`);
    await chmod(join(folder, hook), 0o755);
  }
}

/** A commit on top of HEAD with one entry more, whatever git itself thinks of its name; HEAD moves there. */
export async function commitEntry(
  { project }: Scene,
  entry: { readonly mode: string; readonly id: string; readonly name: string },
): Promise<void> {
  const old = await project.git('ls-tree', 'HEAD');
  const lines = [
    ...old.split('\n'),
    `${entry.mode} ${entry.mode === '160000' ? 'commit' : entry.mode === '40000' ? 'tree' : 'blob'} ${entry.id}\t${entry.name}`,
  ];
  const records = lines.map((line) => {
    const [head = '', name = ''] = line.split('\t');
    const [mode = '', , id = ''] = head.split(' ');
    return { mode: mode.replace(/^0/, ''), id, name };
  });
  records.sort((a, b) => (a.name < b.name ? -1 : 1));
  const bytes = Buffer.concat(
    records.flatMap(({ mode, id, name }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
  );
  const file = join(project.folder, 'tree-object');
  await writeFile(file, bytes);
  const tree = await project.git('hash-object', '-t', 'tree', '-w', '--literally', file);
  const commit = await project.git('commit-tree', tree, '-p', 'HEAD', '-m', 'Evil');
  await project.git('update-ref', 'refs/heads/main', commit);
}

/** Writes a text into the object store and gives its id. */
export async function blobOf(scene: Scene, text: string): Promise<string> {
  const file = join(scene.project.folder, 'blob');
  await writeFile(file, text);
  return await scene.project.git('hash-object', '-w', file);
}

/** A folder of one file, as an entry of a tree under any name. */
export async function folderEntry(scene: Scene, name: string): Promise<void> {
  const blob = await blobOf(scene, `#!/bin/sh\n${scene.payload}\n`);
  const file = join(scene.project.folder, 'folder-object');
  await writeFile(file, Buffer.concat([Buffer.from('100755 post-checkout\0'), Buffer.from(blob, 'hex')]));
  const id = await scene.project.git('hash-object', '-t', 'tree', '-w', '--literally', file);
  await commitEntry(scene, { mode: '40000', id, name });
}
