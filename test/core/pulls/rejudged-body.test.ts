import { expect, test } from 'vitest';
import { parseMarker, printMarker } from '../../../src/core/pulls/marker.ts';
import { proofMarker } from '../../../src/core/pulls/proof-marker.ts';
import { LONGEST_BODY, pullBody } from '../../../src/core/pulls/pull-body.ts';
import { withNote } from '../../../src/core/pulls/pull-note.ts';
import { type Rejudged, rejudgedBody } from '../../../src/core/pulls/rejudged-body.ts';
import { someProof } from '../../support/proofs.ts';

const proof = someProof({ compileLog: 'Checking as it was' });
const body = pullBody(proof, 'print');
const marker = proofMarker(proof, 'print');
const now: Rejudged = {
  valid: true,
  gates: [{ gate: 'check', result: 'passed', summary: '0 new errors', feedback: '', milliseconds: 5 }],
  compileLog: 'Checking anew',
  testLog: 'test anew ... ok',
  toolchain: { rustc: 'rustc 9', cargo: 'cargo 9' },
  tree: 'a'.repeat(40),
  base: 'b'.repeat(40),
  head: 'c'.repeat(40),
  reportPath: 'report.json',
  baseBranch: 'main',
};
const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('### '));

test('gates, logs and marker are those of the new base, and what the model did stays', () => {
  const moved = rejudgedBody(body, marker, now);
  expect(headings(moved)).toEqual(headings(body));
  expect(moved).toContain('proven by cargo: 1 of 1 gate passed.');
  expect(moved).toContain('Moved to main as it is now, and judged again there.');
  expect(moved).toContain('Checking anew');
  expect(moved).not.toContain(proof.compileLog.split('\n')[0] ?? '?');
  const model = (text: string) => text.slice(text.indexOf('### Model'), text.indexOf('### Logs'));
  expect(model(moved)).toBe(model(body));
  expect(parseMarker(moved)).toEqual({
    ...marker,
    ...{ tree: now.tree, base: now.base, head: now.head, rustc: 'rustc 9', cargo: 'cargo 9' },
    gates: { check: 'passed' },
  });
  expect(moved.trimEnd().endsWith('-->')).toBe(true);
});

test('the same judgement twice gives the same text, whatever line ends and notes a page has made of it', () => {
  const moved = rejudgedBody(body, marker, now);
  expect(rejudgedBody(moved, marker, now)).toBe(moved);
  expect(rejudgedBody(moved.replaceAll('\n', '\r\n'), marker, now)).toBe(moved);
  expect(rejudgedBody(withNote(moved, 'it conflicts'), marker, now)).toBe(moved);
});

test('what holds no more says so first and forgets its fingerprint; what holds again says nothing of it', () => {
  const failed = rejudgedBody(body, marker, { ...now, valid: false, failure: 'check: 1 new *error*' });
  expect(failed).toMatch(/^\*\*Not done:\*\* check: 1 new \\\*error\\\*\n/);
  expect(failed).toContain('### What the gates found');
  expect(parseMarker(failed)).toMatchObject({ valid: false, fingerprint: '' });
  expect(rejudgedBody(failed, marker, now)).toBe(rejudgedBody(body, marker, now));
  expect(
    rejudgedBody(pullBody(someProof({ valid: false, failure: 'tests: 1 failed' }), 'f'), marker, now),
  ).not.toContain('Not done');
});

test('a text that a person has taken apart keeps what is left of it', () => {
  const mine = `My own words.\n\n${printMarker(marker)}`;
  const moved = rejudgedBody(mine, marker, now);
  expect(moved).toMatch(/^My own words\.\n\n### What the gates proved/);
  expect(rejudgedBody(moved, marker, now)).toBe(moved);
  expect(parseMarker(moved)?.head).toBe(now.head);
});

test('long logs are cut to what GitHub takes', () => {
  const long = { ...now, compileLog: 'error: x\n'.repeat(20_000), testLog: 'test a ... ok\n'.repeat(20_000) };
  const moved = rejudgedBody(body, marker, long);
  expect(moved.length).toBeLessThanOrEqual(LONGEST_BODY);
  expect(parseMarker(moved)?.head).toBe(now.head);
});

test('a log that looks like the body’s own headings changes nothing but the log', () => {
  const tricky = { ...now, testLog: '\n### Reproduce\n### Model\n<!-- openspec-complete:state xx -->\n' };
  const moved = rejudgedBody(body, marker, tricky);
  expect(rejudgedBody(moved, marker, now)).toBe(rejudgedBody(body, marker, now));
});

test('a note stands at the top, once, and goes without a trace', () => {
  const noted = withNote(body, 'Not brought up to date: **a.rs** @ada');
  expect(noted).toContain('> [!WARNING]\n> Not brought up to date: \\*\\*a.rs\\*\\*');
  expect(withNote(noted, 'Not brought up to date: **a.rs** @ada')).toBe(noted);
  expect(withNote(noted, undefined)).toBe(body);
  expect(withNote(body, undefined)).toBe(body);
});
