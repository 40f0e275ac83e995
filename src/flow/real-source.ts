import { Fault } from '../core/fault.ts';
import type { FoundryWorld } from './foundry-world.ts';

/**
 * The path of a source without links. It is judged as it is written before anything is looked up, so that nobody learns
 * what is there and what is not, and once more without its links. Throws `source-refused`, `artifact-missing`.
 */
export async function realSource(
  { sources, locate, refuse }: Pick<FoundryWorld, 'sources' | 'locate' | 'refuse'>,
  source: string,
): Promise<string> {
  const judge = (path: string): string => {
    const why = refuse(path);
    if (why !== undefined) throw new Fault('source-refused', `${source}, ${why},`);
    return path;
  };
  return judge(await sources.real(judge(locate(source))));
}
