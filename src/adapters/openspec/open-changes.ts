import { posix } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { parseScenarios } from '../../core/specs/parse-scenarios.ts';
import { parseTasks, type TrackedFile } from '../../core/tasks/parse-tasks.ts';
import type { ChangeDocument, ChangeSource } from '../../ports/change-source.ts';
import type { CommitId, Repository } from '../../ports/repository.ts';
import { CHANGES, type ChangeTree, type TreeFile } from './change-tree.ts';
import { commitTree } from './commit-tree.ts';
import { findTrackedFiles, schemaOfChange, trackedPattern } from './find-tracked-files.ts';
import { folderTree } from './folder-tree.ts';

/** Bytes at which a file is refused; fault `tasks-unreadable` names the number. */
const LARGEST = 5_000_000;
/** Bytes; a larger schema or configuration is taken for absent. */
const LARGEST_CONFIG = 1_000_000;
const CONFIGS = ['openspec/config.yaml', 'openspec/config.yml'];

/** The changes of a working tree, files that are not committed included. @param root absolute path */
export function changesInFolder(root: string): ChangeSource {
  return openChanges(folderTree(root));
}

/** The changes of a commit. */
export function changesAtCommit(
  repository: Pick<Repository, 'list' | 'read'>,
  commit: CommitId,
): ChangeSource {
  return openChanges(commitTree(repository, commit));
}

function openChanges(tree: ChangeTree): ChangeSource {
  return {
    async changes(names) {
      const folders = await findFolders(tree);
      const wanted = [...folders.keys()].filter((name) => !names || names.includes(name)).sort();
      const tracked = await findTracked(
        tree,
        wanted.map((name) => ({ name, files: folders.get(name) ?? [] })),
      );
      const contents = await readTracked(tree, tracked);
      return tracked.map((change) =>
        parseTasks(
          change.name,
          change.tracked.map((file) => contents.get(file.path)).filter((file) => file !== undefined),
        ),
      );
    },
    async documents(change) {
      const files = (await findFolders(tree)).get(change) ?? [];
      const folder = `${CHANGES}${change}/`;
      const paths = files
        .filter((file) => file.kind === 'file' && file.size < LARGEST)
        .map((file) => file.path)
        .filter((path) => /^(?:proposal\.md|design\.md|specs\/.*\.md)$/.test(path.slice(folder.length)))
        .sort();
      const bytes = await tree.read(paths);
      const texts = paths.flatMap((path): ChangeDocument[] => {
        const content = bytes.get(path);
        return content ? [{ path, text: new TextDecoder().decode(content) }] : [];
      });
      const proposal = texts.find((text) => text.path === `${folder}proposal.md`);
      const design = texts.find((text) => text.path === `${folder}design.md`);
      const specs = texts.filter((text) => text.path.startsWith(`${folder}specs/`));
      return {
        ...(proposal && { proposal }),
        ...(design && { design }),
        specs,
        scenarios: specs.flatMap((spec) => parseScenarios(spec.path, spec.text)),
      };
    },
  };
}

interface ChangeFolder {
  readonly name: string;
  readonly files: readonly TreeFile[];
}

interface TrackedChange extends ChangeFolder {
  /** Those of `files` that hold the tasks, in the order they are read. */
  readonly tracked: readonly TreeFile[];
}

/** A change is a folder directly below openspec/changes, neither the archive nor hidden. */
async function findFolders(tree: ChangeTree): Promise<ReadonlyMap<string, readonly TreeFile[]>> {
  const files = await tree.files();
  if (!files) throw new Fault('no-openspec', tree.name);
  const inChanges = files.filter((file) => file.path.startsWith(CHANGES));
  const folders = Map.groupBy(inChanges, (file) => {
    const end = file.path.indexOf('/', CHANGES.length);
    return end < 0 ? '' : file.path.slice(CHANGES.length, end);
  });
  for (const name of folders.keys()) if (name === '' || name.startsWith('.')) folders.delete(name);
  return folders;
}

async function findTracked(
  tree: ChangeTree,
  changes: readonly ChangeFolder[],
): Promise<readonly TrackedChange[]> {
  const metadataOf = (name: string) => `${CHANGES}${name}/.openspec.yaml`;
  const texts = await readTexts(tree, [...CONFIGS, ...changes.map(({ name }) => metadataOf(name))]);
  const config = texts.get(CONFIGS[0] ?? '') ?? texts.get(CONFIGS[1] ?? '');
  const schemas = changes.map(({ name }) => schemaOfChange(texts.get(metadataOf(name)), config));
  const pathOf = (schema: string) => `openspec/schemas/${schema}/schema.yaml`;
  const schemaTexts = await readTexts(
    tree,
    [...new Set(schemas.filter((schema) => schema !== undefined))].map(pathOf),
  );
  return changes.map(({ name, files }, index) => {
    const schema = schemas[index];
    const pattern = trackedPattern(schema === undefined ? undefined : schemaTexts.get(pathOf(schema)));
    const folder = `${CHANGES}${name}/`;
    const tracked = new Set(
      findTrackedFiles(
        pattern,
        files.map((file) => file.path.slice(folder.length)),
      ),
    );
    const order = files.filter((file) => tracked.has(file.path.slice(folder.length)));
    return { name, files, tracked: order.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  });
}

/** Text of the tracked files, by the path they are tracked under. A link inside the change stands for its target. */
async function readTracked(
  tree: ChangeTree,
  changes: readonly TrackedChange[],
): Promise<ReadonlyMap<string, TrackedFile>> {
  const files = changes.flatMap((change) => change.tracked);
  for (const file of files) refuseSize(file.path, file.kind === 'other' ? 0 : file.size);
  const bytes = await tree.read(files.filter((file) => file.kind !== 'other').map((file) => file.path));
  const targets = new Map<string, string>();
  for (const change of changes) {
    for (const file of change.tracked) {
      if (file.kind === 'other') throw new Fault('tasks-unreadable', `${file.path} (not a file)`);
      if (file.kind === 'link') targets.set(file.path, resolveLink(file.path, bytes.get(file.path), change));
    }
  }
  const linked = await tree.read([...targets.values()]);
  const texts = new Map<string, TrackedFile>();
  for (const { path } of files) {
    const target = targets.get(path);
    const content = target === undefined ? bytes.get(path) : linked.get(target);
    if (!content) throw new Fault('tasks-unreadable', `${path} (it is gone)`);
    refuseSize(path, content.length);
    texts.set(path, { path: target ?? path, content: decode(path, content) });
  }
  return texts;
}

/** OpenSpec confines links to the folder of the change, so this does; links to links are not followed. */
function resolveLink(path: string, target: Uint8Array | undefined, change: ChangeFolder): string {
  const held = new TextDecoder().decode(target ?? new Uint8Array());
  const resolved = posix.normalize(posix.join(posix.dirname(path), held));
  const inside = change.files.some((file) => file.path === resolved && file.kind === 'file');
  if (posix.isAbsolute(held) || !inside)
    throw new Fault('tasks-unreadable', `${path} (a link that leads out of its change)`);
  return resolved;
}

function refuseSize(path: string, size: number): void {
  if (size >= LARGEST) throw new Fault('tasks-unreadable', `${path} (${(size / 1e6).toFixed(1)} MB)`);
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('tasks-unreadable', `${path} (not UTF-8)`, { cause });
  }
}

async function readTexts(tree: ChangeTree, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const bytes = await tree.read(paths);
  const sane = [...bytes].filter(([, content]) => content.length < LARGEST_CONFIG);
  return new Map(sane.map(([path, content]) => [path, new TextDecoder().decode(content)]));
}
