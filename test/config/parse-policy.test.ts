import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, parsePolicy } from '../../src/config/parse-policy.ts';

const path = '.github/openspec-complete.yml';
const problemsOf = (text: string): readonly string[] => {
  const parsed = parsePolicy(text, path);
  return parsed.ok ? [] : parsed.problems;
};

describe('policy file', () => {
  test('an empty file is the default policy', () => {
    expect(parsePolicy('', path)).toEqual({ ok: true, policy: DEFAULT_POLICY });
    expect(parsePolicy('# only a comment\n', path)).toEqual({ ok: true, policy: DEFAULT_POLICY });
  });

  test('a command that needs a shell is a mistake of the file: it would never run', () => {
    expect(problemsOf('validate:\n  - cargo fmt --check && ./more.sh\n')).toEqual([
      expect.stringMatching(
        /^\.github\/openspec-complete\.yml:2: validate\.0: .*"&" needs a shell, and there is none/,
      ),
    ]);
  });

  test('both forms of validate, and a single when glob, are understood', () => {
    const parsed = parsePolicy(
      'validate:\n  - cargo deny check\n  - run: naga shader.wgsl\n    when: "**/*.wgsl"\n',
      path,
    );
    expect(parsed).toMatchObject({
      policy: {
        validate: [
          { run: 'cargo deny check', when: [] },
          { run: 'naga shader.wgsl', when: ['**/*.wgsl'] },
        ],
      },
    });
  });

  test('commits are pushed unless GitHub is to make them; another way is a mistake', () => {
    expect(DEFAULT_POLICY.commits).toBe('git');
    expect(parsePolicy('commits: api\n', path)).toMatchObject({ policy: { commits: 'api' } });
    expect(problemsOf('rules: ok\ncommits: signed\n')).toEqual([
      expect.stringMatching(/^\.github\/openspec-complete\.yml:2: commits: .*"git"\|"api"/),
    ]);
    expect(problemsOf('commit: api\n')[0]).toContain('did you mean "commits"?');
  });

  test('unknown keys are errors with file, line and a suggestion, all together', () => {
    expect(problemsOf('rules: ok\nvalidat: []\nlimits:\n  cargo-second: 4\nlabels: 5\n')).toEqual([
      `${path}:2: unknown key "validat", did you mean "validate"?`,
      `${path}:4: unknown key "cargo-second", did you mean "cargo-seconds"?`,
      `${path}:5: labels: Invalid input: expected array, received number`,
    ]);
  });

  test('YAML that does not parse is named with its line', () => {
    expect(problemsOf('rules: "open\nlabels: [a\n')[0]).toMatch(/openspec-complete\.yml:\d+: /);
  });

  test('an alias bomb is refused instead of expanded', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(problemsOf(bomb).length).toBeGreaterThan(0);
  });

  test('a list at the top is refused', () => {
    expect(problemsOf('- a\n- b\n')).toEqual([
      `${path}:1: the file: Invalid input: expected object, received array`,
    ]);
  });

  test('models are a list, or a list for each profile', () => {
    expect(parsePolicy('models: [a, b]\n', path)).toMatchObject({
      policy: { models: { default: ['a', 'b'], byProfile: {} } },
    });
    expect(parsePolicy('models:\n  default: [a]\n  wgpu: [b, c]\n', path)).toMatchObject({
      policy: { models: { default: ['a'], byProfile: { wgpu: ['b', 'c'] } } },
    });
  });

  test('a profile that does not exist is an error with a suggestion', () => {
    expect(problemsOf('models:\n  default: [a]\n  wgp: [b]\n  kernel: [c]\n')).toEqual([
      `${path}:3: unknown key "wgp", did you mean "wgpu"?`,
      expect.stringContaining(`${path}:4: unknown key "kernel"; known: default, drm, smithay, wgpu,`),
    ]);
    expect(problemsOf('models:\n  wgpu: fast\n')[0]).toContain(':2: models.wgpu: ');
    expect(problemsOf('models: fast\n')).toHaveLength(1);
  });

  test('a validate command with an unknown key is told like any other', () => {
    expect(problemsOf('validate:\n  - run: naga x.wgsl\n    whn: "*.wgsl"\n')).toEqual([
      `${path}:3: unknown key "whn", did you mean "when"?`,
    ]);
  });
});
