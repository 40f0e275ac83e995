import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutOwnTrailer } from '../../core/commits/own-trailer.ts';
import { Fault } from '../../core/fault.ts';
import type { Lineage, PastCommit, ThreeTexts } from '../../ports/lineage.ts';
import type { CommitId } from '../../ports/repository.ts';
import { type Git, gitFault } from './git.ts';
import { BOT, type Identity } from './identity.ts';
import { isOwnCommit } from './is-own-commit.ts';
import type { Checkout } from './open-checkout.ts';
import { makeScratchFolder } from './scratch-folder.ts';

export interface LineageSettings {
  /** Brings a branch with its history and gives its tip, undefined when there is none. */
  readonly tipOf: (branch: string) => Promise<CommitId | undefined>;
  /** The program itself when not given. */
  readonly own?: Identity;
}

/** git's own history and three-way merge (git-scm.com/docs/git-rev-list, git-merge-file); only objects are read. */
export function createLineage(git: Git, checkout: Checkout, settings: LineageSettings): Lineage {
  return {
    recent: async (branch, most) => {
      const tip = await settings.tipOf(branch);
      if (tip === undefined) return [];
      const format = '%H%x00%P%x00%an%x00%ae%x00%ce%x00%T%x00%cI%x00%s%x00%b%x00%x1e';
      const args = ['log', '--first-parent', `--max-count=${most}`, `--format=${format}`, tip, '--'];
      const result = await git.run(checkout.place, { args, config: [['i18n.logOutputEncoding', 'UTF-8']] });
      if (result.exitCode !== 0)
        throw checkout.shallow
          ? new Fault('history-shallow', branch)
          : gitFault(args, result.stderr, checkout.commonDir);
      const own = (settings.own ?? BOT).email;
      return parseLog(new TextDecoder().decode(result.stdout), own);
    },
    contains: async (commit, older) => {
      const args = ['merge-base', '--is-ancestor', older, commit];
      return (await git.run(checkout.place, { args })).exitCode === 0;
    },
    mergeTexts: (texts) => mergeTexts(git, texts),
  };
}

function parseLog(log: string, own: string): readonly PastCommit[] {
  return log
    .split('\x1e')
    .map((record) => record.replace(/^\n/, '').split('\0'))
    .filter((fields) => fields.length > 1)
    .map(
      ([
        commit = '',
        parents = '',
        author = '',
        authorMail = '',
        committerMail = '',
        tree = '',
        date = '',
        subject = '',
        body = '',
      ]) => ({
        commit,
        parents: parents.split(' ').filter((id) => id !== ''),
        own: isOwnCommit({ author: authorMail, committer: committerMail, tree, message: body }, own),
        author,
        message: { subject, body: withoutOwnTrailer(body), date },
      }),
    );
}

async function mergeTexts(git: Git, { base, ours, theirs }: ThreeTexts): Promise<Uint8Array | undefined> {
  await using folder = await makeScratchFolder();
  const inside = (name: string) => join(folder.path, name);
  const files = { ours: inside('ours'), base: inside('base'), theirs: inside('theirs') };
  await Promise.all([
    writeFile(files.ours, ours),
    writeFile(files.base, base),
    writeFile(files.theirs, theirs),
  ]);
  // Exit code: 0, the number of conflicts, or an error above 127 (a binary file).
  const args = ['merge-file', '--stdout', '--quiet', files.ours, files.base, files.theirs];
  const { exitCode, stdout } = await git.run(undefined, { args, cwd: folder.path });
  return exitCode === 0 ? stdout : undefined;
}
