import { expect, test } from 'vitest';
import { secretMasker } from '../../../src/core/policy/mask-secrets.ts';
import { maskStrings } from '../../../src/core/policy/mask-strings.ts';
import { pullBody } from '../../../src/core/pulls/pull-body.ts';
import { someProof, someTask } from '../../support/proofs.ts';

const mask = secretMasker(['hunter2hunter2']);

test('every string of a nested value is masked, the rest stays', () => {
  const date = new Date(0);
  expect(
    maskStrings({ a: ['x hunter2hunter2', 1, null], b: { c: 'plain', d: date, e: undefined } }, mask),
  ).toEqual({
    a: ['x ***', 1, null],
    b: { c: 'plain', d: date, e: undefined },
  });
});

test('a masked proof gives a body without the secret, marker and logs included', () => {
  const leaky = someProof({
    task: someTask({ title: 'use hunter2hunter2', change: 'hunter2hunter2' }),
    compileLog: `${'x\n'.repeat(40_000)}hunter2hunter2`,
    toolchain: { rustc: 'hunter2hunter2', cargo: '' },
  });
  const body = pullBody(maskStrings(leaky, mask), 'f');
  const marker = Buffer.from(/state ([\w-]+) -->/.exec(body)?.[1] ?? '', 'base64url').toString();
  expect(body).not.toContain('hunter2');
  expect(marker).toContain('***');
  expect(marker).not.toContain('hunter2');
});
