import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseComment } from '../../../src/core/commands/parse-comment.ts';
import { hostileText } from '../../support/hostile-text.ts';

const onIssue = (text: string) => parseComment(text, 'issue');
const named = (text: string) => {
  const parsed = onIssue(text);
  if (parsed.kind !== 'command' || parsed.command.kind === 'help' || parsed.command.kind === 'revise')
    return parsed;
  return parsed.command.names;
};
const NONE = { kind: 'none' };
const EVERYTHING = { kind: 'command', command: { kind: 'complete', names: { changes: [], tasks: [] } } };

describe('a command', () => {
  test.each([
    ['/complete', { changes: [], tasks: [] }],
    ['/complete add-greeting', { changes: ['add-greeting'], tasks: [] }],
    ['/complete add-greeting 1.2 1.3', { changes: [], tasks: ['add-greeting#1.2', 'add-greeting#1.3'] }],
    ['/complete add-greeting 1.2, 1.3', { changes: [], tasks: ['add-greeting#1.2', 'add-greeting#1.3'] }],
    ['/complete add-greeting#1.2', { changes: [], tasks: ['add-greeting#1.2'] }],
    ['/complete `add-greeting#1.2` and two#1', { changes: [], tasks: ['add-greeting#1.2', 'two#1'] }],
    ['/complete add-greeting say-hello', { changes: [], tasks: ['add-greeting#say-hello'] }],
    ['/complete 1.2', { changes: [], tasks: ['1.2'] }],
    ['/Complete   add-greeting\t1.2  ', { changes: [], tasks: ['add-greeting#1.2'] }],
    ['/complete status add-greeting', { changes: ['add-greeting'], tasks: [] }],
    ['/complete retry add-greeting 1.2', { changes: [], tasks: ['add-greeting#1.2'] }],
  ])('%j names %j', (text, names) => {
    expect(named(text)).toEqual(names);
  });

  test.each([
    ['Thanks!\r\n\r\n/complete\r\nbye', EVERYTHING],
    ['\ufeff\u200b\u202e/com\u200dplete\u2069', EVERYTHING],
    ['> /complete other\n/complete', EVERYTHING],
    ['```\n/complete other\n```\n/complete', EVERYTHING],
    ['a ` stray backtick\n/complete', EVERYTHING],
    [`${'prose '.repeat(10_000)}\n/complete`, EVERYTHING],
    ['```x``` inline\n/complete', EVERYTHING],
  ])('%j is found at the start of a line', (text, expected) => {
    expect(onIssue(text)).toMatchObject(expected);
  });

  test('has options in any place, also where a phone made a dash of the hyphens', () => {
    for (const text of [
      '/complete --model qwen/qwen3 one --order frontier --dry-run',
      '/complete one \u2014model=qwen/qwen3 --order=Frontier --dry-run=true',
    ])
      expect(onIssue(text)).toEqual({
        kind: 'command',
        command: {
          kind: 'complete',
          names: { changes: ['one'], tasks: [] },
          options: { model: 'qwen/qwen3', order: 'frontier', dryRun: true },
        },
      });
  });

  test('help, status and retry stand for themselves', () => {
    expect(onIssue('/complete HELP me')).toEqual({ kind: 'command', command: { kind: 'help' } });
    expect(onIssue('/complete status')).toMatchObject({ command: { kind: 'status' } });
    expect(onIssue('/complete retry --model x')).toMatchObject({
      command: { kind: 'retry', options: { model: 'x' } },
    });
  });

  test('of several only the first counts', () => {
    expect(named('/complete one\n/complete two')).toEqual({ changes: ['one'], tasks: [] });
  });
});

