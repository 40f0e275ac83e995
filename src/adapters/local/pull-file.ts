import { parse } from 'yaml';
import { z } from 'zod';
import type { Pull, PullText } from '../../ports/pulls.ts';

/** What a file says of its pull request. */
export type PullFile = PullText & Pick<Pull, 'state'>;

const frontShape = z.object({
  title: z.string(),
  branch: z.string(),
  base: z.string(),
  draft: z.boolean().default(false),
  state: z.enum(['open', 'closed', 'merged']).default('open'),
  labels: z.array(z.string()).default([]),
  reviewers: z.array(z.string()).default([]),
});
const FRONT = /^---\r?\n(.*?)\r?\n---\r?\n\r?\n?/s;

/** Front part in YAML (every value JSON, which YAML includes), then the body as it is. */
export function printPullFile({
  title,
  branch,
  base,
  draft,
  state,
  labels,
  reviewers,
  body,
}: PullFile): string {
  const front = Object.entries({ title, branch, base, draft, state, labels, reviewers });
  const lines = front.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}`;
}

/** Undefined for a file that is no pull request, or whose front part was edited beyond reading. */
export function parsePullFile(text: string): PullFile | undefined {
  const front = FRONT.exec(text);
  if (!front) return undefined;
  try {
    const said = frontShape.safeParse(parse(front[1] ?? '')).data;
    return said && { ...said, body: text.slice(front[0].length) };
  } catch {
    return undefined; // Not YAML.
  }
}
