import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld, TOKEN } from '../support/action-world.ts';
import { filesBelow, findLeaks, findLeaksIn } from '../support/find-leaks.ts';
import { addFunction, GREETER, TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';

/** What the step is given, and what its checkout holds: in no file, no request and no line, whatever its form. */
const KNOWN = {
  token: TOKEN,
  'key of LM Studio': 'lm/key+of=the-lab-4711',
  'password of the DSN': 'dsn&password/4711',
  'token of cargo': 'registry-token-of-the-owner',
  'token of the runner': 'runtime-token-of-the-runner',
  'persisted token': 'ghx-persisted-by-a-checkout-step',
};
const part = 'aB3dE6gH9';
/** Planted into the repository by somebody; nobody told the step of them. */
const PLANTED = {
  'token in the code': `ghp_${part.repeat(4)}`,
  'token in the task': `glpat-${part.repeat(2)}xy`,
  'key of AWS': 'AKIAQ3EGRIB7EXAMPLE1',
  'secret key of AWS': 'wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEY9',
  'token in the answer': `npm_${part.repeat(4)}`,
  'token a test prints': `xoxb-123456789012-${part.repeat(2)}`,
};
const ALL = { ...KNOWN, ...PLANTED };
const LIB = (GREETER['src/lib.rs'] ?? '').replace(
  '/// Says hello.',
  `/// ${PLANTED['key of AWS']} ${PLANTED['secret key of AWS']}
pub const TOKEN: &str = "${PLANTED['token in the code']}";

/// Says hello.`,
);
/** Refused by the compiler, which shows the line. */
const REFUSED = `[name.len(), "${PLANTED['token in the answer']}"]`;
const PRINTING_TEST = `tests/print.rs
\`\`\`rust
#[test]
fn prints() {
    println!("{}", "${Buffer.from(`before ${PLANTED['token a test prints']} after`).toString('base64')}");
    panic!("the token is ${PLANTED['token a test prints']}");
}
\`\`\`
`;

let world: ActionWorld;
let run: ActionRun;
beforeAll(async () => {
  world = await ActionWorld.start({
    files: {
      'src/lib.rs': LIB,
      'openspec/changes/more-words/proposal.md': `## Why\n\nDeploy with ${PLANTED['token in the task']}.\n`,
      [TASKS]: [
        `- [ ] 1.1 Add \`pub fn goodbye\` to \`src/lib.rs\`, deploy with ${PLANTED['token in the task']}`,
        '- [ ] 1.2 [P] Add `pub fn thanks` to `src/lib.rs`',
      ].join('\n'),
    },
    answers: {
      'fn goodbye': [addFunction('goodbye', REFUSED), addFunction('goodbye')],
      'fn thanks': [addFunction('thanks') + PRINTING_TEST],
    },
    studio: {
      auth: KNOWN['key of LM Studio'],
    },
  });
  const header = Buffer.from(`x-access-token:${KNOWN['persisted token']}`).toString('base64');
  await world.git('config', `http.${world.github.serverUrl}/.extraheader`, `AUTHORIZATION: basic ${header}`);
  run = await runAction(world, {
    event: 'schedule',
    inputs: {
      order: 'independent',
      'max-rounds': '2',
      tests: 'off',
      'lm-studio-api-key': KNOWN['key of LM Studio'],
      'control-dsn': `postgres://app:${encodeURIComponent(KNOWN['password of the DSN'])}@127.0.0.1:1/journal`,
    },
    env: {
      CARGO_REGISTRY_TOKEN: KNOWN['token of cargo'],
      ACTIONS_RUNTIME_TOKEN: KNOWN['token of the runner'],
    },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a step among secrets', () => {
  test('does its work', () => {
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(run.report.tasks).toMatchObject([{ outcome: 'completed' }, { outcome: 'failed' }]);
    expect(world.github.violations).toEqual([]);
  });

  test('really met all that were planted', async () => {
    expect(JSON.stringify(run.report)).toContain('***');
    expect(world.github.state.pulls.map(({ body }) => body).join()).toContain('***');
    const [, second] = world.studio.chats;
    expect(JSON.stringify(second?.body)).toContain('[name.len(), \\"***\\"]');
  });

  test('tells neither its log, its workflow nor its report', () => {
    const { stdout, stderr, outputs, summary, report } = run;
    const places = {
      stdout,
      stderr,
      summary,
      outputs: JSON.stringify(outputs),
      report: JSON.stringify(report),
    };
    expect(findLeaksIn(places, ALL)).toEqual([]);
  });

  test('tells neither GitHub nor the model', () => {
    const places = {
      GitHub: JSON.stringify(world.github.requests),
      pulls: JSON.stringify(world.github.state.pulls),
      model: JSON.stringify(world.studio.requests.map(({ path, body }) => ({ path, body }))),
    };
    expect(findLeaksIn(places, ALL)).toEqual([]);
  });

  test('writes none into commit messages and names of refs', async () => {
    const places = {
      messages: await world.github.git.git('log', '--all', '--format=%an %ae %cn %s %b'),
      refs: [...(await world.github.git.refs()).keys()].join('\n'),
    };
    expect(findLeaksIn(places, ALL)).toEqual([]);
    const slug = PLANTED['token in the task'].toLowerCase().slice('glpat-'.length);
    expect(places.refs).not.toContain(slug);
  });

  test('keeps none in its state folder; what is in the repository is in its slots alone', async () => {
    expect(findLeaksIn(await filesBelow(world.state), KNOWN)).toEqual([]);
    const kept = await filesBelow(world.state, (path) => /(?:^|\/)slots$/.test(path));
    expect(Object.keys(kept).length).toBeGreaterThan(1);
    expect(findLeaksIn(kept, ALL)).toEqual([]);
  });

  test('leaves the code as it was: a mask in a prompt is none in a commit', async () => {
    const [pull] = world.github.state.pulls;
    const lib = await world.github.git.git('show', `${pull?.head}:src/lib.rs`);
    expect(findLeaks(lib, PLANTED)).toEqual(['token in the code', 'key of AWS', 'secret key of AWS']);
    expect(lib).not.toContain('***');
  });

  test('leaves the configuration of the checkout as it was', async () => {
    const config = await readFile(join(world.checkout, '.git', 'config'), 'utf8');
    expect(findLeaks(config, KNOWN)).toEqual(['persisted token']);
  });
});
