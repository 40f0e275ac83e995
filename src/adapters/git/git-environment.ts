import type { GitPlace } from './git-place.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What git may know of the caller's environment. Everything else stays outside: tokens, and the `GIT_*` names that
 * point a command at another repository (git exports them to the hooks and aliases this program may be started from).
 */
const PASSED_ON = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
] as const;

/** Settings that name a program to run, or that would start work nobody asked for (git-scm.com/docs/git-config). */
const HARMLESS: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.askPass', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['push.gpgSign', 'false'],
  ['commit.gpgSign', 'false'],
  ['log.showSignature', 'false'],
];

/** The whole environment of one git command. `config` wins over every configuration file. */
export function gitEnvironment(
  environment: Environment,
  place: GitPlace | undefined,
  config: readonly (readonly [string, string])[],
): Record<string, string> {
  const env: Record<string, string> = {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_ALLOW_PROTOCOL: 'http:https:ssh:file',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    // In a partial clone every look at a missing object would start what the checkout's own settings name.
    GIT_NO_LAZY_FETCH: '1',
    GIT_PAGER: 'cat',
  };
  for (const name of PASSED_ON) {
    const value = environment[name];
    if (value !== undefined) env[name] = value;
  }
  if (place) Object.assign(env, placeEnvironment(place));
  const settings = [...HARMLESS, ...config];
  env['GIT_CONFIG_COUNT'] = String(settings.length);
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
}

function placeEnvironment(place: GitPlace): Record<string, string> {
  return {
    GIT_DIR: place.gitDir,
    ...(place.workTree === undefined ? {} : { GIT_WORK_TREE: place.workTree }),
    ...(place.objects === undefined ? {} : { GIT_OBJECT_DIRECTORY: place.objects }),
    ...(place.indexFile === undefined ? {} : { GIT_INDEX_FILE: place.indexFile }),
    ...(place.isolated
      ? {
          // GIT_CONFIG_GLOBAL came with git 2.32; 2.31 is kept out of the user's files by a HOME without any.
          HOME: place.gitDir,
          XDG_CONFIG_HOME: place.gitDir,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_ATTR_NOSYSTEM: '1',
        }
      : {}),
  };
}
