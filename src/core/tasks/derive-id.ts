import { createHash } from 'node:crypto';

const LONGEST = 40;
const FILLER = new Set(['a', 'an', 'the', 'of', 'to', 'in', 'for', 'and', 'with', 'on', 'that', 'is', 'be']);

/**
 * The id of a task that carries none: a slug of its own title, so it stays the same when other tasks are added,
 * moved or ticked. A cut slug, and a title with few ASCII letters, carries a hash of the whole title.
 * @param title the cleaned title, possibly empty
 * @returns `[a-z0-9-]+`, at most 45 characters, fit for a branch name
 */
export function deriveId(title: string): string {
  if (title === '') return 'untitled';
  const words = title
    .slice(0, 400)
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !FILLER.has(word));
  let slug = '';
  let used = 0;
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, LONGEST) : `${slug}-${word}`;
    if (longer.length > LONGEST) break;
    slug = longer;
    used += 1;
  }
  const complete = used === words.length && title.length <= 400 && isMostlyAscii(title);
  if (complete && slug !== '' && /[a-z]/.test(slug)) return slug;
  const hash = createHash('sha256').update(title).digest('hex').slice(0, 4);
  return slug === '' ? `task-${hash}` : `${slug}-${hash}`;
}

function isMostlyAscii(title: string): boolean {
  return !/\p{L}/u.test(title.replace(/[\u0020-\u024f\s]+/g, ''));
}

/** Makes ids unique in order of appearance: the second `1.2` becomes `1.2-2`. Letter case does not tell ids apart. */
export class UniqueIds {
  private readonly taken = new Map<string, number>();

  take(id: string): string {
    let candidate = id;
    let count = this.taken.get(id.toLowerCase()) ?? 0;
    while (this.taken.has(candidate.toLowerCase())) {
      count += 1;
      candidate = `${id}-${count}`;
    }
    this.taken.set(id.toLowerCase(), Math.max(count, 1));
    if (candidate !== id) this.taken.set(candidate.toLowerCase(), 1);
    return candidate;
  }
}
