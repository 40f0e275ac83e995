import { createHash } from 'node:crypto';
import type { ByteChanges } from '../../src/core/edits/edit.ts';
import { Fault } from '../../src/core/fault.ts';
import type { Lineage, PastCommit, ThreeTexts } from '../../src/ports/lineage.ts';
import type {
  Ancestry,
  Branches,
  CommitId,
  CommitMessage,
  History,
  Repository,
  SlotLease,
  Slots,
  TreeEntry,
} from '../../src/ports/repository.ts';

type Tree = ReadonlyMap<string, Uint8Array>;

interface FakeCommit {
  readonly tree: Tree;
  readonly parent: CommitId | undefined;
  /** undefined: this program. */
  readonly author: string | undefined;
  readonly subject: string;
  readonly message?: CommitMessage;
}

const hash = (value: unknown) => createHash('sha1').update(JSON.stringify(value)).digest('hex');
const blobOf = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

/** A repository in memory with its branches, its history and one slot. People commit to it with {@link commitAs}. */
export class FakeGit implements Ancestry, Repository, Branches, History, Lineage, Slots {
  readonly #commits = new Map<CommitId, FakeCommit>();
  readonly branches = new Map<string, CommitId>();
  /** Every move of a branch: `openspec/add/1-one`. */
  readonly pushes: string[] = [];
  /** Files in the slot as text, for the toolchain. */
  slotTree: ReadonlyMap<string, string> = new Map();
  leases = 0;

  /** A commit of a person on top of a branch, which is made when there is none. */
  commitAs(
    author: string,
    branch: string,
    files: Readonly<Record<string, string | Uint8Array | null>>,
  ): CommitId {
    const parent = this.branches.get(branch);
    const tree = changed(parent === undefined ? new Map() : this.#at(parent).tree, Object.entries(files));
    const commit = this.#add({ tree, parent, author, subject: `a commit of ${author}` });
    this.branches.set(branch, commit);
    return commit;
  }

  resolve(revision: string): Promise<CommitId> {
    const commit = this.branches.get(revision) ?? revision;
    return Promise.resolve(commit).then((id) => {
      if (!this.#commits.has(id)) throw new Fault('base-missing', revision);
      return id;
    });
  }

  list(commit: CommitId, folder?: string): Promise<readonly TreeEntry[]> {
    const entries = [...this.#at(commit).tree].map(([path, bytes]) => ({
      path,
      mode: '100644',
      blob: blobOf(bytes),
      size: bytes.length,
    }));
    return Promise.resolve(entries.filter(({ path }) => !folder || path.startsWith(`${folder}/`)));
  }

  read(commit: CommitId, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const { tree } = this.#at(commit);
    return Promise.resolve(new Map([...tree].filter(([path]) => paths.includes(path))));
  }

  /** A file at a branch as text. */
  text(branch: string, path: string): string | undefined {
    const bytes = this.#at(this.branches.get(branch) ?? branch).tree.get(path);
    return bytes && Buffer.from(bytes).toString();
  }

  parentOf(branch: string): CommitId | undefined {
    return this.#at(this.branches.get(branch) ?? branch).parent;
  }

