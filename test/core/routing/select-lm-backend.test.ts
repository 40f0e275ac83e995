import { expect, test } from 'vitest';
import type { EndpointState, ProbeState } from '../../../src/core/routing/endpoint-state.ts';
import { printRouting } from '../../../src/core/routing/print-routing.ts';
import type { RoutingRequest } from '../../../src/core/routing/routing.ts';
import { selectLmBackend } from '../../../src/core/routing/select-lm-backend.ts';

const FALLBACK = { endpoint: 'remote' };

interface Known {
  readonly fault?: 'model-unreachable' | 'model-missing' | 'model-refused-key' | 'model-none-loaded';
  readonly loaded?: boolean;
  readonly context?: number;
  readonly age?: number;
  readonly latency?: number;
}

/** An endpoint that was probed just now; `null`: never. */
function at(endpoint: string, known: Known | null = {}, own: Partial<EndpointState> = {}): EndpointState {
  const probe: ProbeState | undefined = known
    ? {
        ageMilliseconds: known.age ?? 0,
        latencyMilliseconds: known.latency ?? 5,
        found: known.fault
          ? { fault: known.fault }
          : { loaded: known.loaded ?? true, context: known.context },
      }
    : undefined;
  return {
    ...{ endpoint, probe, breaker: { kind: 'closed', failures: 0 }, outstanding: 0, slots: 4 },
    ...own,
  };
}

const OPEN = (until: number) => ({ breaker: { kind: 'open', failures: 3, until } }) as const;
const TRIAL = { breaker: { kind: 'half-open', failures: 3 } } as const;

type Row = readonly [string, readonly EndpointState[], Partial<RoutingRequest>, string];

