import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Bubblewrap } from '../../../src/adapters/sandbox/bubblewrap.ts';
import { buildWalls } from '../../../src/adapters/sandbox/bubblewrap-recipe.ts';
import { findProgram, findRust } from '../../../src/adapters/sandbox/rust-installation.ts';
import type { Sandbox, SandboxCommand, SandboxRun } from '../../../src/ports/sandbox.ts';
import { LIMITS, machineSandbox, temporaryFolder } from '../../support/rust-slot.ts';

/** A shell line in a fresh slot below `folder`. */
async function shell(
  sandbox: Sandbox,
  folder: string,
  line: string,
  more: Partial<SandboxCommand> = {},
): Promise<SandboxRun> {
  const tree = join(folder, 'tree');
  mkdirSync(tree, { recursive: true });
  return await sandbox.run({
    argv: ['bash', '-c', line],
    tree,
    writableTree: false,
    target: join(folder, 'target'),
    cwd: '',
    env: {},
    timeoutSeconds: 30,
    ...more,
  });
}

/** Whether a process with this word in its command line lives on the host. */
function isAlive(marker: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .some((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(marker);
      } catch {
        return false;
      }
    });
}

test('a server on the host loopback, such as LM Studio, cannot be reached', async () => {
  using folder = temporaryFolder();
  const server = createServer((socket) => socket.end('reached'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  try {
    const line = `cat < /dev/tcp/127.0.0.1/${port}`;
    expect((await promisify(execFile)('bash', ['-c', line])).stdout).toBe('reached');
    const run = await shell(await machineSandbox(), folder.path, line);
    expect(run.stdout).toBe('');
    expect(run.exitCode).not.toBe(0);
  } finally {
    server.close();
  }
});

test('no environment visible inside holds a token of the host', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  process.env['GITHUB_TOKEN'] = 'ghp_hidden_from_the_sandbox';
  try {
    const run = await shell(sandbox, folder.path, 'cat /proc/*/environ | tr "\\0" "\\n"; env');
    expect(run.stdout).toContain('HOME=/home/build');
    expect(run.stdout).not.toContain('GITHUB_TOKEN');
    expect(run.stdout).not.toContain('ghp_hidden_from_the_sandbox');
  } finally {
    delete process.env['GITHUB_TOKEN'];
  }
});

test('of CARGO_HOME only crates and harmless settings are visible, no credentials', async () => {
  using folder = temporaryFolder();
  const cargoHome = join(folder.path, 'home/.cargo');
  const vendor = join(folder.path, 'home/vendor');
  mkdirSync(join(cargoHome, 'registry'), { recursive: true });
  mkdirSync(vendor);
  writeFileSync(join(vendor, 'crate.txt'), 'a vendored crate');
  writeFileSync(join(cargoHome, 'registry/crate.txt'), 'a crate');
  writeFileSync(join(cargoHome, 'credentials.toml'), '[registry]\ntoken = "cio_secret"\n');
  writeFileSync(join(folder.path, 'home/.netrc'), 'password cio_secret');
  writeFileSync(
    join(cargoHome, 'config.toml'),
    '[registries.mine]\nindex = "https://me:cio_secret@registry.test/"\ntoken = "cio_secret"\n' +
      '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n' +
      '[env]\nSECRET = "cio_secret"\n[build]\nrustc-wrapper = "sccache"\n',
  );
  const sandbox = await machineSandbox({ home: join(folder.path, 'home'), cargoHome });
  const look =
    'ls -A $CARGO_HOME; cat $CARGO_HOME/config.toml $CARGO_HOME/registry/crate.txt $CARGO_HOME/credentials.toml';
  const run = await shell(
    sandbox,
    folder.path,
    `${look}; cat ${vendor}/crate.txt ${cargoHome}/credentials.toml ${folder.path}/home/.netrc`,
  );
  expect(run.stdout).toMatch(/^config\.toml\nregistry\n/);
  expect(run.stdout).toContain(`directory = "${vendor}"`);
  expect(run.stdout).toContain('https://registry.test/');
  expect(run.stdout).toContain('a cratea vendored crate');
  expect(run.stdout).not.toContain('sccache');
  expect(run.stdout).not.toContain('cio_secret');
});

test('the home of the user running it is not there', async () => {
  using folder = temporaryFolder();
  const run = await shell(
    await machineSandbox(),
    folder.path,
    `ls -A ${process.env['HOME']}; ls -A /home/build`,
  );
  expect(run.stdout).toBe('');
});

test('the system and the root are read-only, and so is the tree unless asked otherwise', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  const line =
    'for f in /usr/x /x /etc/x /slot/x x; do echo y > $f && echo "wrote $f"; done; echo y > $CARGO_TARGET_DIR/x';
  expect((await shell(sandbox, folder.path, line)).stdout).toBe('');
  expect(existsSync(join(folder.path, 'target/x'))).toBe(true);
  expect((await shell(sandbox, folder.path, line, { writableTree: true })).stdout).toBe('wrote x\n');
});

