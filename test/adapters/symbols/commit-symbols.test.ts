import { describe, expect, test } from 'vitest';
import { commitSymbols } from '../../../src/adapters/symbols/commit-symbols.ts';
import type { Repository } from '../../../src/ports/repository.ts';
import { FakeCache } from '../../fakes/fake-cache.ts';
import { FakeGit } from '../../fakes/fake-git.ts';

/** A repository that notes which paths were read. */
function watched(git: FakeGit): Pick<Repository, 'list' | 'read'> & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    list: (commit, folder) => git.list(commit, folder),
    read: (commit, paths) => {
      reads.push(...paths);
      return git.read(commit, paths);
    },
  };
}

const FILES = {
  'src/lib.rs': 'mod a;\npub fn one() {}\n',
  'src/a.rs': 'pub struct A;\n',
  'README.md': 'fn no() {}',
};

describe('the index of a commit', () => {
  test('holds what its Rust files define', async () => {
    const git = new FakeGit();
    const commit = git.commitAs('Ada', 'main', FILES);
    const index = await commitSymbols(git, new FakeCache(), 'x')(commit);
    expect([...index.byName.keys()]).toEqual(['A', 'a', 'one']);
    expect(index.byName.get('A')?.[0]).toMatchObject({
      path: 'src/a.rs',
      line: 1,
      signature: 'pub struct A',
    });
  });

  test('is read again only where a file was edited, in this run and in the next', async () => {
    const git = new FakeGit();
    const cache = new FakeCache();
    const first = watched(git);
    const before = git.commitAs('Ada', 'main', FILES);
    const index = commitSymbols(first, cache, 'x');
    await index(before);
    expect(first.reads).toEqual(['src/a.rs', 'src/lib.rs']);
    const after = git.commitAs('Ada', 'main', { 'src/a.rs': 'pub struct B;\n' });
    expect([...(await index(after)).byName.keys()]).toEqual(['B', 'a', 'one']);
    expect(first.reads).toEqual(['src/a.rs', 'src/lib.rs', 'src/a.rs']);
    const second = watched(git);
    const again = await commitSymbols(second, cache, 'x')(after);
    expect(second.reads).toEqual([]);
    expect(again).toEqual(await index(after));
    const other = watched(git);
    await commitSymbols(other, cache, 'y')(after);
    expect(other.reads).toHaveLength(2);
  });

  test('says which files it could not read, and leaves vendored crates to the dependencies', async () => {
    const git = new FakeGit();
    const commit = git.commitAs('Ada', 'main', {
      ...FILES,
      'src/latin.rs': new Uint8Array([0x2f, 0x2f, 0xe9]),
      'src/generated.rs': 'pub const A: u8 = 1;\n'.repeat(250_000),
      'vendor/dep/.cargo-checksum.json': '{}',
      'vendor/dep/src/lib.rs': 'pub fn vendored() {}',
      'vendored.rs': 'pub fn own() {}',
    });
    const source = watched(git);
    const index = await commitSymbols(source, new FakeCache(), 'x')(commit);
    expect(index.unread).toEqual([
      { path: 'src/generated.rs', why: 'too-large' },
      { path: 'src/latin.rs', why: 'not-utf8' },
    ]);
    expect(source.reads).not.toContain('src/generated.rs');
    expect([...index.files.keys()]).toEqual(['src/a.rs', 'src/lib.rs', 'vendored.rs']);
  });

  test('of a damaged cache is read anew', async () => {
    const git = new FakeGit();
    const commit = git.commitAs('Ada', 'main', FILES);
    const cache = new FakeCache();
    cache.get = () => Promise.resolve('nonsense');
    expect((await commitSymbols(git, cache, 'x')(commit)).byName.size).toBe(3);
  });
});
