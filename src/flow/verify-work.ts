import type { Run } from './run.ts';
import { runVerifyTask } from './run-verify-task.ts';
import type { Work, Workplace } from './work.ts';

/** Proves a `verify` task by its commands; no model is asked. */
export async function verifyWork({ job, lease }: Workplace, run: Run): Promise<Work> {
  const { task, start } = job;
  const text = `running ${task.commands.map((line) => `\`${line}\``).join(', ') || 'nothing: the task names no command'}`;
  run.progress.emit({ kind: 'stage', task: `${task.change}#${task.id}`, stage: 'judge', round: 0, text });
  const end = await runVerifyTask(run.shell, lease, {
    commit: start.commit,
    commands: task.commands,
    signal: run.signal,
  });
  const nothing = { changes: new Map(), attempts: [], risks: [], passedTests: [], errors: [] };
  if (end.kind === 'proved') return { ...nothing, verdict: end.verdict };
  const milliseconds = 0;
  const gate = {
    gate: 'validate',
    result: 'failed',
    summary: end.reason,
    feedback: end.reason,
    milliseconds,
  } as const;
  return {
    ...nothing,
    failure: end.reason,
    verdict: {
      valid: false,
      gates: [gate],
      errorsByCode: [],
      newWarnings: 0,
      compileLog: end.log,
      testLog: '',
      feedback: end.reason,
      testsPassed: 0,
      testsFailed: 0,
    },
  };
}
