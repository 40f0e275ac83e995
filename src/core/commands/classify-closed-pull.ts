import { z } from 'zod';
import { parseMarker } from '../pulls/marker.ts';

export type ClassifiedPull =
  | { readonly kind: 'refresh'; readonly merged: string }
  | { readonly kind: 'nothing'; readonly reason: string };

const end = z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() });
const pullEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int().positive(),
    merged: z.boolean().nullish(),
    body: z.string().nullish(),
    head: end,
    base: end,
  }),
});

/**
 * A merged pull request of this program: what builds on its branch is brought up to date. Its own are those with the
 * branch prefix or the marker, from the repository itself. The payload:
 * docs.github.com/webhooks/webhook-events-and-payloads#pull_request
 */
export function classifyClosedPull(payload: unknown, branchPrefix: string): ClassifiedPull {
  const nothing = (reason: string): ClassifiedPull => ({ kind: 'nothing', reason });
  const parsed = pullEvent.safeParse(payload);
  if (!parsed.success) return nothing('the pull request event has no pull request');
  const { action, pull_request: pull } = parsed.data;
  const name = `pull request #${pull.number}`;
  if (action !== 'closed') return nothing(`${name} was ${action}, and only closed ones matter`);
  if (!pull.head.repo || pull.head.repo.full_name !== pull.base.repo?.full_name)
    return nothing(`${name} is from a fork`);
  if (!pull.head.ref.startsWith(branchPrefix) && parseMarker(pull.body ?? '') === undefined)
    return nothing(`${name} is not one of this program`);
  if (pull.merged !== true) return nothing(`${name} was closed without merging: a no, which is remembered`);
  return { kind: 'refresh', merged: pull.head.ref };
}
