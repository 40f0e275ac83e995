import type { Sidecar } from '../../src/core/bricks/sidecar.ts';

/** Of /bin/ls, with facts and what a model said. */
export const SOME_SIDECAR = {
  format: 'openspec-complete-sidecar',
  version: 1,
  source: { path: '/bin/ls', kind: 'file', size: 65_536, sha256: '0'.repeat(64) },
  folded_at: '2026-11-20T10:00:00Z',
  tool: { name: 'openspec-complete', version: '0.1.0' },
  brick: { side: 256, order: 8, compressed: false, entropy: 4, bricks: 1 },
  parts: [],
  parts_total: 0,
  left_out: [],
  left_out_total: 0,
  facts: {
    format: 'elf',
    properties: { architecture: 'x86-64' },
    sections: [{ name: '.text', offset: 64, size: 100 }],
    imports: [{ name: 'strcpy', offset: 80, size: 6 }],
    symbols: [{ name: 'main', offset: 70, size: 8 }],
  },
  semantic: {
    state: 'analysed',
    summary: 'Lists files.',
    kind: 'executable',
    components: [],
    security: [{ severity: 'low', text: 'old', offset: 64, size: 4 }],
    tags: ['coreutils'],
    confidence: 0.9,
    next_step: 'ls --help',
    model: 'qwen',
    analysed_at: '2026-11-20T10:00:00Z',
  },
} satisfies Sidecar;
