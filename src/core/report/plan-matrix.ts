import type { Task } from '../tasks/task.ts';

/** The output `plan`: what `strategy.matrix` takes. */
export interface PlanMatrix {
  readonly include: readonly {
    /** `1/3`, for the input `shard`. */
    readonly shard: string;
    /** `change#1.2`; names that would make the output too long are left out, the shard works on them all the same. */
    readonly tasks: readonly string[];
  }[];
}

/**
 * UTF-16 units: GitHub takes outputs of a job up to 1 MB, counted in UTF-16
 * (docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#outputs-for-docker-container-and-javascript-actions).
 */
const LONGEST = 400_000;

/** The parts of a split as a matrix. Empty ones are left out: a job for them would do nothing. */
export function planMatrix(parts: readonly (readonly Pick<Task, 'change' | 'id'>[])[]): PlanMatrix {
  let room = LONGEST;
  const include = parts.flatMap((part, index) => {
    if (part.length === 0) return [];
    const tasks: string[] = [];
    for (const { change, id } of part) {
      const name = `${change}#${id}`;
      room -= JSON.stringify(name).length + 1;
      if (room < 0) break;
      tasks.push(name);
    }
    return [{ shard: `${index + 1}/${parts.length}`, tasks }];
  });
  return { include };
}
