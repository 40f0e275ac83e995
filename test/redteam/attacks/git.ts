import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Attack } from '../attack.ts';
import { blobOf, commitEntry, folderEntry, plantHooks, type Scene } from '../plant-in-checkout.ts';

/** Something planted in the user's checkout, its tree or the environment. */
export interface GitAttack extends Attack {
  /** Lines of `.git/config`. `%` is the payload, `URL` the repository, `ELSEWHERE` the other server. */
  readonly config?: string;
  /** Files of the commit. */
  readonly files?: Readonly<Record<string, string>>;
  readonly plant?: (scene: Scene) => Promise<void>;
  /** Environment of the program; `%` is the payload. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Address of the remote, where it is not the honest one. */
  readonly remote?: string;
  /** True: the run has no token and the server wants a login. */
  readonly anonymous?: boolean;
  /** Planted in one checkout with all others of this kind: none hides another's effect. */
  readonly together?: boolean;
  /** The fault it ends with; without one everything goes as if nothing were there. */
  readonly end?: RegExp;
}

type Rows = Readonly<Record<string, Omit<GitAttack, 'kind' | 'name'>>>;

const ROWS: Rows = {
  'hooks in a folder that core.hooksPath names': {
    config: '[core]\nhooksPath = ../hooks',
    plant: ({ project, payload }) => plantHooks(join(project.folder, 'hooks'), payload),
  },
  'core.fsmonitor': {
    together: true,
    config: '[core]\nfsmonitor = %\nuntrackedCache = true',
  },
  'core.sshCommand': { config: '[core]\nsshCommand = %', remote: 'ssh://127.0.0.1:1/x.git', end: /./ },
  'core.gitProxy': { config: '[core]\ngitProxy = %', remote: 'git://127.0.0.1:1/x.git', end: /./ },
  'core.askPass': { config: '[core]\naskPass = %', anonymous: true, end: /refused/ },
  'a credential helper of the checkout': {
    config: '[credential]\nhelper = "!%"',
    anonymous: true,
    end: /refused/,
  },
  'a credential helper for the remote alone': {
    config: '[credential "URL"]\nhelper = "!%"',
    anonymous: true,
    end: /refused/,
  },
  'a pager': {
    together: true,
    config: '[core]\npager = %\n[pager]\ncat-file = %\nls-tree = %\nfor-each-ref = %',
  },
  'an editor': {
    together: true,
    config: '[core]\neditor = %\n[sequence]\neditor = %',
  },
  'a filter of .gitattributes': {
    together: true,
    config: '[filter "tree"]\nclean = %\nsmudge = %\nprocess = %\nrequired = true',
    files: { '.gitattributes': '* filter=tree diff=tree merge=tree\n' },
  },
  'a filter of .git/info/attributes': {
    together: true,
    config: '[filter "info"]\nclean = %\nsmudge = %\nprocess = %',
    plant: ({ project }) => writeFile(join(project.root, '.git/info/attributes'), '*.toml filter=info\n'),
  },
  'a filter of core.attributesFile': {
    together: true,
    config: '[filter "named"]\nclean = %\nsmudge = %\n[core]\nattributesFile = ../attributes',
    plant: ({ project }) => writeFile(join(project.folder, 'attributes'), '*.rs filter=named\n'),
  },
  'a diff program': {
    together: true,
    config: '[diff]\nexternal = %\n[diff "tree"]\ncommand = %\ntextconv = %',
  },
  'a merge driver': {
    together: true,
    config: '[merge "tree"]\ndriver = %',
  },
  'a signing program': {
    together: true,
    config:
      '[gpg]\nprogram = %\n[commit]\ngpgSign = true\n[push]\ngpgSign = if-asked\n[log]\nshowSignature = true',
  },
  'aliases of the commands in use': {
    together: true,
    config: '[alias]\ncat-file = "!%"\nls-tree = "!%"\nls-remote = "!%"\nfetch = "!%"\npush = "!%"',
  },
  'an included file': {
    config: '[include]\npath = ../../evil.config',
    plant: ({ project, payload }) =>
      writeFile(
        join(project.folder, 'evil.config'),
        `[core]\nfsmonitor = ${payload}\nsshCommand = ${payload}\n`,
      ),
  },
  'a file included for this folder': {
    config: '[includeIf "gitdir:**"]\npath = ../../evil.config',
    plant: ({ project, payload }) =>
      writeFile(join(project.folder, 'evil.config'), `[credential]\nhelper = !${payload}\n`),
    anonymous: true,
    end: /refused/,
  },
  'settings of the worktree': {
    config: '[extensions]\nworktreeConfig = true',
    plant: ({ project, payload }) =>
      writeFile(
        join(project.root, '.git/config.worktree'),
        `[core]\nfsmonitor = ${payload}\nhooksPath = ../hooks\n`,
      ),
  },
  'another work tree': { config: '[core]\nworktree = /' },
  'a program for the server’s side of a fetch': {
    together: true,
    config: '[remote "origin"]\nuploadpack = %\nreceivepack = %',
  },
  'a remote helper': { config: '[remote "origin"]\nvcs = ext', remote: 'ext::% %S', end: /./ },
  'a remote helper that is allowed by settings': {
    config: '[protocol]\nallow = always\n[protocol "ext"]\nallow = always',
    remote: 'ext::%',
    end: /./,
  },
  'an address that is rewritten to a program': {
    config: '[protocol "ext"]\nallow = always\n[url "ext::% "]\ninsteadOf = URL',
  },
  'an address that is rewritten to another server': {
    together: true,
    config: '[url "ELSEWHERE"]\ninsteadOf = URL\npushInsteadOf = URL',
  },
  'a proxy that would see the token': {
    together: true,
    config: '[http]\nproxy = ELSEWHERE\n[http "URL"]\nproxy = ELSEWHERE',
  },
  'a program that lists the refs of alternates': {
    together: true,
    config: '[core]\nalternateRefsCommand = %',
    plant: async ({ project }) => {
      await project.git('clone', '--quiet', '--bare', '.', join(project.folder, 'other.git'));
      await writeFile(
        join(project.root, '.git/objects/info/alternates'),
        `${join(project.folder, 'other.git/objects')}\n`,
      );
    },
  },
  'objects that are fetched when they are asked for': {
    config:
      '[core]\nrepositoryFormatVersion = 1\n[extensions]\npartialClone = evil\n[remote "evil"]\nurl = .\npromisor = true\nuploadpack = %',
  },
  'objects that are fetched by a credential helper': {
    config:
      '[core]\nrepositoryFormatVersion = 1\n[extensions]\npartialClone = evil\n[remote "evil"]\nurl = URL\npromisor = true\n[credential]\nhelper = "!%"',
  },
  'a submodule with an update program': {
    together: true,
    config: '[submodule]\nrecurse = true\n[submodule "x"]\nurl = URL\nupdate = "!%"\nactive = true',
    files: { '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = -u./evil\n\tupdate = !evil\n' },
    plant: async (scene) =>
      commitEntry(scene, { mode: '160000', id: await scene.project.git('rev-parse', 'HEAD'), name: 'x' }),
  },
  'a folder .git in the commit': { plant: (scene) => folderEntry(scene, '.git'), end: /git-failed/ },
  'a folder .GIT in the commit': { plant: (scene) => folderEntry(scene, '.GIT'), end: /git-failed/ },
  'a folder git~1 in the commit': { plant: (scene) => folderEntry(scene, 'git~1'), end: /git-failed/ },
  'a folder .. in the commit': { plant: (scene) => folderEntry(scene, '..'), end: /git-failed/ },
  'a folder with a zero-width .git in the commit': {
    together: true,
    plant: (scene) => folderEntry(scene, '.g\u200cit'),
  },
  'a symbolic link out of the tree': {
    together: true,
    plant: async (scene) =>
      commitEntry(scene, { mode: '120000', id: await blobOf(scene, scene.project.folder), name: 'out' }),
  },
  'a symbolic link in the place of the slot’s tree': {
    plant: async ({ project }) => {
      await mkdir(join(project.folder, 'bait'), { recursive: true });
      await writeFile(join(project.folder, 'bait/keep'), 'kept');
    },
  },
  'a git folder of somebody else named by the environment': {
    environment: { GIT_DIR: '/nowhere', GIT_WORK_TREE: '/', GIT_INDEX_FILE: '/nowhere/index' },
  },
  'settings in the environment': {
    environment: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: '%',
      GIT_CONFIG_PARAMETERS: "'core.fsmonitor'='%'",
    },
  },
  'programs in the environment': {
    environment: {
      GIT_SSH: '%',
      GIT_SSH_COMMAND: '%',
      GIT_ASKPASS: '%',
      SSH_ASKPASS: '%',
      GIT_EXTERNAL_DIFF: '%',
      GIT_PROXY_COMMAND: '%',
      GIT_EDITOR: '%',
      GIT_PAGER: '%',
      GIT_EXEC_PATH: '/nowhere',
      LD_PRELOAD: '/nowhere.so',
    },
    anonymous: true,
    end: /refused/,
  },
  'a commit that is replaced': {
    together: true,
    plant: async ({ project }) => {
      const good = await project.git('rev-parse', 'HEAD');
      await project.commit({ 'src/lib.rs': 'replaced\n' });
      const evil = await project.git('rev-parse', 'HEAD');
      await project.git('reset', '--quiet', '--hard', good);
      await project.git('replace', good, evil);
    },
  },
  'hooks in the checkout': {
    together: true,
    plant: ({ project, payload }) => plantHooks(join(project.root, '.git/hooks'), payload),
  },
};

export const GIT_ATTACKS: readonly GitAttack[] = Object.entries(ROWS).map(([name, row]) => ({
  kind: 'git',
  name,
  ...row,
}));

/** Puts the attacks in place; settings come last, for git itself is used to plant the others. */
export async function plant(attacks: readonly (readonly [GitAttack, Scene])[]): Promise<void> {
  for (const [{ files }, { project }] of attacks) if (files) await project.commit(files);
  for (const [attack, scene] of attacks) await attack.plant?.(scene);
  for (const [{ config }, scene] of attacks)
    if (config) await appendFile(join(scene.project.root, '.git/config'), `${filled(config, scene)}\n`);
}

/** The text with the scene's addresses in it. */
export function filled(text: string, { payload, url, elsewhere }: Scene): string {
  return text.replaceAll('ELSEWHERE', elsewhere).replaceAll('URL', url).replaceAll('%', payload);
}

/** Turns the slot's tree into a link to `bait`, as a program that got out would. */
export async function swapTree(tree: string, bait: string): Promise<void> {
  await rm(tree, { recursive: true });
  await symlink(bait, tree);
  await mkdir(dirname(tree), { recursive: true });
}
