import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import type { Task } from '../../../src/core/tasks/task.ts';
import { tickTask } from '../../../src/core/tasks/tick-task.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function parse(content: string): readonly Task[] {
  return parseTasks('c', [{ path: 'tasks.md', content }]).tasks;
}

function tickLine(content: string, line = 1): string {
  const tasks = parse(content).filter((task) => task.line === line);
  const result = tickTask(bytesOf(content), tasks);
  return result.kind === 'ticked' ? textOf(result.bytes) : result.why;
}

test.each([
  ['- [ ] 1.1 a\r\n- [ ] 1.2 b\r\n', '- [x] 1.1 a\r\n- [ ] 1.2 b\r\n'],
  ['\ufeff- [ ] a', '\ufeff- [x] a'],
  ['- [] a\n', '- [x] a\n'],
  ['\t*\t[\t]\ta\n', '\t*\t[x]\ta\n'],
  ['3) [  ] a', '3) [x ] a'],
  ['- [\u00a0] a', '- [x] a'],
  ['- [~] a', '- [x] a'],
  ['- [ ✅ ] a', '- [ x ] a'],
  ['- [ ]a', '- [x]a'],
])('ticking %j gives %j', (before, after) => {
  expect(tickLine(before)).toBe(after);
});

test('bytes that are no UTF-8 stay as they are elsewhere in the file', () => {
  const [task] = parse('first\n- [ ] a\n');
  const head = Uint8Array.of(0xff, 0xfe, 0x0a);
  const result = tickTask(new Uint8Array([...head, ...bytesOf('- [ ] a\n'), 0xc3]), task ? [task] : []);
  expect(result).toEqual({
    kind: 'ticked',
    bytes: new Uint8Array([...head, ...bytesOf('- [x] a\n'), 0xc3]),
  });
});

test('a line that is no longer the open box of the task is refused, and nothing is ticked', () => {
  const [task] = parse('- [ ] 1.1 Add the flag\n');
  const tasks = task ? [task] : [];
  expect(tickTask(bytesOf('- [x] 1.1 Add the flag\n'), tasks)).toMatchObject({ why: 'done', line: 1 });
  expect(tickTask(bytesOf('- [ ] 1.1 Add the flags\n'), tasks)).toMatchObject({ why: 'other-task' });
  expect(tickTask(bytesOf('# 1.1 Add the flag\n'), tasks)).toMatchObject({ why: 'gone' });
  expect(tickTask(bytesOf(''), tasks)).toMatchObject({ why: 'gone' });
  expect(tickLine('- [ ](x) a')).toBe('link');
});

test('one refused box leaves the boxes before it alone', () => {
  const tasks = parse('- [ ] a\n  - [ ] b\n');
  expect(tickTask(bytesOf('- [ ] a\n  - [x] b\n'), tasks)).toEqual({ kind: 'refused', line: 2, why: 'done' });
});

test('a tick changes the bytes of one box and makes exactly that task done, in every fixture', () => {
  for (const name of readdirSync('test/fixtures/openspec')) {
    const bytes = new Uint8Array(readFileSync(`test/fixtures/openspec/${name}`));
    const before = parse(textOf(bytes));
    for (const task of before.filter((other) => !other.done)) {
      const result = tickTask(bytes, [task]);
      if (result.kind === 'refused') {
        expect([name, result.why]).toEqual(['links.md', 'link']);
        continue;
      }
      const done = parse(textOf(result.bytes)).filter((other) => other.done);
      expect(done.map((other) => other.line)).toEqual(
        before.filter((other) => other.done || other === task).map((other) => other.line),
      );
      expect(Math.abs(result.bytes.length - bytes.length)).toBeLessThanOrEqual(2);
    }
  }
});

test('ticking a task with its nested ones ticks each once, whatever surrounds them', () => {
  const around = fc
    .string({ unit: 'binary', maxLength: 20 })
    .map((text) => text.replace(/[-*+\d[\]\n]/g, ''));
  fc.assert(
    fc.property(around, around, fc.constantFrom('\n', '\r\n'), (top, tail, end) => {
      const content = `${top}${end}- [ ] 1.1 parent${end}  - [] child${end}${end}- [ ] 1.2 other ${tail}`;
      const tasks = parse(content).slice(0, 2);
      const result = tickTask(bytesOf(content), tasks);
      const wanted = content.replace('- [ ] 1.1', '- [x] 1.1').replace('- []', '- [x]');
      expect(result.kind === 'ticked' && textOf(result.bytes)).toBe(textOf(bytesOf(wanted)));
    }),
  );
});
