import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseComment } from '../../src/core/commands/parse-comment.ts';
import { hostileText } from '../support/hostile-text.ts';
import { type Fuzzed, fuzzed } from './fuzzed.ts';

const WORDS = [
  ...[
    '/complete',
    '/Complete',
    '/completes',
    '/complete\u00a0',
    ' /complete',
    '> /complete',
    '`/complete`',
    '/\u200bcomplete',
  ],
  ...[
    'help',
    'status',
    'retry',
    'HELP',
    'add-greeting',
    'add#1.2',
    '1.2',
    '#',
    'a#',
    '1.2,1.3',
    '`1.2`',
    '../../x',
    '.git',
  ],
  ...[
    '--model',
    '--model=gpt',
    '--order',
    '--order=stacked',
    '--dry-run',
    '--dry-run=false',
    '\u2014dry-run',
    '--base=main',
    '--sandbox=off',
    '--config=x',
  ],
  ...[
    '--model=$(id)',
    '--model=\u001b[31m',
    '--token',
    '--',
    '--=',
    '```',
    '~~~',
    '<!--',
    '-->',
    '@octocat',
    'Closes #1',
  ],
  ...['\n', '\n', '\r\n', '\n\n', '\u2028', '\u0085', '\t', '\u202e', '\u{e0041}', 'x'.repeat(300)],
];
const word = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...WORDS) }, hostileText(3));
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', '', '\n')), { maxLength: 24 })
  .map((words) => words.map((pair) => pair.join('')).join(''));
const place = fc.constantFrom('issue' as const, 'pull' as const);
const OPTIONS = new Set(['model', 'order', 'dryRun']);
const ORDERS = new Set([undefined, 'stacked', 'frontier', 'independent']);
const HIDDEN = /(?!\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Whatever a person, or somebody who claims to be one, writes in a comment. */
export const COMMENT_GRAMMAR: readonly Fuzzed[] = [
  fuzzed(
    'a command has the options it may have and nothing else, and nothing hidden',
    fc.property(text, place, (said, where) => {
      const parsed = parseComment(said, where);
      assert.deepEqual(parseComment(said, where), parsed);
      if (parsed.kind === 'wrong') return assert.ok(parsed.problem.length < 300);
      if (parsed.kind === 'none') return;
      const { command } = parsed;
      assert.doesNotMatch(JSON.stringify(command), HIDDEN);
      if (command.kind === 'help') return;
      if ('names' in command) {
        const names = [...command.names.changes, ...command.names.tasks];
        assert.ok(names.length <= 120 && names.every((name) => name.length <= 401 && !/\s/.test(name)));
      } else assert.ok(where === 'pull' && command.said.length <= 8000);
      if (command.kind === 'status') return;
      for (const option of Object.keys(command.options)) assert.ok(OPTIONS.has(option), option);
      assert.ok(ORDERS.has(command.options.order));
      assert.ok((command.options.model ?? '').length <= 200);
    }),
  ),
  fuzzed(
    'a command stands at the very start of a line',
    fc.property(text, place, (said, where) => {
      const quoted = said.replace(/^|(?<=[\n\r])/g, '> ');
      assert.equal(parseComment(quoted, where).kind, 'none');
      assert.equal(parseComment(said.replaceAll('/', '\\/'), where).kind, 'none');
    }),
  ),
  fuzzed(
    'code and HTML comments command nothing',
    fc.property(text, place, (said, where) => {
      // What is taken out may bring together another one.
      const inner = said.replace(/`{3}|~{3}|-->/g, ' ');
      assert.equal(parseComment(`\`\`\`\n${inner}\n\`\`\`\n`, where).kind, 'none');
      assert.equal(parseComment(`<!--\n${inner}\n-->\n`, where).kind, 'none');
    }),
  ),
];
