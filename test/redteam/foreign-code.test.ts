import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';
import { CODE_ATTACKS } from './attacks/foreign-code.ts';
import { fingerprintOf, HostCanary } from './host-canary.ts';

/** How each attack ended, by `<way> <key>`: `script mount` is `contained`. */
const ends = new Map<string, string>();
const WAYS = [
  ['build script', 'script'],
  ['procedural macro', 'macro'],
  ['test', 'test'],
] as const;
/** Of the host, before and after. */
const seen: { before?: unknown; after?: unknown } = {};
let canary: HostCanary;
let slot: ReturnType<typeof rustSlot>;
let callsBefore = 0;

beforeAll(async () => {
  canary = await HostCanary.stand();
  slot = rustSlot('redteam');
  writeFileSync(join(slot.tree, 'targets.txt'), canary.targets);
  await reachAsControl(canary);
  callsBefore = canary.calls;
  for (const name of TOKEN_NAMES) process.env[name] = canary.secret;
  const sandbox = await sandboxOnCanary(canary);
  seen.before = hostState();
  const toolchain = new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS });
  const check = await toolchain.check(slot);
  const tests = await toolchain.test(slot);
  seen.after = hostState();
  for (const line of `${check.log}\n${tests.log}`.matchAll(
    /\b(script|macro|test) ([a-z0-9-]+): (contained|OPEN .*)$/gm,
  ))
    ends.set(`${line[1]} ${line[2]}`, line[3] ?? '');
});
afterAll(async () => {
  for (const name of TOKEN_NAMES) delete process.env[name];
  slot[Symbol.dispose]();
  await canary[Symbol.asyncDispose]();
});

const TOKEN_NAMES = [
  'GITHUB_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'INPUT_TOKEN',
  'CARGO_REGISTRY_TOKEN',
  'SSH_AUTH_SOCK',
];

async function sandboxOnCanary({ home }: HostCanary) {
  const { PATH = '', HOME = '', RUSTUP_HOME } = process.env;
  const path = `${join(home, '.cargo/bin')}:${PATH}`;
  return await machineSandbox({
    path,
    home,
    rustupHome: RUSTUP_HOME || join(HOME, '.rustup'),
    cargoHome: '',
  });
}

/** What must not change: the home, the tree, and what lies beside tree and target. */
function hostState(): unknown {
  const beside = readdirSync(dirname(slot.tree)).filter((name) => !name.startsWith('target'));
  return { home: canary.fingerprint(), tree: fingerprintOf(slot.tree), beside };
}

/** Without this a server that never listened would look like a wall. */
async function reachAsControl({ targets }: HostCanary): Promise<void> {
  const port = Number(/^model=(\d+)$/m.exec(targets)?.[1]);
  const docker = /^docker=(.+)$/m.exec(targets)?.[1] ?? '';
  for (const where of [{ port, host: '127.0.0.1' }, { path: docker }])
    await new Promise<void>((resolve, reject) => {
      connect(where)
        .once('close', () => resolve())
        .once('error', reject);
    });
}

describe.each(WAYS)('from a %s', (_way, way) => {
  for (const { kind, key, name } of CODE_ATTACKS)
    test(`${kind}: ${name} is contained`, () => {
      expect(ends.get(`${way} ${key}`)).toBe('contained');
    });
});

test('every attack of the crate has a name here, and every name an attack', () => {
  const tried = new Set([...ends.keys()].map((key) => key.split(' ')[1]));
  expect([...tried].toSorted()).toEqual(CODE_ATTACKS.map(({ key }) => key).toSorted());
});

test('home, tree and what lies beside the slot are as they were', () => {
  expect(seen.before).toHaveProperty(['home', '.netrc']);
  expect(seen.after).toEqual(seen.before);
});

test('nobody outside was called, and no process of the host was harmed', () => {
  expect(callsBefore).toBeGreaterThanOrEqual(2);
  expect(canary.calls).toBe(callsBefore);
  expect(canary.isVictimAlive).toBe(true);
});

test('no daemon outlives the script, the macro or the test', async () => {
  await expect.poll(() => canary.survivors()).toEqual([]);
});
