import { plainName } from './plain-name.ts';

/** `<prefix>foundry/<task id>`: the branch of a FoundryTask. Ids that git would not take get a name of their own. */
export function foundryBranch(prefix: string, id: string): string {
  return `${prefix}foundry/${plainName(id)}`;
}
