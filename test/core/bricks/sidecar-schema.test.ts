import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { gatherFacts } from '../../../src/core/artifacts/gather-facts.ts';
import { parseSidecar, printSidecar, type Sidecar } from '../../../src/core/bricks/sidecar.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', '..', 'docs', 'schemas', 'brick-sidecar.schema.json');
const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

function sidecarOf(semantic: Sidecar['semantic']): Sidecar {
  const about = { path: '/bin/ls', kind: 'file' } as const;
  const { facts } = gatherFacts(readFileSync('/bin/ls'), { about, deep: true });
  return {
    format: 'openspec-complete-sidecar',
    version: 1,
    source: { path: '/bin/ls', kind: 'file', size: 1, sha256: 'a'.repeat(64) },
    folded_at: '2026-01-01T00:00:00.000Z',
    tool: { name: 'openspec-complete', version: '0.1.0' },
    brick: { side: 256, order: 8, compressed: false, entropy: 1, bricks: 1 },
    parts: [],
    parts_total: 0,
    left_out: [],
    left_out_total: 0,
    facts,
    semantic,
  };
}

const NOTE = { severity: 'low', text: 'x', offset: 0, size: 1 } as const;

test.each<Sidecar['semantic']>([
  { state: 'unanalysed' },
  { state: 'unanalysed', why: 'no model was asked', security: [NOTE] },
  {
    state: 'analysed',
    summary: 'x',
    kind: 'command',
    components: [],
    security: [NOTE],
    tags: ['x'],
    confidence: 1,
    next_step: 'x',
    model: 'x',
    dropped: 0,
    analysed_at: 'x',
  },
])('a sidecar that is $state keeps to the published schema, and comes back as it was', (semantic) => {
  const sidecar = sidecarOf(semantic);
  expect(validate(JSON.parse(printSidecar(sidecar))), JSON.stringify(validate.errors)).toBe(true);
  expect(parseSidecar(printSidecar(sidecar))).toEqual(sidecar);
});

test('what is no sidecar keeps to neither', () => {
  const other = { ...sidecarOf({ state: 'unanalysed' }), semantic: { state: 'analysed', summary: 1 } };
  expect(validate(other)).toBe(false);
  expect(parseSidecar(JSON.stringify(other))).toBeUndefined();
});
