import { Fault } from '../core/fault.ts';
import type { EndpointHealth, ServerHealth } from '../ports/model.ts';

/** One line of the doctor: what was looked at, whether it is well, and the fix when it is not. */
export interface HealthLine {
  readonly part: 'lm' | 'db' | 'sandbox' | 'git' | 'toolchain';
  readonly ok: boolean;
  readonly text: string;
  /** The end of `text` when it is not well: what the user can do about it. */
  readonly fix?: string;
  /** Exit code that a run would end with because of it; 0 when well. */
  readonly exit: number;
}

/** The upstream shape of `health lm` (facts: control plane, section e). */
export interface LmHealth {
  readonly ok: boolean;
  readonly mode: 'lm_ready' | 'lm_off';
  readonly details: {
    readonly endpoint: string;
    readonly errors: readonly string[];
    /** Beyond upstream: every endpoint of the pool and the fallback, where there are several. */
    readonly endpoints?: readonly EndpointHealth[];
  };
}

/** `lm_ready` only when a run could start now. */
export function lmHealth(health: ServerHealth): LmHealth {
  const ok = health.status === 'healthy';
  return {
    ok,
    mode: ok ? 'lm_ready' : 'lm_off',
    details: {
      endpoint: health.endpoint,
      errors: health.errors,
      ...(health.endpoints && health.endpoints.length > 1 ? { endpoints: health.endpoints } : {}),
    },
  };
}

/** Runs one look; a fault becomes its line, a bug is left alone. */
export async function lookAt(part: HealthLine['part'], look: () => Promise<string>): Promise<HealthLine> {
  try {
    return { part, ok: true, text: await look(), exit: 0 };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { part, ok: false, text: error.message, fix: error.fix, exit: error.exit };
  }
}
