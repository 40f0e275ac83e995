import type { Sandbox } from '../../src/ports/sandbox.ts';
import { machineSandbox } from './rust-slot.ts';

/** The machine's sandbox that keeps so many bytes of every output, whatever is asked for. */
export async function forgetfulSandbox(outputBytes: number): Promise<Sandbox> {
  const sandbox = await machineSandbox();
  return {
    name: sandbox.name,
    inside: (command) => sandbox.inside(command),
    run: (command) => sandbox.run({ ...command, outputBytes }),
  };
}
