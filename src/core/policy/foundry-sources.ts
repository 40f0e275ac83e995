import { Minimatch } from 'minimatch';

/** What a FoundryTask may fold in a workflow beside the repository's own files, when the policy file says nothing. */
export const USUAL_SOURCES: readonly string[] = [
  '/bin/**',
  '/usr/bin/**',
  '/usr/lib/**',
  '/lib/modules/**',
  '/proc/meminfo',
  '/proc/cpuinfo',
  '/proc/version',
  '/proc/modules',
];

/** Never folded in a workflow, whatever `foundry-sources` says: what holds secrets of people, runners and processes. */
const SYSTEM_CLOSED = [
  '/root',
  '/root/**',
  '/home',
  '/home/**',
  '/dev/**',
  '/etc/{shadow,shadow-,gshadow,gshadow-,sudoers}',
  '/etc/sudoers.d/**',
  '/etc/{ssh,kubernetes,docker}/**',
  '/etc/ssl/private/**',
  '/{var/,}run/{secrets,user,credentials}/**',
  '/var/lib/{docker,kubelet,containerd,cloud,systemd/credential.secret}/**',
  // Environment, memory, files and folders of processes; the runner's hold its secrets.
  '/proc/{[0-9]*,self,thread-self}',
  '/proc/{[0-9]*,self,thread-self}/**',
  '/proc/{kcore,kmsg,keys,key-users,kallsyms,sysrq-trigger}',
  '/sys/kernel/{debug,security}/**',
];
/** Names that are closed wherever they are, in the repository's folder too: `.git/config` may hold the job's token. */
const NAMES_CLOSED = [
  '**/.git',
  '**/.git/**',
  '**/.{env,env.*,netrc,npmrc,pypirc,git-credentials,pgpass,my.cnf,vault-token}',
  '**/.{ssh,gnupg,aws,azure,kube,docker,config/gcloud,config/gh}',
  '**/.{ssh,gnupg,aws,azure,kube,docker,config/gcloud,config/gh}/**',
  '**/.cargo/credentials*',
  '**/{id_rsa,id_dsa,id_ecdsa,id_ed25519}*',
  '**/*.{key,p12,pfx,jks,kdbx,keystore}',
];

export interface SourceRules {
  /** The checkout, without links. */
  readonly workspace: string;
  /** Folders of the runner and its user, without links; what is not the checkout in them is closed. */
  readonly closed: readonly string[];
  /** Globs of the policy file. */
  readonly allow: readonly string[];
}

const GLOB = { dot: true, nocomment: true, nonegate: true, nocase: false } as const;

/**
 * Judges what a FoundryTask may read in a workflow, where a brick ends up in a pull request that others can read. Gives
 * the reason why not as a part of a sentence; the same for paths that are there and paths that are not.
 *
 * @returns a judge of absolute paths, to be asked of a path as it is written and of the one without links
 */
export function createSourcePolicy(rules: SourceRules): (path: string) => string | undefined {
  const names = matcher(NAMES_CLOSED);
  const system = matcher(SYSTEM_CLOSED);
  const allow = matcher(rules.allow);
  return (path) => {
    if (names(path)) return 'whose name is one of files that hold secrets';
    if (isWithin(path, rules.workspace)) return undefined;
    if (system(path) || rules.closed.some((folder) => isWithin(path, folder)))
      return 'where secrets of people, processes or the runner can be';
    // A folder of which everything is allowed is so itself.
    if (allow(path) || allow(`${path}/x`)) return undefined;
    return 'which is neither in the repository nor among `foundry-sources`';
  };
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const compiled = globs.map((glob) => new Minimatch(glob, GLOB));
  return (path) => compiled.some((glob) => glob.match(path));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}