test('a program inside is an ordinary user without capabilities that sees only its own processes', async () => {
  using folder = temporaryFolder();
  const line = 'id -u; grep -h CapEff /proc/self/status; ls -d /proc/[0-9]* | wc -l';
  const [uid, capabilities, processes] = (
    await shell(await machineSandbox(), folder.path, line)
  ).stdout.split('\n');
  expect(uid).toBe('1000');
  expect(capabilities).toMatch(/\t0+$/);
  expect(Number(processes)).toBeLessThan(8);
});

test('an open descriptor of the calling program does not reach the inside', async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'secret'), 'leaked');
  mkdirSync(join(folder.path, 'tree'));
  const program = `
    import { createSandbox } from ${JSON.stringify(join(process.cwd(), 'src/adapters/sandbox/create-sandbox.ts'))};
    const sandbox = await createSandbox({ mode: 'bwrap', limits: ${JSON.stringify(LIMITS)}, path: process.env.PATH, home: '/nowhere' });
    const folder = ${JSON.stringify(folder.path)};
    const run = await sandbox.run({ argv: ['bash', '-c', 'cat /proc/self/fd/9; cat <&9; echo end'], tree: folder + '/tree',
      target: folder + '/target', writableTree: false, cwd: '', env: {}, timeoutSeconds: 30 });
    console.log(run.stdout);`;
  const line = `exec ${process.execPath} --input-type=module-typescript -e "$PROGRAM" 9< ${folder.path}/secret`;
  const out = execFileSync('bash', ['-c', line], {
    env: { ...process.env, PROGRAM: program },
    encoding: 'utf8',
  });
  expect(out).toBe('end\n\n');
});

test('children that detached themselves die with the program', async () => {
  using folder = temporaryFolder();
  const marker = `survivor-${process.pid}`;
  const line = `setsid bash -c 'sleep 1000; : ${marker}' > /dev/null 2>&1 & disown; echo started`;
  const run = await shell(await machineSandbox(), folder.path, line);
  expect(run).toMatchObject({ exitCode: 0, stdout: 'started\n' });
  await expect.poll(() => isAlive(marker)).toBe(false);
});

test('the time limit kills the program and its children', async () => {
  using folder = temporaryFolder();
  const marker = `overtime-${process.pid}`;
  const line = `echo before; setsid bash -c 'sleep 1000; : ${marker}' & sleep 1000; echo after`;
  const run = await shell(await machineSandbox(), folder.path, line, { timeoutSeconds: 0.5 });
  expect(run).toMatchObject({ exitCode: null, timedOut: true, stdout: 'before\n' });
  await expect.poll(() => isAlive(marker)).toBe(false);
});

test('an abort kills everything and is thrown', async () => {
  using folder = temporaryFolder();
  const marker = `aborted-${process.pid}`;
  const aborted = shell(await machineSandbox(), folder.path, `bash -c 'sleep 1000; : ${marker}'`, {
    signal: AbortSignal.timeout(300),
  });
  await expect(aborted).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  await expect.poll(() => isAlive(marker)).toBe(false);
});

test('a flood of output keeps its head and its tail', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox({ outputBytes: 10_000 });
  const run = await shell(sandbox, folder.path, 'seq 1 300000');
  expect(run.truncated).toBe(true);
  expect(run.stdout).toMatch(/^1\n2\n3\n/);
  expect(run.stdout).toMatch(/\n299999\n300000\n$/);
  expect(run.stdout.length).toBeLessThan(10_100);
});

test('a file cannot grow past its limit, nor a process past its memory', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox({ limits: { ...LIMITS, memoryMegabytes: 64, fileMegabytes: 2 } });
  const big = await shell(sandbox, folder.path, 'head -c 9000000 /dev/zero > $CARGO_TARGET_DIR/big');
  expect(big.exitCode).not.toBe(0);
  expect(statSync(join(folder.path, 'target/big')).size).toBe(2 * 1_048_576);
  const hungry = await shell(sandbox, folder.path, 'head -c 300000000 /dev/zero | tail -c 200000000 | wc -c');
  expect(hungry.stdout).toBe('0\n');
  const shared = await shell(
    sandbox,
    folder.path,
    'for i in $(seq 100); do head -c 2000000 /dev/zero > /dev/shm/$i || exit 7; done',
  );
  expect(shared.exitCode).toBe(7);
});

test('a run that leaves too little of the disk is stopped, told, and what it left is gone', async () => {
  using folder = temporaryFolder();
  // More than other tests write meanwhile.
  const KEPT = 400 * 1_048_576;
  const { PATH = '' } = process.env;
  const rust = await findRust({ cargoHome: folder.path, rustupHome: folder.path, path: PATH });
  const sandbox = new Bubblewrap({
    program: (await findProgram('bwrap', PATH)) ?? '',
    walls: await buildWalls(rust, { closedUsers: false }),
    limits: LIMITS,
    outputBytes: 10_000,
    groups: undefined,
    floorOf: (room) => ({ bytes: room.bytes - KEPT, files: 0 }),
  });
  const marker = `filling-${process.pid}`;
  const line = `for i in 1 2 3; do fallocate -l ${KEPT} $CARGO_TARGET_DIR/$i; done; sleep 20; : ${marker}`;
  const run = await shell(sandbox, folder.path, line);
  expect(run).toMatchObject({ exitCode: null, timedOut: false });
  expect(run.stderr).toMatch(/^error: the run was stopped, because it left too little room on the disk/m);
  expect(readdirSync(join(folder.path, 'target'))).toEqual([]);
  await expect.poll(() => isAlive(marker)).toBe(false);
}, 30_000);

