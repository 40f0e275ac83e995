import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { wallsDownHere } from '../support/walls-down-here.ts';

const NOBODY = 'http://127.0.0.1:1/v1';

let studio: LmStudio;
let world: CliWorld;
beforeAll(async () => {
  studio = await startScriptedModel();
  world = await createCliWorld({ LM_STUDIO_URL: studio.url });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await studio[Symbol.asyncDispose]();
});

describe('health lm', () => {
  test('is ok, mode and details, and ends with 0 when a run could start', async () => {
    const { code, stdout, stderr } = await world.cli(['health', 'lm', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      mode: 'lm_ready',
      details: { endpoint: studio.url, errors: [] },
    });
  });

  test('ends with 3 when none answers, outside a repository too', async () => {
    const options = { cwd: world.elsewhere, env: { LM_STUDIO_URL: NOBODY } };
    const { code, stdout, stderr } = await world.cli(['health', 'lm', '--json'], options);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      mode: 'lm_off',
      details: { endpoint: NOBODY, errors: [expect.stringContaining('Start the LM Studio server')] },
    });
    const shown = await world.cli(['health', 'lm'], options);
    expect(shown).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^lm_off http.*\n {2}No model server/),
    });
  });
});

describe('health db', () => {
  test('has the shape of the control plane, and is no trouble when nothing is recorded by choice', async () => {
    const options = { cwd: world.elsewhere, env: { GEMATRIA_DSN: 'off' } };
    const { code, stdout, stderr } = await world.cli(['health', 'db', '--json'], options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      mode: 'db_off',
      checks: { driver_available: true, connection_ok: false, agent_run_ready: false },
      details: { errors: ['no-journal'] },
    });
    expect(await world.cli(['health', 'db'], options)).toMatchObject({
      code: 0,
      stdout: 'db_off\n  nothing is recorded: control-dsn is off',
    });
  });
});

describe('health db of a journal', () => {
  test('says where it is, without user and password, and that the embedded one need not be there yet', async () => {
    const env = { GEMATRIA_DSN: '' };
    const { code, stdout } = await world.cli(['health', 'db'], { cwd: world.elsewhere, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ready\n {2}calls are recorded in \/\S+\/openspec-complete\/journal\.sqlite$/);
    const gone = { GEMATRIA_DSN: 'postgres://ann:hunter2@127.0.0.1:1/x' };
    const down = await world.cli(['health', 'db'], { cwd: world.elsewhere, env: gone });
    expect(down.code).toBe(2);
    expect(down.stdout).toMatch(/^db_off\n {2}The control plane's database cannot be reached: .*`off`\.$/);
  });
});

describe('health lm of a pool', () => {
  test('shows every endpoint, the fallback, and the fix of each that is not well', async () => {
    await using far = await LmStudio.start({ kind: 'openai', models: [{ key: 'big' }] });
    const env = { LM_STUDIO_URL: `${NOBODY}, ${studio.url}` };
    const args = ['health', 'lm', '--fallback-url', far.url, '--fallback-model', 'big'];
    const { code, stdout } = await world.cli(args, { env });
    expect(code).toBe(0);
    const json = JSON.parse((await world.cli([...args, '--json'], { env })).stdout);
    expect(json.details.endpoints.map(({ backend, ok }: Record<string, unknown>) => [backend, ok])).toEqual([
      ['lm_studio', false],
      ['lm_studio', true],
      ['remote', true],
    ]);
    const shown = stdout
      .replaceAll(studio.url, '<studio>')
      .replaceAll(far.url, '<far>')
      .replaceAll(/\d+ ms/g, 'N ms');
    expect(shown).toMatchInlineSnapshot(`
      "lm_ready <studio> (healthy, N ms)
        FAIL  http://127.0.0.1:1/v1  breaker closed, N ms  No model server answers at http://127.0.0.1:1/v1 (connection refused).
              Start the LM Studio server (\`lms server start\`) or set lm-studio-url.
        ok    <studio>  breaker closed, N ms  demo/scripted-coder-30b
        ok    fallback <far>  breaker closed, N ms  big
        loaded      demo/scripted-coder-30b"
    `);
    expect(new Set(far.requests.map(({ path }) => path))).toEqual(new Set(['/v1/models']));
  });

  test('LM Studio that is switched off is off, and says how to change that', async () => {
    const { code, stdout } = await world.cli(['health', 'lm', '--json'], { env: { LM_STUDIO_ENABLED: '0' } });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: false, mode: 'lm_off' },
      details: { errors: [expect.stringContaining('Unset LM_STUDIO_ENABLED')] },
    });
  });
});