  changedPaths(before: CommitId, after: CommitId): Promise<readonly string[]> {
    const [old, now] = [this.#at(before).tree, this.#at(after).tree];
    const paths = [...new Set([...old.keys(), ...now.keys()])];
    return Promise.resolve(
      paths.filter(
        (path) => blobOf(old.get(path) ?? new Uint8Array()) !== blobOf(now.get(path) ?? new Uint8Array()),
      ),
    );
  }

  tip(branch: string): Promise<CommitId | undefined> {
    return Promise.resolve(this.branches.get(branch));
  }

  tips(branches: readonly string[]): Promise<ReadonlyMap<string, CommitId>> {
    return Promise.resolve(new Map([...this.branches].filter(([branch]) => branches.includes(branch))));
  }

  async put(branch: string, commit: CommitId, expected: CommitId | undefined): Promise<CommitId> {
    if (this.branches.get(branch) !== expected) throw new Fault('branch-moved', `${branch} has moved`);
    this.branches.set(branch, await this.resolve(commit));
    this.pushes.push(branch);
    return commit;
  }

  foreignCommits(branch: string, base: CommitId): ReturnType<History['foreignCommits']> {
    const own = this.#line(base);
    const found = this.#line(this.branches.get(branch)).filter((commit) => !own.includes(commit));
    return Promise.resolve(
      found.flatMap((commit) => {
        const { author, subject } = this.#at(commit);
        return author === undefined ? [] : [{ commit, author, subject }];
      }),
    );
  }

  bring(branch: string): Promise<CommitId | undefined> {
    return this.tip(branch);
  }

  treeOf(commit: CommitId): Promise<string> {
    return Promise.resolve(treeId(this.#at(commit).tree));
  }

  includes(tip: CommitId, older: CommitId): Promise<boolean> {
    return Promise.resolve(this.#line(tip).includes(older));
  }

  recent(branch: string, most: number): Promise<readonly PastCommit[]> {
    const line = this.#line(this.branches.get(branch)).slice(0, most);
    return Promise.resolve(
      line.map((commit) => {
        const { parent, author, subject, message } = this.#at(commit);
        const parents = parent === undefined ? [] : [parent];
        const said = message ?? { subject, body: '', date: '2026-01-01T00:00:00Z' };
        return {
          commit,
          parents,
          own: author === undefined,
          author: author ?? 'OpenSpec Complete',
          message: said,
        };
      }),
    );
  }

  contains(commit: CommitId, older: CommitId): Promise<boolean> {
    return Promise.resolve(this.#line(commit).includes(older));
  }

  /** Each change is one stretch of lines; they must not touch. */
  mergeTexts({ base, ours, theirs }: ThreeTexts): Promise<Uint8Array | undefined> {
    const [was, one, other] = [base, ours, theirs].map((bytes) => Buffer.from(bytes).toString().split('\n'));
    if (!was || !one || !other) throw new Error('three texts are merged');
    const [first, second] = [stretch(was, one), stretch(was, other)].toSorted((a, b) => a.from - b.from);
    if (!first || !second || first.to >= second.from) return Promise.resolve(undefined);
    const lines = [
      ...was.slice(0, first.from),
      ...first.lines,
      ...was.slice(first.to, second.from),
      ...second.lines,
      ...was.slice(second.to),
    ];
    return Promise.resolve(Buffer.from(lines.join('\n')));
  }

  lease(signal?: AbortSignal): Promise<SlotLease> {
    signal?.throwIfAborted();
    this.leases += 1;
    let tree: Tree = new Map();
    const show = (next: Tree) => {
      tree = next;
      this.slotTree = new Map([...next].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
      return Promise.resolve();
    };
    return Promise.resolve({
      slot: { tree: '/slot/src', target: '/slot/target' },
      reset: (commit) => show(this.#at(commit).tree),
      write: (changes) => show(changed(tree, changes)),
      read: (path) => Promise.resolve(tree.get(path)),
      commit: (parent, changes, message) => Promise.resolve(this.#commit(parent, changes, message)),
      [Symbol.asyncDispose]: () => {
        this.leases -= 1;
        return Promise.resolve();
      },
    });
  }

  #commit(parent: CommitId, changes: ByteChanges, message: CommitMessage) {
    const tree = changed(this.#at(parent).tree, changes);
    const commit = this.#add({ tree, parent, author: undefined, subject: message.subject, message });
    return { commit, tree: treeId(tree) };
  }

  #add(commit: FakeCommit): CommitId {
    const { tree, ...rest } = commit;
    const id = hash([rest, [...tree].map(([path, bytes]) => [path, blobOf(bytes)])]);
    this.#commits.set(id, commit);
    return id;
  }

  #at(commit: CommitId): FakeCommit {
    const found = this.#commits.get(commit);
    if (!found) throw new Error(`the fake knows no commit ${commit}`);
    return found;
  }

  #line(tip: CommitId | undefined): readonly CommitId[] {
    const line: CommitId[] = [];
    for (let at = tip; at !== undefined; at = this.#at(at).parent) line.push(at);
    return line;
  }
}

function treeId(tree: Tree): string {
  return hash([...tree].map(([path, bytes]) => [path, blobOf(bytes)]));
}

/** The lines `[from, to)` of a text that became others. */
function stretch(was: readonly string[], is: readonly string[]) {
  let from = 0;
  while (from < Math.min(was.length, is.length) && was[from] === is[from]) from += 1;
  let end = 0;
  while (end < Math.min(was.length, is.length) - from && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  return { from, to: was.length - end, lines: is.slice(from, is.length - end) };
}

function changed(tree: Tree, changes: Iterable<readonly [string, string | Uint8Array | null]>): Tree {
  const next = new Map(tree);
  for (const [path, content] of changes) {
    if (content === null) next.delete(path);
    else next.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }
  return new Map([...next].sort(([a], [b]) => (a < b ? -1 : 1)));
}
