import { z } from 'zod';
import { classifyClosedPull } from './classify-closed-pull.ts';
import { type ClassifiedComment, classifyComment } from './classify-comment.ts';

/** What a workflow run is asked to do. */
export type Trigger =
  /** The named changes and tasks. */
  | { readonly kind: 'complete'; readonly changes: readonly string[]; readonly tasks: readonly string[] }
  /** The next open tasks of all changes. */
  | { readonly kind: 'sweep' }
  /** The open tasks that are new between two commits; `before` undefined: everything is. */
  | { readonly kind: 'push'; readonly before: string | undefined; readonly after: string }
  /** Its own open pull requests are brought up to date; `merged` is the branch that was merged just now. */
  | { readonly kind: 'refresh'; readonly merged?: string }
  | ClassifiedComment
  | { readonly kind: 'nothing'; readonly reason: string };

const names = z
  .string()
  .nullish()
  .transform((text) =>
    (text ?? '')
      .split(/[\n,]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const pushEvent = z.object({
  ref: z.string(),
  before: z.string().regex(/^[0-9a-f]{40,64}$/),
  after: z.string().regex(/^[0-9a-f]{40,64}$/),
  forced: z.boolean().optional(),
  deleted: z.boolean().optional(),
});
const dispatchEvent = z.object({
  inputs: z.object({ change: names, task: names }).nullish(),
  client_payload: z.object({ change: names, task: names }).nullish(),
});

/** What an event is held against. */
export interface EventPlace {
  /** The branch the run targets, without `refs/heads/`. */
  readonly base: string;
  readonly branchPrefix: string;
}

/** Payloads: docs.github.com/webhooks/webhook-events-and-payloads. Never throws, whatever the payload is. */
export function classifyEvent(name: string, payload: unknown, place: EventPlace): Trigger {
  switch (name) {
    case 'push':
      return classifyPush(payload, place.base);
    case 'issue_comment':
      return classifyComment(payload);
    case 'pull_request':
    case 'pull_request_target':
      return classifyClosedPull(payload, place.branchPrefix);
    case 'workflow_dispatch':
    case 'repository_dispatch':
      return classifyDispatch(payload);
    case 'schedule':
      // Its actor is merely whoever edited the cron line last, so it is not asked for.
      return { kind: 'sweep' };
    default:
      return { kind: 'nothing', reason: `the event "${name}" starts nothing` };
  }
}

function classifyDispatch(payload: unknown): Trigger {
  const event = dispatchEvent.safeParse(payload);
  const asked = event.success ? (event.data.inputs ?? event.data.client_payload) : undefined;
  const [changes, tasks] = [asked?.change ?? [], asked?.task ?? []];
  return changes.length === 0 && tasks.length === 0
    ? { kind: 'sweep' }
    : { kind: 'complete', changes, tasks };
}

function classifyPush(payload: unknown, base: string): Trigger {
  const event = pushEvent.safeParse(payload);
  if (!event.success) return { kind: 'nothing', reason: 'the push event has no ref, before and after' };
  const { ref, before, after, forced, deleted } = event.data;
  if (ref !== `refs/heads/${base}`)
    return { kind: 'nothing', reason: `the push was to ${ref}, not to ${base}` };
  if (deleted || /^0+$/.test(after)) return { kind: 'nothing', reason: 'the branch was deleted' };
  return { kind: 'push', before: forced || /^0+$/.test(before) ? undefined : before, after };
}
