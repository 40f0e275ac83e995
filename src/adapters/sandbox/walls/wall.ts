import type { SandboxCommand, SandboxRun } from '../../../ports/sandbox.ts';
import type { Scene } from './scene.ts';

/**
 * One wall of the sandbox, and an attempt to break it from inside. Attempts must do no harm where the wall is down: they
 * look, write empty files into folders of their own, and use bounded amounts for a second.
 */
export interface Wall {
  readonly wall: string;
  /** What cannot be done while the wall holds; said when it was tried in vain. */
  readonly detail: string;
  /**
   * A line for `sh`. It prints what it could do; `held` as its whole output says that nothing worked, so that a line
   * which could not even be tried proves nothing. The scene's places are in variables, see scene.ts.
   */
  readonly attempt: string;
  /** A limit that most machines do not have without being set up for it, and that others stand in for. */
  readonly mayBeWeaker?: true;
  /** What puts the wall up where it is down for a reason of the machine. */
  readonly fix?: string;
  readonly command?: Partial<Pick<SandboxCommand, 'frozenTarget' | 'timeoutSeconds'>>;
  /** Where the end of the run tells more than its output: what worked, undefined when nothing did. */
  readonly broken?: (run: SandboxRun, scene: Scene) => Promise<string | undefined> | string | undefined;
}

/** What `broken` says when there is nothing but the output to go by. */
export function brokenByOutput(run: SandboxRun): string | undefined {
  const said = run.stdout.trim();
  if (said === 'held') return undefined;
  if (said !== '') return said.split('\n')[0];
  if (run.timedOut) return 'the attempt did not end';
  return `the attempt could not be made (${run.stderr.trim().split('\n')[0] || `exit code ${run.exitCode}`})`;
}
