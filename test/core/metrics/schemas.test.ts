import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallFacts } from '../../../src/core/metrics/call-facts.ts';
import { type ExportSet, exportSet } from '../../../src/core/metrics/export-set.ts';
import { sortedJson } from '../../../src/core/metrics/sorted-json.ts';
import {
  NO_CALLS,
  UPSTREAM_EXPORTS,
  UPSTREAM_FACTS,
  UPSTREAM_NOW,
  weekOf,
} from '../../support/upstream-week.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'schemas');
const namesOf = (pattern: RegExp) => readdirSync(FOLDER).filter((name) => pattern.test(name));
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
const schemas = new Map(
  namesOf(/^lm_/).map((name) => [
    name.replace('.schema.json', '.json'),
    ajv.compile(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))),
  ]),
);

/** What is wrong with a file as it is written. */
function faultsOf(name: string, content: unknown): readonly string[] {
  const validate = schemas.get(name);
  if (!validate) return [`no schema for ${name}`];
  validate(JSON.parse(sortedJson(content)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

const faultsOfAll = (files: ExportSet) =>
  Object.entries(files).flatMap(([name, content]) => faultsOf(name, content));

const known = (facts: CallFacts) =>
  exportSet(
    { kind: 'known', facts },
    { kind: 'known', facts: [{ ...{ appName: 'x', windowDays: 7 }, ...LIMITS }] },
    UPSTREAM_NOW,
  );
const LIMITS = { maxRequests: 1, maxTokens: 1, usedRequests: 0, usedTokens: 9 };

test('every export has its schema, and no export that is not written has one', () => {
  expect([...schemas.keys()].toSorted()).toEqual(Object.keys(known(NO_CALLS)).toSorted());
});

test('what is exported holds: a real week, a quiet one, a healthy one, the journal off', () => {
  const off = { kind: 'off', error: 'no-journal' } as const;
  for (const files of [
    known(UPSTREAM_FACTS),
    known(NO_CALLS),
    known(weekOf(1000, 20)),
    exportSet(off, off, UPSTREAM_NOW),
  ])
    expect(faultsOfAll(files)).toEqual([]);
});

test("upstream's own files hold", () => {
  const { usage, health, insights, indicator } = UPSTREAM_EXPORTS;
  expect(faultsOf('lm_usage_7d.json', usage)).toEqual([]);
  expect(faultsOf('lm_health_7d.json', health)).toEqual([]);
  expect(faultsOf('lm_insights_7d.json', insights)).toEqual([]);
  expect(faultsOf('lm_indicator.json', indicator)).toEqual([]);
});

test('whatever rows hold, what is exported holds', () => {
  const number = fc.oneof(fc.nat(), fc.double(), fc.integer());
  const facts: fc.Arbitrary<CallFacts> = fc.record({
    days: fc.array(
      fc.record({
        date: fc.constant('2025-11-27'),
        calls: fc.nat(),
        successful: fc.nat(),
        failed: fc.nat(),
        tokensPrompt: fc.integer(),
        tokensCompletion: fc.integer(),
        latencyMilliseconds: number,
      }),
    ),
    byLmStudio: fc.integer(),
    byRemote: fc.integer(),
    fellBack: number,
    budgetRefused: fc.integer(),
    troubles: fc.dictionary(fc.string(), fc.integer()),
    recent: fc.array(
      fc.record({ createdAt: fc.constant(UPSTREAM_NOW), type: fc.string(), reason: fc.string() }),
      { maxLength: 20 },
    ),
  });
  fc.assert(
    fc.property(facts, (one) => {
      expect(faultsOfAll(known(one))).toEqual([]);
    }),
  );
});

test.each([
  ['a further key', { note: 'x' }],
  ['an unknown status', { status: 'unknown' }],
  ['a status that its reason contradicts', { status: 'healthy' }],
  ['a rate above 1', { error_rate: 1.5 }],
  ['a threshold that is not the one of 0.2', { error_rate: 0.19 }],
  ['calls that are no whole number', { total_calls: 0.5 }],
])('an indicator with %s does not hold', (_, change) => {
  expect(faultsOf('lm_indicator.json', { ...UPSTREAM_EXPORTS.indicator, ...change })).not.toEqual([]);
});
