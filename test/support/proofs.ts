import type { Proof } from '../../src/core/pulls/proof.ts';
import type { Task } from '../../src/core/tasks/task.ts';
import type { Attempt } from '../../src/core/verdicts/attempt.ts';
import { GATE_NAMES, type GateResult } from '../../src/core/verdicts/gate.ts';

/** A task as the parser reads it. */
export function someTask(over: Partial<Task> = {}): Task {
  return {
    id: '1.2',
    change: 'add-greeting',
    file: 'openspec/changes/add-greeting/tasks.md',
    line: 7,
    done: false,
    marker: ' ',
    section: ['1. Greeting'],
    text: '1.2 Add `greet(name)` to `src/lib.rs`',
    title: 'Add `greet(name)` to `src/lib.rs`',
    details: [],
    mentions: { files: ['src/lib.rs'], code: ['greet(name)'] },
    kind: 'code',
    commands: [],
    optional: false,
    parallel: false,
    ...over,
  };
}

export function someGates(over: Partial<Record<GateResult['gate'], Partial<GateResult>>> = {}): GateResult[] {
  const summaries: Partial<Record<GateResult['gate'], string>> = {
    format: '1 file formatted',
    check: '0 errors, 2 warnings as before',
    compiled: '1 of 1 changed files',
    placeholders: 'none found',
    'tests-kept': '4 tests kept',
    clippy: 'no new warnings',
    tests: '5 passed, 0 failed',
    validate: 'no command applies',
  };
  // The others stand only where something asks for them.
  return GATE_NAMES.filter((gate) => summaries[gate] !== undefined).map((gate, place) => ({
    gate,
    result: gate === 'validate' ? 'skipped' : 'passed',
    summary: summaries[gate] ?? '',
    feedback: '',
    milliseconds: 120 * place,
    ...over[gate],
  }));
}

export function someAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    round: 1,
    reply: 'edits',
    filesChanged: ['src/lib.rs'],
    gates: someGates(),
    errorsByCode: [],
    promptTokens: 812,
    completionTokens: 140,
    firstTokenMilliseconds: 420,
    modelMilliseconds: 5200,
    tokensPerSecond: 29.3,
    ...over,
  };
}

/** The proof of a task that needed two rounds. */
export function someProof(over: Partial<Proof> = {}): Proof {
  return {
    task: someTask(),
    taskUrl: 'https://github.com/acme/shell/blob/0f1e2d/openspec/changes/add-greeting/tasks.md#L7',
    valid: true,
    gates: someGates(),
    profile: 'general',
    model: {
      key: 'qwen2.5-coder-14b-instruct',
      endpointKind: 'lm-studio',
      architecture: 'qwen2',
      quantization: 'Q4_K_M',
      format: 'gguf',
      contextLoaded: 8192,
      contextMax: 32768,
      runtimeName: 'llama.cpp',
      runtimeVersion: '1.52.0',
      temperature: 0.2,
    },
    attempts: [
      someAttempt({
        gates: someGates({ check: { result: 'failed', summary: '3 new errors' } }),
        errorsByCode: [
          ['E0308', 2],
          ['', 1],
        ],
      }),
      someAttempt({ round: 2, promptTokens: 1104, completionTokens: 96, modelMilliseconds: 3900 }),
    ],
    scenarios: [
      { requirement: 'Greeting', scenario: 'A name is greeted', tests: ['greeter::tests::greets_by_name'] },
      { requirement: 'Greeting', scenario: 'An empty name', tests: [] },
    ],
    risks: ['public API change: `pub fn greet` added in src/lib.rs'],
    warnings: [],
    compileLog: '    Checking greeter v0.1.0\n    Finished `dev` profile in 0.31s\n',
    testLog: 'running 5 tests\ntest tests::greets_by_name ... ok\n\ntest result: ok. 5 passed; 0 failed\n',
    toolchain: { rustc: 'rustc 1.95.0', cargo: 'cargo 1.95.0' },
    tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    base: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
    head: '89abcdef0123456789abcdef0123456789abcdef',
    wallMilliseconds: 64_000,
    reportPath: '.openspec-complete/report.json',
    ...over,
  };
}
