import { describe, expect, test } from 'vitest';
import type { Branches, CommitId } from '../../src/ports/repository.ts';

/** Branches of a server, and the repository that commits are made in. */
export interface BranchesUnderTest extends AsyncDisposable {
  readonly branches: Branches;
  /** git in the repository that commits are made in; `main` there is on the server. */
  here(...args: string[]): Promise<string>;
  /** git on the server. */
  there(...args: string[]): Promise<string>;
  /** Writes files (null removes them) and commits them on top of `on`, with a mode of their own if they end with `.sh`. */
  commit(on: CommitId, files: Readonly<Record<string, string | Uint8Array | null>>): Promise<CommitId>;
  /** Somebody puts a commit on a branch of the server. */
  pushByHand(branch: string): Promise<CommitId>;
  /** Requests so far that changed something on the server. */
  writes(): number;
}

const BRANCH = 'openspec/words/1.1-add-a-word';

/** What every way to bring commits to a server promises. */
export function testBranches(name: string, create: () => Promise<BranchesUnderTest>): void {
  const start = async () => {
    const under = await create();
    const main = await under.here('rev-parse', 'main');
    const sameAs = async (commit: CommitId, local: CommitId) => {
      const format = '--format=%T %P %s';
      expect(await under.there('log', '-1', format, commit)).toBe(
        await under.here('log', '-1', format, local),
      );
    };
    return { under, main, sameAs, put: under.branches.put };
  };

  describe(`${name} keeps the contract of Branches`, () => {
    test('a branch is made, moved on, and moved to another commit; what is there is what was made here', async () => {
      const { under, main, sameAs, put } = await start();
      await using _ = under;
      expect(await under.branches.tip(BRANCH)).toBeUndefined();
      const one = await under.commit(main, { 'a.txt': 'one' });
      const first = await put(BRANCH, one, undefined);
      await sameAs(first, one);
      const two = await under.commit(first, { 'a.txt': 'two' });
      const second = await put(BRANCH, two, first);
      await sameAs(second, two);
      const other = await under.commit(main, { 'b.txt': 'other' });
      const third = await put(BRANCH, other, second);
      await sameAs(third, other);
      expect(await under.branches.tip(BRANCH)).toBe(third);
      expect(await under.there('rev-parse', `refs/heads/${BRANCH}`)).toBe(third);
    });

    test('a commit that the branch has already is written once', async () => {
      const { under, main, put } = await start();
      await using _ = under;
      const commit = await under.commit(main, { 'a.txt': 'one' });
      const first = await put(BRANCH, commit, undefined);
      const writes = under.writes();
      expect(await put(BRANCH, commit, first)).toBe(first);
      expect(await put(BRANCH, first, first)).toBe(first);
      expect(under.writes()).toBe(writes);
    });

    test('every byte, mode, deletion and renaming arrives, and files that are not touched stay', async () => {
      const { under, main, sameAs, put } = await start();
      await using _ = under;
      const base = await put(
        'base',
        await under.commit(main, {
          'old/ü b.txt': 'text',
          'run.sh': 'echo 1',
          'gone.txt': '',
          folder: 'file',
        }),
        undefined,
      );
      const commit = await under.commit(base, {
        'old/ü b.txt': null,
        'new/ü b.txt': 'text',
        'run.sh': 'echo 2\r\n',
        'more.sh': '',
        'gone.txt': null,
        folder: null,
        'folder/now/a.bin': Uint8Array.from({ length: 512 }, (_byte, at) => at % 256),
        'bom.txt': '\uFEFF\u2028\0é',
      });
      const published = await put(BRANCH, commit, undefined);
      await sameAs(published, commit);
      const listing = await under.there('ls-tree', '-r', published);
      expect(listing).toMatch(/^100755 blob .*\tmore\.sh$/m);
      expect(listing).toMatch(/^100755 blob .*\trun\.sh$/m);
      expect(listing).toContain('\tREADME.md');
    });

    test('a commit that changes no file is one all the same', async () => {
      const { under, main, sameAs, put } = await start();
      await using _ = under;
      const commit = await under.commit(main, {});
      await sameAs(await put(BRANCH, commit, undefined), commit);
    });

    test.each(['made', 'moved on', 'replaced'] as const)(
      'a branch that somebody moved before it is %s is left to them',
      async (how) => {
        const { under, main, put } = await start();
        await using _ = under;
        const first =
          how === 'made' ? undefined : await put(BRANCH, await under.commit(main, { a: '1' }), undefined);
        const theirs = await under.pushByHand(BRANCH);
        const next = await under.commit(how === 'moved on' && first ? first : main, { b: '2' });
        const writes = under.writes();
        await expect(put(BRANCH, next, first)).rejects.toMatchObject({ code: 'branch-moved', exit: 5 });
        expect(under.writes()).toBe(writes);
        expect(await under.there('rev-parse', `refs/heads/${BRANCH}`)).toBe(theirs);
      },
    );

    test('a branch that is gone is not made again', async () => {
      const { under, main, put } = await start();
      await using _ = under;
      const first = await put(BRANCH, await under.commit(main, { a: '1' }), undefined);
      await under.there('update-ref', '-d', `refs/heads/${BRANCH}`);
      const next = await under.commit(first, { a: '2' });
      await expect(put(BRANCH, next, first)).rejects.toMatchObject({ code: 'branch-moved' });
      expect(await under.branches.tip(BRANCH)).toBeUndefined();
    });

    test('the tips of many branches are told at once, and their commits are here', async () => {
      const { under, main, put } = await start();
      await using _ = under;
      const own = await put(BRANCH, await under.commit(main, { a: '1' }), undefined);
      const theirs = await under.pushByHand('side');
      expect(await under.branches.tips([BRANCH, 'side', 'gone'])).toEqual(
        new Map([
          [BRANCH, own],
          ['side', theirs],
        ]),
      );
      expect(await under.here('cat-file', '-t', theirs)).toBe('commit');
      expect(await under.branches.tips([])).toEqual(new Map());
    });

    test('the next commit can stand on what was put', async () => {
      const { under, main, put } = await start();
      await using _ = under;
      const first = await put(BRANCH, await under.commit(main, { a: '1' }), undefined);
      expect(await under.here('cat-file', '-t', first)).toBe('commit');
      const next = await put('openspec/words/1.2', await under.commit(first, { b: '2' }), undefined);
      expect(await under.there('rev-parse', `${next}^`)).toBe(first);
    });
  });
}