test('a target that a program made unusable can be used by the next', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  await shell(sandbox, folder.path, 'mkdir $CARGO_TARGET_DIR/debug; chmod 000 $CARGO_TARGET_DIR');
  const run = await shell(sandbox, folder.path, 'ls $CARGO_TARGET_DIR', { frozenTarget: true });
  expect(run).toMatchObject({ exitCode: 0, stdout: 'debug\ntmp\n' });
});

test('no link in the target is followed in the search for the locks of cargo', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  mkdirSync(join(folder.path, 'host'));
  writeFileSync(join(folder.path, 'host/.cargo-lock'), 'of the host');
  mkdirSync(join(folder.path, 'target/x86_64'), { recursive: true });
  for (const link of ['debug', 'x86_64/debug'])
    symlinkSync(join(folder.path, 'host'), join(folder.path, 'target', link));
  const line = 'cat $CARGO_TARGET_DIR/debug/.cargo-lock; grep -c cargo-lock /proc/self/mountinfo';
  expect(await shell(sandbox, folder.path, line, { frozenTarget: true })).toMatchObject({ stdout: '0\n' });
  expect(readFileSync(join(folder.path, 'host/.cargo-lock'), 'utf8')).toBe('of the host');
});

test('where memory runs out without a control group, what runs inside is the first to go', async () => {
  using folder = temporaryFolder();
  const { PATH = '' } = process.env;
  const rust = await findRust({ cargoHome: folder.path, rustupHome: folder.path, path: PATH });
  const walls = await buildWalls(rust, { closedUsers: false });
  const program = (await findProgram('bwrap', PATH)) ?? '';
  const opened = { program, walls, limits: LIMITS, outputBytes: 10_000, groups: undefined };
  const run = await shell(new Bubblewrap(opened), folder.path, 'cat /proc/self/oom_score_adj');
  expect(run.stdout).toBe('1000\n');
});

test('a fork bomb stays within its processes and is gone at the time limit', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox({ limits: { ...LIMITS, processes: 48 } });
  const marker = `bomb-${process.pid}`;
  const counts = 'while :; do set -- /proc/[0-9]*/status; echo $#; read -t 0.1 < <(:); done';
  const line = `: ${marker}; (for i in {1..20}; do set -- /proc/[0-9]*/status; echo $#; for j in {1..20000}; do :; done; done) & b() { b | b & }; b 2> /dev/null; wait; ${counts}`;
  const run = await shell(sandbox, folder.path, line, { timeoutSeconds: 2 });
  const most = Math.max(...run.stdout.split('\n').map(Number).filter(Number.isFinite));
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(52);
  await expect.poll(() => isAlive(marker)).toBe(false);
});

test('nothing of the kernel can be set from inside, by a runner that is root neither', async () => {
  using folder = temporaryFolder();
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();
  const line = `echo '${pattern}' > /proc/sys/kernel/core_pattern && echo set; unshare -U true && echo user`;
  const run = await shell(await machineSandbox(), folder.path, line);
  expect(run.stdout).toBe('');
  expect(run.stderr).toContain('core_pattern: ');
});

test('stdin, exit code and missing programs are data', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  expect(await shell(sandbox, folder.path, 'cat; exit 3', { stdin: 'given' })).toMatchObject({
    exitCode: 3,
    stdout: 'given',
    timedOut: false,
    truncated: false,
  });
  expect(await shell(sandbox, folder.path, '', { argv: ['no-such-program'] })).toMatchObject({
    exitCode: 127,
  });
});

test('a crate folder named by the repository is visible, a folder with anything else is not', async () => {
  using folder = temporaryFolder();
  const crates = join(folder.path, 'crates');
  const home = join(folder.path, 'home');
  for (const place of [crates, home]) {
    mkdirSync(join(place, 'serde'), { recursive: true });
    writeFileSync(join(place, 'serde/.cargo-checksum.json'), '{}');
  }
  writeFileSync(join(home, '.netrc'), 'password');
  mkdirSync(join(folder.path, 'tree/.cargo'), { recursive: true });
  writeFileSync(
    join(folder.path, 'tree/.cargo/config.toml'),
    `[source.a]\ndirectory = "${crates}"\n[source.b]\ndirectory = "${home}"\n[source.c]\ndirectory = "/"\n`,
  );
  const run = await shell(
    await machineSandbox(),
    folder.path,
    `ls ${crates}; ls -A ${home}; ls -d ${process.env['HOME']}`,
  );
  expect(run.stdout).toBe('serde\n');
});
