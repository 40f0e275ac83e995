import { describe, expect, test } from 'vitest';
import { createLiveProgress } from '../../../src/adapters/system/live-progress.ts';
import { createPlainProgress } from '../../../src/adapters/system/plain-progress.ts';
import type { ProgressEvent } from '../../../src/ports/progress.ts';

const story: readonly ProgressEvent[] = [
  { kind: 'task', task: 'c#1.1', title: 'Add\n::error::it', index: 1, count: 2 },
  { kind: 'stage', task: 'c#1.1', stage: 'ask', round: 1, text: 'round 1' },
  { kind: 'tick', task: 'c#1.1', stage: 'ask', text: '12 characters' },
  { kind: 'tick', task: 'c#1.1', stage: 'ask', text: '40 characters' },
  { kind: 'outcome', task: 'c#1.1', outcome: 'completed', text: 'opened #7' },
];

describe('plain progress', () => {
  test('prints every stage, and of a long wait one line now and then', () => {
    const lines: string[] = [];
    let now = 0;
    const progress = createPlainProgress({
      print: (line) => lines.push(line),
      now: () => now,
      tickEvery: 15,
    });
    for (const event of story) {
      now += event.kind === 'tick' ? 10 : 0;
      progress.emit(event);
    }
    expect(lines).toEqual([
      '[1/2] c#1.1: Add ::error::it',
      '      ask       round 1',
      '      ask       40 characters',
      '      completed opened #7',
    ]);
  });
});

describe('live progress', () => {
  test('redraws what is going on, cut to the width, and keeps what happened', () => {
    const writes: string[] = [];
    const progress = createLiveProgress({ write: (text) => writes.push(text), columns: 24 });
    for (const event of story) progress.emit(event);
    const erase = '\r\u001b[2K';
    expect(writes).toEqual([
      '[1/2] c#1.1: Add ::error::it\n',
      '      ask       round 1\n',
      '      ask       12 char',
      `${erase}      ask       40 char`,
      `${erase}      completed opened #7\n`,
    ]);
  });
});
