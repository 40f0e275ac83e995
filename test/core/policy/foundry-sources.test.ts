import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSourcePolicy, USUAL_SOURCES } from '../../../src/core/policy/foundry-sources.ts';

/** The home of the administrator on any Linux. */
const ADMIN = '/root';
const WORKSPACE = '/home/runner/jobs/repo/repo';
const CLOSED = ['/home/runner', '/opt/runner/_work'];
const refuse = createSourcePolicy({ workspace: WORKSPACE, closed: CLOSED, allow: USUAL_SOURCES });
const refuseOf = (...allow: readonly string[]) =>
  createSourcePolicy({ workspace: WORKSPACE, closed: CLOSED, allow });

describe('what a FoundryTask may read in a workflow', () => {
  test.each([
    WORKSPACE,
    `${WORKSPACE}/target/release/app`,
    '/usr/bin',
    '/usr/bin/ls',
    '/bin/ls',
    '/usr/lib/x86_64-linux-gnu/libc.so.6',
    '/lib/modules/6.1.0/kernel/fs/ext4/ext4.ko',
    '/proc/meminfo',
    '/proc/modules',
  ])('%s: yes', (path) => expect(refuse(path)).toBeUndefined());

  test.each([
    '/',
    '/etc',
    '/etc/passwd',
    '/usr',
    '/usr/binary',
    '/proc',
    '/var/log/syslog',
    `${WORKSPACE}-other/file`,
  ])('%s: no, unless the policy file says so', (path) => {
    expect(refuse(path)).toBeDefined();
  });

  test.each([
    ADMIN,
    `${ADMIN}/.bashrc`,
    '/home/ada/notes',
    '/home/runner/jobs/_temp/token',
    '/opt/runner/_work/other/file',
    '/etc/shadow',
    '/etc/gshadow-',
    '/etc/ssh/ssh_host_rsa_key',
    '/run/secrets/db',
    '/var/run/secrets/kubernetes.io/serviceaccount/token',
    '/proc/1/environ',
    '/proc/4711/mem',
    '/proc/self/environ',
    '/proc/self',
    '/proc/thread-self/maps',
    '/proc/12/task/12/environ',
    `/proc/12${ADMIN}/etc/shadow`,
    '/proc/kcore',
    '/dev/sda',
    `${WORKSPACE}/.git/config`,
    `${WORKSPACE}/sub/.git`,
    `${WORKSPACE}/.env`,
    `${WORKSPACE}/.env.production`,
    `${WORKSPACE}/deploy/id_ed25519`,
    `${WORKSPACE}/.ssh/known_hosts`,
    '/usr/lib/app/server.key',
  ])('%s: no, whatever the policy file says', (path) => {
    expect(refuse(path)).toBeDefined();
    expect(refuseOf('/**', path)(path)).toBeDefined();
  });

  test('the policy file opens what it names, and takes the place of the usual ones', () => {
    const mine = refuseOf('/etc/*.conf', '/sys/class/**');
    expect(mine('/etc/host.conf')).toBeUndefined();
    expect(mine('/sys/class/net')).toBeUndefined();
    expect(mine('/usr/bin/ls')).toBeDefined();
  });

  test('nothing in a folder of the system that is closed is ever open', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/).filter((text) => !/^\.+$/.test(text));
    const root = fc.constantFrom('/root', '/home', '/proc/1', '/proc/self', '/etc/ssh', '/home/runner');
    fc.assert(
      fc.property(root, fc.array(part, { minLength: 1, maxLength: 4 }), (folder, parts) => {
        expect(refuseOf('/**')(`${folder}/${parts.join('/')}`)).toBeDefined();
      }),
    );
  });
});
