import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeSelf, type Holder, stateOf } from './holder.ts';

/** A process in the name of a file: machine, its start and PID namespace as 8 hex digits each, number, start. */
export const PROCESS_NAME = '[0-9a-f]{24}-\\d+-\\d+';

/** The name of this process. */
export async function nameOfProcess(): Promise<string> {
  const { host, boot, namespace, pid, started } = await self();
  return `${host}${boot}${namespace}-${pid}-${started || 0}`;
}

/** Whether the process of a {@link PROCESS_NAME} is known to run no more: it was one of this machine and container. */
export async function isKnownToHaveEnded(name: string): Promise<boolean> {
  const here = await self();
  // Without /proc nobody knows when a process started, and every number is taken for alive.
  if (here.started === '') return false;
  const [place = '', pid, started = ''] = name.split('-');
  const [host = '', boot = '', namespace = ''] = place.match(/.{8}/g) ?? [];
  return (await stateOf({ host, boot, namespace, pid: Number(pid), started }, here)) === 'dead';
}

let me: Promise<Holder> | undefined;

/** Machines may have the same name, and folders may be on a network: their ids differ. */
async function self(): Promise<Holder> {
  me ??= Promise.all([describeSelf(), readFile('/etc/machine-id', 'utf8').catch(() => '')]).then(
    ([holder, machine]) => ({
      ...holder,
      host: hash(`${holder.host} ${machine}`),
      boot: hash(holder.boot),
      namespace: hash(holder.namespace),
    }),
  );
  return await me;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
