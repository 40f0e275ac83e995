import { createHash } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import type { ClaimHolder } from '../../core/claims/claim-record.ts';
import { describeSelf, type Holder, stateOf } from '../machine/holder.ts';

type ClaimProcess = NonNullable<ClaimHolder['process']>;

/** This process as a claim tells it: everybody can read a claim, so that names of machines are only hashes. */
export async function describeProcess(): Promise<ClaimProcess> {
  return concealed(await describeSelf());
}

/**
 * Whether the process of a claim ran on this machine, since its last start, and is known to run no more. Machines may
 * have the same name: one that differs in anything else may be another, and nothing is known of it.
 */
export async function hasProcessEnded(process: ClaimProcess): Promise<boolean> {
  const here = await describeProcess();
  if (process.host !== here.host || process.boot !== here.boot) return false;
  return (await stateOf(process, here)) === 'dead';
}

function concealed({ pid, started, host, boot, namespace }: Holder): Holder {
  // Without /proc nothing is unique to this start of this machine; its network cards come near.
  const machine = boot === '' ? `${host} ${addresses().join(' ')}` : host;
  return { pid, started, host: hash(machine), boot: hash(boot), namespace: hash(namespace) };
}

function addresses(): readonly string[] {
  const cards = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return [...new Set(cards.filter(({ internal }) => !internal).map(({ mac }) => mac))].sort();
}

function hash(text: string): string {
  return createHash('sha256').update(`openspec-complete ${text}`).digest('hex').slice(0, 16);
}