const TABLE: readonly Row[] = [
  ['nobody was asked yet: the first is looked at', [at('a', null), at('b', null)], {}, 'probe a'],
  ['a healthy idle one needs no look at the others', [at('a'), at('b', null)], {}, 'use a'],
  ['a busy one does: another may be idle', [at('a', {}, { outstanding: 1 }), at('b', null)], {}, 'probe b'],
  ['the least busy one', [at('a', {}, { outstanding: 2 }), at('b', {}, { outstanding: 1 })], {}, 'use b'],
  [
    'busy is measured by slots',
    [at('a', {}, { outstanding: 2, slots: 8 }), at('b', {}, { outstanding: 1, slots: 1 })],
    {},
    'use a',
  ],
  ['of equals the preferred one', [at('a'), at('b')], { preferred: 'b' }, 'use b'],
  ['of equals the one with the model loaded', [at('a', { loaded: false }), at('b')], {}, 'use b'],
  ['of equals the earlier one', [at('a'), at('b')], {}, 'use a'],
  [
    'the host of the conversation, though another is idle',
    [at('a', {}, { outstanding: 4 }), at('b')],
    { sticky: 'a' },
    'use a',
  ],
  [
    'another, when the host of the conversation failed this call',
    [at('a', {}, { failed: 'model-failed' }), at('b')],
    { sticky: 'a' },
    'use b',
  ],
  ['another, when its breaker is open', [at('a', {}, OPEN(9)), at('b')], { sticky: 'a' }, 'use b'],
  ['a stale look is repeated before it counts', [at('a', { age: 31_000 })], {}, 'probe a'],
  ['a look at the age limit still counts', [at('a', { age: 30_000 })], {}, 'use a'],
  ['a stale fault is looked at again', [at('a', { fault: 'model-unreachable', age: 31_000 })], {}, 'probe a'],
  [
    'one that is down is passed over',
    [at('a', { fault: 'model-unreachable' }), at('b')],
    { fallback: FALLBACK },
    'use b',
  ],
  ['one without the model is passed over', [at('a', { fault: 'model-missing' }), at('b')], {}, 'use b'],
  [
    'one with too small a context is passed over',
    [at('a', { context: 4_096 }), at('b', { context: 8_192 })],
    { contextNeeded: 5_000 },
    'use b',
  ],
  ['an unknown context may do', [at('a')], { contextNeeded: 5_000 }, 'use a'],
  [
    'the host that the prompt was made for is asked whatever its context is now',
    [at('a', { context: 4_096 })],
    { contextNeeded: 5_000, preferred: 'a' },
    'use a',
  ],
  ['a slow one only when there is no quicker one', [at('a', { latency: 2_001 }), at('b')], {}, 'use b'],
  ['a slow one rather than the fallback', [at('a', { latency: 2_001 })], { fallback: FALLBACK }, 'use a'],
  ['one on trial may be asked', [at('a', {}, TRIAL)], { fallback: FALLBACK }, 'use a'],
  ['but by one call only', [at('a', {}, { ...TRIAL, outstanding: 1 })], { fallback: FALLBACK }, 'fallback'],
  [
    'the fallback, when all are down',
    [at('a', { fault: 'model-unreachable' })],
    { fallback: FALLBACK },
    'fallback',
  ],
  ['the fallback, when all breakers are open', [at('a', {}, OPEN(9))], { fallback: FALLBACK }, 'fallback'],
  ['the fallback, when LM Studio is switched off', [], { fallback: FALLBACK }, 'fallback'],
  [
    'the fallback, when every endpoint failed this call',
    [at('a', {}, { failed: 'model-stalled' })],
    { fallback: FALLBACK },
    'fallback',
  ],
  [
    'no fallback for a model that every endpoint lacks: the name is wrong',
    [at('a', { fault: 'model-missing' }), at('b', { fault: 'model-missing' })],
    { fallback: FALLBACK },
    'none a',
  ],
  [
    'a fallback that failed this call is not asked again',
    [at('a', { fault: 'model-unreachable' })],
    { fallback: { ...FALLBACK, failed: 'model-unreachable' } },
    'none a',
  ],
  [
    'without a fallback an open breaker is the last resort',
    [at('a', {}, OPEN(9)), at('b', {}, OPEN(5))],
    {},
    'use b',
  ],
  ['which is looked at first when little is known', [at('a', null, OPEN(9))], {}, 'probe a'],
  ['and not used when it is down', [at('a', { fault: 'model-unreachable' }, OPEN(9))], {}, 'none a'],
  [
    'nothing usable: the endpoint with the least wrong is told',
    [
      at('a', { fault: 'model-unreachable' }),
      at('b', { fault: 'model-none-loaded' }),
      at('c', { fault: 'model-refused-key' }),
    ],
    {},
    'none b',
  ],
  ['nothing at all', [], {}, 'none undefined'],
];

test.each(TABLE)('%s', (_what, endpoints, request, expected) => {
  const routing = selectLmBackend({
    endpoints,
    freshMilliseconds: 30_000,
    slowMilliseconds: 2_000,
    ...request,
  });
  const { kind } = routing;
  const name = kind === 'fallback' ? '' : ` ${kind === 'none' ? routing.least : routing.endpoint}`;
  expect(`${kind}${name}`).toBe(expected);
});

test('every endpoint has its reason, with a stable code', () => {
  const endpoints = [
    at('a', { fault: 'model-unreachable' }),
    at('b', {}, OPEN(9)),
    at('c', { context: 10 }),
    at('d', {}, { outstanding: 3 }),
    at('e', {}, { outstanding: 1 }),
    at('f', {}, { failed: 'model-failed' }),
  ];
  const routing = selectLmBackend({
    endpoints,
    ...{ contextNeeded: 20, freshMilliseconds: 30_000, slowMilliseconds: 2_000 },
  });
  if (routing.kind === 'probe') throw new Error('everything is known');
  expect(routing.reasons.map(({ endpoint, code }) => `${endpoint} ${code}`)).toEqual([
    'a model-unreachable',
    'b breaker-open',
    'c context-small',
    'd busier',
    'e healthy',
    'f model-failed',
  ]);
  expect(printRouting(routing)).toMatch(/^e; a model-unreachable \(.*; e healthy \(1 of 4 slots busy\)/);
});
