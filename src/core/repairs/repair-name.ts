import type { Repair } from './repair.ts';

/** What a repair is called in few words: the code it answers, else what was done. */
export function repairName({ kind, code }: Pick<Repair, 'kind' | 'code'>): string {
  return code || (kind === 'module' ? 'mod declared' : 'syntax');
}
