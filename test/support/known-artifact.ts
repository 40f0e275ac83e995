import type { KnownArtifact } from '../../src/core/analysis/known-names.ts';
import type { Findings } from '../../src/core/artifacts/gather-facts.ts';

const FINDINGS: Findings = {
  facts: {
    format: 'elf',
    properties: { architecture: 'x86-64', needed: 'libc.so.6', entry: '0x6180', relro: 'partial' },
    sections: [
      { name: '.text', offset: 0x1000, size: 0x800 },
      { name: '.rodata', offset: 0x2000, size: 0x100 },
    ],
    symbols: [{ name: 'parse_header', offset: 0x1040, size: 64 }],
    imports: [{ name: 'strcpy', offset: 0x300, size: 6 }],
    strings: [
      { name: '/etc/greeter.conf', offset: 0x2010, size: 17 },
      { name: 'see https://example.org/greeter for help', offset: 0x2030, size: 40 },
      { name: 'fixed CVE-2023-1111', offset: 0x2060, size: 19 },
    ],
  },
  places: [{ name: 'relro', offset: 64, size: 56 }],
  notes: [{ severity: 'low', text: 'From the facts: it imports strcpy', offset: 0x300, size: 6 }],
};

/** What is known of a little program that greets. */
export const GREETER: KnownArtifact = {
  findings: FINDINGS,
  parts: [],
  paths: ['bin/greeter', '/usr/bin/greeter'],
};

/** A good answer about {@link GREETER}, with what is changed of it. */
export function greeterAnswer(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    summary: 'Prints a greeting. It reads /etc/greeter.conf with parse_header.',
    kind: 'command' as const,
    components: ['parse_header', 'libc.so.6'],
    security: [
      {
        severity: 'medium' as const,
        text: 'parse_header may overflow its buffer by strcpy.',
        evidence: 'strcpy',
      },
    ],
    tags: ['CLI tool', 'cli-tool', 'Greeting!'],
    confidence: 0.8,
    next_step: 'objdump -d bin/greeter',
    ...changes,
  };
}
