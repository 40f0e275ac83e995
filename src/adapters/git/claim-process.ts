import { createHash } from 'node:crypto';
import type { ClaimHolder } from '../../core/claims/claim-record.ts';
import { describeSelf, type Holder, stateOf } from './holder.ts';

type ClaimProcess = NonNullable<ClaimHolder['process']>;

/** This process as a claim tells it: everybody can read a claim, so that names of machines are only hashes. */
export async function describeProcess(): Promise<ClaimProcess> {
  return concealed(await describeSelf());
}

/** Whether the process of a claim ran on this machine and is known to run no more. */
export async function hasProcessEnded(process: ClaimProcess): Promise<boolean> {
  return (await stateOf(process, await describeProcess())) === 'dead';
}

function concealed({ pid, started, host, boot, namespace }: Holder): Holder {
  return { pid, started, host: hash(host), boot: hash(boot), namespace: hash(namespace) };
}

function hash(text: string): string {
  return createHash('sha256').update(`openspec-complete ${text}`).digest('hex').slice(0, 16);
}