describe('health', () => {
  test('looks at model, journal, sandbox, git and toolchain; all green is 0', async () => {
    const { code, stdout } = await world.cli(['health']);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.slice(0, 17).trimEnd())).toEqual([
      'ok    lm',
      'ok    db',
      'ok    sandbox',
      'ok    git',
      'ok    toolchain',
    ]);
    expect(stdout).toMatch(/toolchain {2}cargo \S+ .*, rustfmt \S+ .*, clippy \S+/);
  });

  test('a red line has its fix below it, and the first one decides the exit code', async () => {
    const env = { LM_STUDIO_URL: NOBODY, PATH: '', GEMATRIA_DSN: 'off' };
    const { code, stdout } = await world.cli(['health', '--sandbox', 'bwrap'], { cwd: world.elsewhere, env });
    expect(code).toBe(3);
    expect(stdout).toMatchInlineSnapshot(`
      "FAIL  lm         No model server answers at http://127.0.0.1:1/v1 (connection refused).
                       Start the LM Studio server (\`lms server start\`) or set lm-studio-url.
      ok    db         nothing is recorded: control-dsn is off
      FAIL  sandbox    No sandbox works here (bwrap is not on PATH), so nothing was run.
                       Install bubblewrap (\`sudo apt-get install -y bubblewrap\`, on Fedora \`sudo dnf install bubblewrap\`) and allow unprivileged user namespaces.
      FAIL  git        git was not found (no \`git\` on PATH).
                       Install git 2.31 or newer.
      FAIL  toolchain  No sandbox works here (bwrap is not on PATH), so nothing was run.
                       Install bubblewrap (\`sudo apt-get install -y bubblewrap\`, on Fedora \`sudo dnf install bubblewrap\`) and allow unprivileged user namespaces."
    `);
  });

  test('--json has the same parts, with text and fix', async () => {
    const { code, stdout } = await world.cli(['health', '--json'], { cwd: world.elsewhere });
    expect(code).toBe(2);
    const { ok, parts } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(parts.map(({ part, ok, exit }: Record<string, unknown>) => ({ part, ok, exit }))).toEqual([
      { part: 'lm', ok: true, exit: 0 },
      { part: 'db', ok: true, exit: 0 },
      { part: 'sandbox', ok: true, exit: 0 },
      { part: 'git', ok: false, exit: 2 },
      { part: 'toolchain', ok: true, exit: 0 },
    ]);
    expect(parts[3]).toMatchObject({
      text: expect.stringContaining('is not a git repository.'),
      fix: 'Run it inside a checkout, or add actions/checkout before this step.',
    });
  });

  test.each([
    ['git', /^ok {4}git {8}\S+ at [0-9a-f]{12} \(main\)$/],
    ['toolchain', /^ok {4}toolchain {2}cargo /],
    ['all', /^ok {4}lm[\s\S]*toolchain/],
  ])('%s can be looked at alone', async (part, shown) => {
    expect(await world.cli(['health', part])).toEqual({
      code: 0,
      stdout: expect.stringMatching(shown),
      stderr: '',
    });
  });

  test('the sandbox looked at alone is tried wall by wall, one line each', async () => {
    const here = await wallsDownHere();
    const { code, stdout } = await world.cli(['health', 'sandbox']);
    const failed = here.includes('process limit');
    expect(code).toBe(failed ? 4 : 0);
    const [first, ...walls] = stdout.split('\n');
    const all = here.length === 0 ? `all ${walls.length} walls held` : 'the other is weaker here';
    const said = failed ? 'did not hold' : all;
    expect(first).toContain(said);
    expect(walls).toContainEqual(expect.stringMatching(/^ok {4}network {17}no server/));
  }, 60_000);

  test('as JSON the walls have their names, whether they held, and what was tried', async () => {
    const { stdout } = await world.cli(['health', 'sandbox', '--json']);
    const { ok, backend, walls } = JSON.parse(stdout);
    const down = walls.filter(({ held }: { held: boolean }) => !held);
    const here = await wallsDownHere();
    expect({ ok, backend }).toEqual({ ok: !here.includes('process limit'), backend: 'bwrap' });
    expect(down.map(({ wall }: { wall: string }) => wall)).toEqual(here);
    expect(walls[0]).toEqual({ wall: 'network', held: true, detail: expect.any(String) });
  }, 60_000);

  test('walls that are down are told, and it ends with 4', async () => {
    const { code, stdout } = await world.cli(['health', 'sandbox', '--sandbox', 'off', '--json']);
    expect(code).toBe(4);
    const { ok, backend, walls } = JSON.parse(stdout);
    expect({ ok, backend }).toEqual({ ok: false, backend: 'off' });
    expect(walls).toContainEqual({
      wall: 'network',
      held: false,
      detail: 'a server of this machine was reached',
    });
  }, 60_000);

  test('a sandbox that cannot start has no walls, and it ends with 4', async () => {
    const { code, stdout } = await world.cli(['health', 'sandbox', '--json'], { env: { PATH: '' } });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      backend: 'none',
      walls: [],
      text: expect.stringContaining('bwrap is not on PATH'),
    });
  });

  test('a toolchain that the policy names and nobody installed is told', async () => {
    await using other = await createCliWorld({ LM_STUDIO_URL: studio.url });
    await other.project.commit({ '.github/openspec-complete.yml': 'toolchain: 1.0.0-nowhere\n' });
    const { code, stdout } = await other.cli(['health', 'toolchain']);
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^FAIL {2}toolchain {2}cargo was not found \(.*1\.0\.0-nowhere.*\n {17}Install Rust/,
    );
  });
});
