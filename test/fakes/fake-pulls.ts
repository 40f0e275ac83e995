import { parseMarker } from '../../src/core/pulls/marker.ts';
import type { Published, Pull, Pulls, PullText } from '../../src/ports/pulls.ts';

/** Pull requests in memory, as GitHub keeps them: a draft stays a draft, a closed one is never opened again. */
export class FakePulls implements Pulls {
  readonly all: Pull[] = [];
  forbidden = false;

  /** What a person does on the page. */
  change(branch: string, change: Partial<Pull>): void {
    const at = this.all.findLastIndex((pull) => pull.branch === branch);
    const pull = this.all[at];
    if (!pull) throw new Error(`no pull request from ${branch}`);
    this.all[at] = { ...pull, ...change };
  }

  find(branch: string): Promise<Pull | undefined> {
    return Promise.resolve(this.all.findLast((pull) => pull.branch === branch));
  }

  listOpen(branchPrefix: string): Promise<readonly Pull[]> {
    return Promise.resolve(
      this.all.filter((pull) => pull.state === 'open' && pull.branch.startsWith(branchPrefix)),
    );
  }

  ensure(text: PullText, existing: Pull | undefined): Promise<Published> {
    const { reviewers: _, ...shown } = text;
    const head = parseMarker(text.body)?.head ?? '';
    if (existing?.state === 'open') {
      const pull = { ...existing, ...shown, head, draft: existing.draft };
      this.change(text.branch, pull);
      const same =
        existing.body === pull.body && existing.title === pull.title && existing.base === pull.base;
      return Promise.resolve({ kind: same ? 'unchanged' : 'updated', pull });
    }
    if (this.forbidden)
      return Promise.resolve({ kind: 'forbidden', compareUrl: 'https://host/compare', setting: 'Allow it' });
    const number = this.all.length + 1;
    const pull: Pull = { ...shown, number, url: `https://host/pull/${number}`, head, state: 'open' };
    this.all.push(pull);
    return Promise.resolve({ kind: 'opened', pull });
  }

  lineUrl(commit: string, path: string, line: number): string {
    return `https://host/blob/${commit}/${path}#L${line}`;
  }
}