test.each([
  ['in a line', 'please /complete this'],
  ['behind a space', ' /complete'],
  ['as a longer word', '/completed\n/complete-all\n/complete: one\n/complete/one'],
  ['in a quote', '> /complete\n>> /complete'],
  ['in inline code', '`/complete` and\n``\n/complete\n`` too'],
  ['in a fence', '```sh\n/complete one\n```\n~~~~\n```\n/complete\n~~~~'],
  ['in a fence that is never closed', 'see\n```\n/complete'],
  ['in an indented block', '    /complete'],
  ['in an HTML comment', '<!--\n/complete\n-->\n<!-- a --> <!--\n/complete'],
  ['in an HTML comment that only hidden characters seem to end', '<!--\n--\u200b>\n/complete\n-->'],
  ['in a code block that only hidden characters seem to end', '```\n``\u200b`\n/complete\n```'],
  ['in a list', '- /complete\n* /complete\n1. /complete'],
  ['nowhere', ''],
])('a mention %s is no command', (_where, text) => {
  expect(onIssue(text)).toEqual(NONE);
});

describe('what cannot be understood is told with what would be', () => {
  test.each([
    ['/complete one --modle x', 'there is no option `--modle` (did you mean `--model`?)'],
    ['/complete --verbose', 'there is no option `--verbose`; there are --model, --order, --dry-run'],
    ['/complete --model', '`--model` needs a value'],
    ['/complete --model --dry-run', '`--model` needs a value'],
    ['/complete --order sideways', '`--order` is one of stacked, frontier, independent'],
    ['/complete --dry-run=maybe', '`--dry-run` takes no value, or `true` or `false`'],
    ['/complete #12', 'a task is written `change#1.2`'],
    ['/complete one#', 'a task is written `change#1.2`'],
    [`/complete ${'x'.repeat(60_000)}`, 'one of the names is far too long'],
    [
      `/complete ${'please '.repeat(9_000)}`,
      'a command names at most 60 changes and tasks; other words belong on lines of their own',
    ],
  ])('case %#', (text, problem) => {
    expect(onIssue(text)).toEqual({ kind: 'wrong', problem });
  });

  test('on a pull request a single word that is nearly a command is one', () => {
    expect(parseComment('/complete halp', 'pull')).toEqual({
      kind: 'wrong',
      problem: 'I do not know that word (did you mean `/complete help`?)',
    });
  });
});

describe('on a pull request', () => {
  const said = (text: string) => parseComment(text, 'pull');

  test('everything else is said about it, code blocks and the words before the command too', () => {
    expect(said('Nice, but:\n/complete --model m use an iterator\n```rust\nlet a = 1;\n```\n')).toEqual({
      kind: 'command',
      command: {
        kind: 'revise',
        said: 'Nice, but:\nuse an iterator\n```rust\nlet a = 1;\n```',
        options: { model: 'm' },
      },
    });
  });

  test('nothing may be said', () => {
    expect(said('/complete')).toMatchObject({ command: { kind: 'revise', said: '' } });
  });

  test('a long remark is cut', () => {
    expect(said(`/complete ${'word '.repeat(12_000)}`)).toMatchObject({
      command: { said: expect.stringMatching(/^.{8000}$/) },
    });
  });

  test('status and retry are what they are on an issue', () => {
    expect(said('/complete status')).toMatchObject({ command: { kind: 'status' } });
    expect(said('/complete retry')).toMatchObject({ command: { kind: 'retry' } });
  });
});

test('hostile text is read without harm, and a command never comes from a line that does not begin with one', () => {
  const place = fc.constantFrom('issue' as const, 'pull' as const);
  const text = fc
    .array(
      fc.oneof(hostileText(), fc.constantFrom('/complete', '\n', '\n/complete ', '\n> ', '`', '```\n')),
      {
        maxLength: 20,
      },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, place, (written, where) => {
      const parsed = parseComment(written, where);
      if (parsed.kind !== 'none') expect(/^\P{L}*\/complete(?:\s|$)/imu.test(written)).toBe(true);
      if (parsed.kind === 'wrong') expect(parsed.problem.length).toBeLessThan(300);
    }),
  );
});

test('a comment of the longest size is read in linear time', () => {
  const hostile = ['`', '``', '~~~', '<!--', '\n', '/complete ', '```\n'].map((piece) =>
    piece.repeat(65_536 / piece.length),
  );
  for (const text of hostile) expect(parseComment(text, 'issue')).toBeDefined();
});
