import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReply } from '../../../src/core/replies/parse-reply.ts';
import { watchAnswer } from '../../../src/core/replies/watch-answer.ts';

const T = '```';
const context = { knownPaths: new Set(['src/lib.rs', 'src/main.rs', 'README.md']) };
/** Feeds an answer as a server streams it; the text at which it was stopped, and why. */
function stream(answer: string, { chunk = 7, texts = new Map<string, string>() } = {}) {
  const look = watchAnswer({ ...context, texts });
  for (let end = chunk; end < answer.length + chunk; end += chunk) {
    const text = answer.slice(0, end);
    const reason = look(text);
    if (reason !== undefined) return { reason, text };
  }
  return undefined;
}
const problemOf = (text: string) => {
  const reply = parseReply(text, { ...context, finish: 'stopped' });
  return reply.kind === 'problem' ? reply.problem : reply.kind;
};
const code = (lines: number) =>
  Array.from(
    { length: lines },
    (_, at) => `pub fn step_${at}(x: u32) -> u32 {\n    x.wrapping_mul(${at + 3})\n}`,
  ).join('\n');
const prose = (length: number) => {
  let text = '';
  for (let at = 0; text.length < length; at++)
    text += `Point ${at} of ${at * 7} is that the borrow of part ${at % 13} ends. `;
  return text;
};

describe('an answer that cannot become an edit is stopped', () => {
  test.each<[string, string, string, string]>([
    [
      'code left out of a file',
      `${T}rust src/lib.rs\n${code(3)}\n// ... rest of the file ...\n${code(300)}\n${T}`,
      'it leaves code out',
      'elided',
    ],
    [
      'code left out under a heading',
      `I add it.\n\n### src/lib.rs\n${T}rust\n// existing code here\n${code(300)}\n${T}`,
      'it leaves code out',
      'elided',
    ],
    [
      'a loop',
      `${T}rust src/lib.rs\n${'    println!("again and again");\n'.repeat(400)}`,
      'repeated',
      'looping',
    ],
    [
      'a refusal',
      `I'm sorry, but I can't assist with that request. ${prose(3_000)}`,
      'it refuses',
      'no-code',
    ],
    ['prose without end', `The plan is this. ${prose(60_000)}`, 'it talks', 'no-code'],
    [
      'Python',
      `${T}python\n${Array.from({ length: 400 }, (_, at) => `def step_${at}(x):\n    return x * ${at}`).join('\n')}\n${T}`,
      'another language',
      'no-code',
    ],
  ])('%s', (_, answer, reason, problem) => {
    const stopped = stream(answer);
    expect(stopped?.reason).toContain(reason);
    expect(stopped?.text.length).toBeLessThan(answer.length * 0.9);
    expect(problemOf(stopped?.text ?? '')).toBe(problem);
  });
});

describe('an answer that may still become an edit goes on', () => {
  const good = `${T}rust src/lib.rs\n${code(60)}\n${T}`;
  test.each<[string, string]>([
    ['a file', good],
    ['a file after two sentences', `I add the steps. Nothing else changes.\n\n${good}`],
    [
      'reasoning with sketches in it',
      `<think>\n${T}rust src/lib.rs\n// ... existing code ...\n${T}\n${prose(30_000)}</think>\n${good}`,
    ],
    [
      'reasoning that no tag opens',
      `Okay, so I need steps.\n${T}rust src/lib.rs\n// ... existing code ...\n${T}\n${prose(40_000)}\n</think>\n${good}`,
    ],
    ['long reasoning that no tag opens', `Okay, the user wants steps. ${prose(30_000)}\n</think>\n${good}`],
    [
      'a channel of reasoning',
      `<|channel|>analysis<|message|>${prose(2_000)}// ...\n<|channel|>final<|message|>${good}`,
    ],
    [
      'SEARCH/REPLACE blocks',
      `src/lib.rs\n${T}rust\n<<<<<<< SEARCH\nfn a() {}\n=======\nfn b() {}\n>>>>>>> REPLACE\n${T}`,
    ],
    [
      'a snippet that leaves out, beside the file',
      `${good}\n\nUse it so:\n${T}rust\n// ...\nstep_1(2);\n${T}`,
    ],
    ['Python to compare with', `It was:\n${T}python\ndef step(x):\n    return x\n${T}\n${good}`],
    [
      'an apology',
      `I'm sorry, but I cannot see the whole file, so I write a new one. ${prose(700)}\n${good}`,
    ],
    [
      'comments that only look so',
      `${T}rust src/lib.rs\n// the rest of the bytes belong to the body\n${code(9)}\n/// ... and so on\npub fn last() {}\n${T}`,
    ],
    ['a documented loop of code', `${T}rust src/lib.rs\n${'//\n'.repeat(40)}${code(20)}\n${T}`],
  ])('%s', (_, answer) => {
    expect(stream(answer)).toBeUndefined();
  });

  test('a comment that stood in the file before', () => {
    const texts = new Map([['src/lib.rs', '// ...\nfn a() {}\n']]);
    const answer = `${T}rust src/lib.rs\n// ...\nfn b() {}\n${T}`;
    expect(stream(answer, { texts })).toBeUndefined();
    expect(stream(answer)?.reason).toContain('leaves code out');
  });
});

test('a second try after a broken connection is looked at afresh', () => {
  const look = watchAnswer(context);
  expect(look(`${T}rust src/lib.rs\n${code(5)}\n`)).toBeUndefined();
  expect(look(`${T}rust src/lib.rs\n`)).toBeUndefined();
  expect(look(`${T}rust src/lib.rs\n// rest unchanged\n`)).toContain('leaves code out');
});

test('whatever is stopped is a problem when it is read, in chunks of any size', () => {
  const piece = fc.constantFrom(
    `${T}rust src/lib.rs\n`,
    `${T}\n`,
    `${T}python\n`,
    '// ...\n',
    'fn a() {}\n',
    '<think>\n',
    '</think>\n',
    'src/main.rs\n',
    '<<<<<<< SEARCH\n',
    '=======\n',
    '>>>>>>> REPLACE\n',
    prose(900),
    'I cannot help with this. ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 400 }), (pieces, chunk) => {
      const stopped = stream(pieces.join(''), { chunk });
      if (stopped) expect(parseReply(stopped.text, { ...context, finish: 'stopped' }).kind).toBe('problem');
    }),
    { numRuns: 150 },
  );
});
