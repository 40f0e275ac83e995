import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseSidecar } from '../../src/core/bricks/sidecar.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { buildElves } from '../support/built-elves.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const NOBODY = 'http://127.0.0.1:1/v1';
const ANSWER = JSON.stringify({
  summary: 'Lists folders. Affected by CVE-2000-0001.',
  kind: 'command',
  components: ['libc.so.6'],
  security: [
    { severity: 'low', text: 'strcpy needs a look.', evidence: 'strcpy' },
    { severity: 'critical', text: 'Odd.', evidence: '.nowhere' },
  ],
  tags: ['listing'],
  confidence: 0.7,
  next_step: 'readelf -a /bin/ls; reboot',
});

let folder: TemporaryFolder;
let studio: LmStudio;
let elves: Awaited<ReturnType<typeof buildElves>>;
beforeAll(async () => {
  elves = await buildElves();
});
afterAll(() => elves[Symbol.dispose]());
beforeEach(async () => {
  folder = new TemporaryFolder();
  studio = await LmStudio.start({ respond: () => ({ text: ANSWER }) });
});
afterEach(async () => {
  await studio[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

async function foundry(args: readonly string[], url = studio.url) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, 'foundry', ...args], {
    cwd: folder.path,
    reject: false,
    env: { LM_STUDIO_URL: url, LM_STUDIO_MODEL: '', GEMATRIA_DSN: 'off' },
  });
  return { code: exitCode, stdout, stderr };
}

describe('foundry analyse', () => {
  test('prints facts and what is left of the answer', async () => {
    const { code, stdout, stderr } = await foundry(['analyse', '/bin/ls', '--json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^qwen\/qwen3-coder-30b answered in \d+\.\d s$/);
    const { path, facts, semantic } = JSON.parse(stdout);
    expect(path).toBe('/bin/ls');
    expect(facts).toMatchObject({ format: 'elf', properties: { architecture: expect.any(String) } });
    const strcpy = facts.imports.find(({ name }: { name: string }) => name === 'strcpy');
    expect(
      readFileSync('/bin/ls')
        .subarray(strcpy.offset, strcpy.offset + 6)
        .toString(),
    ).toBe('strcpy');
    expect(semantic).toMatchObject({
      state: 'analysed',
      summary: 'Lists folders.',
      kind: 'command',
      security: [
        { text: expect.stringContaining('From the facts: it imports strcpy') },
        { text: 'strcpy needs a look.', offset: strcpy.offset, size: 6 },
      ],
      next_step: 'openspec-complete foundry fold /bin/ls --out ls.brick',
      dropped: 3,
      model: 'qwen/qwen3-coder-30b',
    });
    const asked = studio.chats[0]?.body as Record<string, unknown> | undefined;
    expect(asked?.['response_format']).toMatchObject({
      type: 'json_schema',
    });
  });

  test('is read by people', async () => {
    const { stdout } = await foundry(['analyse', '/bin/ls']);
    for (const line of [
      '/bin/ls: elf',
      'Security',
      'Lists folders.',
      'said by     qwen/qwen3-coder-30b, confidence 0.70, 3 of its claims left out',
      'Next step: openspec-complete foundry fold /bin/ls --out ls.brick',
    ])
      expect(stdout.split('\n')).toContain(line);
  });

  test('without a server says so, keeps the facts, and is no failure', async () => {
    const { code, stdout } = await foundry(['analyse', elves.at('weak'), '--json'], NOBODY);
    expect(code).toBe(0);
    const { facts, semantic } = JSON.parse(stdout);
    expect(facts.properties).toMatchObject({ relro: 'none', stack: 'executable' });
    expect(semantic).toMatchObject({
      state: 'unanalysed',
      why: expect.stringContaining('No model server answers'),
    });
    expect(semantic.security.length).toBeGreaterThan(3);
    expect((await foundry(['analyse', elves.at('weak')], NOBODY)).stdout).toContain(
      '\nunanalysed: No model server answers at',
    );
  });

  test('--facts-only asks nobody', async () => {
    const { code, stdout } = await foundry(['analyse', '/proc/meminfo', '--facts-only', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      facts: { format: 'proc', properties: { MemTotal: expect.stringMatching(/ kB$/) } },
      security: [],
    });
    expect(studio.requests).toEqual([]);
  });

  test('a server without structured output is asked again in plain words', async () => {
    await using plain = await LmStudio.start({
      respond: ({ body }) =>
        'response_format' in body
          ? { fault: { kind: 'answer', status: 400, body: { error: "unknown field 'response_format'" } } }
          : { text: `Here:\n\`\`\`json\n${ANSWER}\n\`\`\`` },
    });
    const { stdout } = await foundry(['analyse', '/bin/ls', '--json'], plain.url);
    expect(JSON.parse(stdout).semantic.state).toBe('analysed');
    expect(plain.chats).toHaveLength(2);
  });

  test('what is not there is one sentence and ends with 2', async () => {
    const { code, stdout, stderr } = await foundry(['analyse', 'nowhere']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^openspec-complete: .*nowhere\.[^\n]*$/);
  });

  test('a terminal is not driven by what an artifact holds', async () => {
    folder.write({ x: 'title \u001b]0;owned\u0007\u001b[31m red text \u009b31m and more\n::error::x\n' });
    const { stdout } = await foundry(['analyse', 'x', '--facts-only']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|^::/m);
  });
});

describe('foundry fold', () => {
  test('writes the facts that cost nothing, and no meaning', async () => {
    expect(await foundry(['fold', '/bin/ls', '--out', 'x.brick'])).toMatchObject({ code: 0 });
    const sidecar = parseSidecar(readFileSync(join(folder.path, 'x.brick.json'), 'utf8'));
    expect(sidecar).toMatchObject({ facts: { format: 'elf' }, semantic: { state: 'unanalysed' } });
    expect(sidecar?.facts?.sections.map(({ name }) => name)).toContain('.text');
    expect(sidecar?.facts).not.toHaveProperty('strings');
    expect(sidecar?.semantic.security).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/^From the facts: it imports strcpy/) }),
    ]);
    expect(studio.requests).toEqual([]);
  });

  test('--analyse writes all facts and the meaning, with the brick as the next step', async () => {
    const { code, stdout } = await foundry(['fold', '/bin/ls', '--out', 'x.brick', '--analyse']);
    expect(code).toBe(0);
    expect(stdout).toContain('\nLists folders.\n');
    const sidecar = parseSidecar(readFileSync(join(folder.path, 'x.brick.json'), 'utf8'));
    expect(sidecar?.facts?.strings?.length).toBeGreaterThan(10);
    expect(sidecar?.semantic).toMatchObject({
      state: 'analysed',
      next_step: 'openspec-complete foundry inspect x.brick',
    });
  });

  test('--analyse without a server folds all the same, and says why there is no meaning', async () => {
    const { code, stdout } = await foundry(
      ['fold', '/bin/ls', '--out', 'x.brick', '--analyse', '--json'],
      NOBODY,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).semantic).toMatchObject({ state: 'unanalysed', why: expect.any(String) });
    expect(readdirSync(folder.path).sort()).toEqual(['x.brick', 'x.brick.json']);
  });
});

