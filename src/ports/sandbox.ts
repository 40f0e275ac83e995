/** A program to run where it can harm nothing. */
export interface SandboxCommand {
  /** Program and arguments; the program is looked up on the sandbox's own PATH. */
  readonly argv: readonly [string, ...string[]];
  /** Host path of the worktree slot, visible inside at `tree`. */
  readonly tree: string;
  /** Whether the program may write into the tree. */
  readonly writableTree: boolean;
  /**
   * For programs that are the judged code itself: nothing in the target folder can be changed, or the next build would
   * believe what they left there. `tmp` in it is private memory.
   */
  readonly frozenTarget?: boolean;
  /** Host path of the slot's own cargo target folder. */
  readonly target: string;
  /** Working folder, relative to the tree. */
  readonly cwd: string;
  /** Added to the sandbox's own minimal environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutSeconds: number;
  /** Bytes kept of each output stream, where a verdict depends on all of it. */
  readonly outputBytes?: number;
  readonly signal?: AbortSignal;
}

/** How a sandboxed program ended. Output is capped; `truncated` says that something was cut from the middle. */
export interface SandboxRun {
  /** null when it was killed. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly milliseconds: number;
}

/** Runs foreign code with no network, no tokens, a private /tmp and HOME and a read-only system. */
export interface Sandbox {
  readonly name: 'bwrap' | 'off';
  /** Paths as a program inside sees them, to map them back: {@link SandboxCommand.tree} and target. */
  readonly inside: (command: Pick<SandboxCommand, 'tree' | 'target'>) => {
    readonly tree: string;
    readonly target: string;
  };
  /** Ends of the program are data; throws `sandbox-missing` only when the sandbox itself cannot start. */
  run(command: SandboxCommand): Promise<SandboxRun>;
}
