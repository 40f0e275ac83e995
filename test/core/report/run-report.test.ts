import { expect, test } from 'vitest';
import { secretMasker } from '../../../src/core/policy/mask-secrets.ts';
import type { Settings } from '../../../src/core/policy/settings.ts';
import { printRunReport, type RunReport, runReport } from '../../../src/core/report/run-report.ts';
import { someOutcomes } from '../../support/outcomes.ts';
import { someProof } from '../../support/proofs.ts';

const settings: Settings = {
  changes: [],
  tasks: [],
  model: {
    urls: ['http://localhost:1234/v1'],
    apiKey: 'hunter2hunter2',
    fallback: { url: 'https://far.example/v1', key: 'big', apiKey: 'sk-far-away' },
    stallSeconds: 600,
    temperature: 0.2,
  },
  control: { dsn: 'postgres://ada:sesame@db/control', storePrompts: false },
  order: 'stacked',
  unit: 'task',
  maxTasks: 5,
  maxOpenPulls: 10,
  maxRounds: 4,
  candidates: 1,
  tests: 'off',
  onFailure: 'draft',
  branchPrefix: 'openspec/',
  labels: ['openspec-complete'],
  sandbox: 'auto',
  timeoutMinutes: 120,
  dryRun: false,
  policy: {
    validate: [],
    allow: [],
    deny: [],
    allowDependencies: [],
    models: { default: [], byProfile: {} },
    rules: '',
    features: [],
    packages: [],
    limits: { cargoSeconds: 600, memoryMegabytes: 8192, fileMegabytes: 1024, processes: 512 },
    skip: [],
    commits: 'git',
    foundry: { sources: [], megabytes: 50 },
    labels: [],
    reviewers: [],
  },
};
const log = `${'warning: x\n'.repeat(50_000)}-----BEGIN RSA PRIVATE KEY-----\nkey hunter2hunter2 ghp_${'x1'.repeat(18)}`;
const report = (): RunReport =>
  runReport({
    runId: '77',
    startedAt: new Date('2026-11-20T10:00:00Z'),
    endedAt: new Date('2026-11-20T10:01:35Z'),
    settings,
    model: someProof().model,
    outcomes: someOutcomes(),
    proofs: [someProof({ compileLog: log })],
    effort: { sandboxMilliseconds: 1, modelMilliseconds: 2, ownMilliseconds: 3, peakMemoryMebibytes: 80 },
  });

test('a report tells every task, its attempts and the whole log', () => {
  const read = report();
  expect(read.run).toEqual({
    id: '77',
    startedAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:01:35.000Z',
    milliseconds: 95_000,
    dryRun: false,
  });
  expect(read.totals).toMatchObject({ completed: 1, failed: 1, skipped: 2, blocked: 1, rounds: 3 });
  expect(read.tasks.map(({ task, outcome, why }) => [task, outcome, why])).toEqual([
    ['1.2', 'completed', undefined],
    ['1.3', 'failed', undefined],
    ['1.4', 'blocked', 'earlier-task'],
    ['2.1', 'skipped', 'manual'],
  ]);
  expect(read.tasks[0]).toMatchObject({
    status: 'opened',
    pull: { number: 41 },
    attempts: [{ round: 1 }, { round: 2 }],
  });
  expect(read.tasks[0]?.proof?.compileLog).toBe(log);
  expect(read.tasks[0]?.proof?.profile).toBe('general');
  expect(read.tasks[1]).not.toHaveProperty('proof');
});

test('a printed report is JSON without a secret in it', () => {
  const text = printRunReport(report(), secretMasker(['hunter2hunter2']));
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain('ghp_');
  const read = JSON.parse(text);
  expect(read.settings.model).toEqual({
    urls: ['http://localhost:1234/v1'],
    fallback: { url: 'https://far.example/v1', key: 'big' },
    stallSeconds: 600,
    temperature: 0.2,
  });
  expect(read.tasks[0].proof.compileLog).toContain('warning: x\nwarning: x');
});

test('neither the keys of the servers nor the address of the control plane are in a report', () => {
  const text = printRunReport(report(), (one) => one);
  expect(text).toContain('https://far.example/v1');
  expect(text).not.toMatch(/sk-far-away|sesame/);
});
