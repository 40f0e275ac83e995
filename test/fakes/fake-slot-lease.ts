import { createHash } from 'node:crypto';
import type { FileChanges } from '../../src/core/edits/edit.ts';
import type { CommitId, CommitMessage, SlotLease } from '../../src/ports/repository.ts';

type Tree = ReadonlyMap<string, string>;

/** A slot in memory: commits are maps of path to text, writing changes the tree of the moment. */
export class FakeSlotLease implements SlotLease {
  readonly slot = { tree: '/slot/src', target: '/slot/target' };
  readonly #commits = new Map<CommitId, Tree>();
  tree = new Map<string, string>();
  /** What was done to it, in order: `reset base`, `write src/lib.rs`. */
  readonly history: string[] = [];

  /** Makes a commit known under the id and puts the slot on it. */
  static at(commit: CommitId, files: Readonly<Record<string, string>>): FakeSlotLease {
    const lease = new FakeSlotLease();
    lease.#commits.set(commit, new Map(Object.entries(files)));
    lease.tree = new Map(Object.entries(files));
    return lease;
  }

  reset(commit: CommitId): Promise<void> {
    const tree = this.#commits.get(commit);
    if (!tree) throw new Error(`the fake knows no commit ${commit}`);
    this.tree = new Map(tree);
    this.history.push(`reset ${commit}`);
    return Promise.resolve();
  }

  write(changes: FileChanges): Promise<void> {
    for (const [path, text] of changes) {
      if (text === null) this.tree.delete(path);
      else this.tree.set(path, text);
    }
    this.history.push(`write ${[...changes.keys()].join(' ')}`);
    return Promise.resolve();
  }

  read(path: string): Promise<Uint8Array | undefined> {
    const text = this.tree.get(path);
    return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
  }

  commit(
    parent: CommitId,
    changes: FileChanges,
    message: CommitMessage,
  ): Promise<{ readonly commit: CommitId; readonly tree: string }> {
    const tree = new Map(this.#commits.get(parent));
    for (const [path, text] of changes) {
      if (text === null) tree.delete(path);
      else tree.set(path, text);
    }
    const hash = (value: unknown) => createHash('sha1').update(JSON.stringify(value)).digest('hex');
    const treeId = hash([...tree].sort());
    const commit = hash([parent, treeId, message]);
    this.#commits.set(commit, tree);
    return Promise.resolve({ commit, tree: treeId });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.history.push('released');
    return Promise.resolve();
  }
}