test.each([
  ['gz', 'gzip'],
  ['xz', 'xz'],
  ['zst', 'zstd'],
])('a kernel module in a .ko.%s is looked into, by fold and by analyse', async (ending, program) => {
  const module = readFileSync(elves.at('example.ko'));
  const { stdout: file } = await execa(program, ['-c'], {
    input: module,
    encoding: 'buffer',
    stripFinalNewline: false,
  });
  folder.write({ [`example.ko.${ending}`]: file });
  expect((await foundry(['fold', `example.ko.${ending}`, '--out', 'm.brick'])).code).toBe(0);
  const sidecar = parseSidecar(readFileSync(join(folder.path, 'm.brick.json'), 'utf8'));
  expect(sidecar?.facts?.properties).toMatchObject({ compressed: ending, license: 'GPL', signed: 'no' });
  const section = sidecar?.facts?.sections.find(({ name }) => name === '.modinfo');
  expect(section?.within).toBe('decompressed');
  expect(module.subarray(section?.offset).toString()).toMatch(/^license=GPL\0/);
  const { stdout } = await foundry(['analyse', `example.ko.${ending}`, '--facts-only']);
  expect(stdout).toMatch(
    /medium {3}0x[0-9a-f]{6} of the decompressed module {2}From the facts: .* not signed/,
  );
  expect(stdout).toMatch(/ {2}vermagic +6\.1\.0-9-amd64/);
});

test('a damaged .ko.xz is folded all the same, and the sidecar says what is wrong with it', async () => {
  folder.write({ 'example.ko.xz': 'nothing of the kind' });
  expect((await foundry(['fold', 'example.ko.xz', '--out', 'm.brick'])).code).toBe(0);
  const sidecar = parseSidecar(readFileSync(join(folder.path, 'm.brick.json'), 'utf8'));
  expect(sidecar?.facts?.properties['not-decompressed']).toContain('no single whole xz stream');
});
