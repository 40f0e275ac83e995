import { z } from 'zod';

/** What a workflow run is asked to do. */
export type Trigger =
  /** The named changes and tasks, or when none is named the next open tasks. */
  | { readonly kind: 'complete'; readonly changes: readonly string[]; readonly tasks: readonly string[] }
  /** The open tasks that are new between two commits; `before` undefined: everything is. */
  | { readonly kind: 'push'; readonly before: string | undefined; readonly after: string }
  /** The own open pull requests are brought up to date with their bases. */
  | { readonly kind: 'refresh' }
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

/** `base`: the branch the run targets, without `refs/heads/`. Payloads: docs.github.com/webhooks/webhook-events-and-payloads. */
export function classifyEvent(name: string, payload: unknown, base: string): Trigger {
  switch (name) {
    case 'push':
      return classifyPush(payload, base);
    case 'workflow_dispatch':
    case 'repository_dispatch': {
      const event = dispatchEvent.safeParse(payload);
      const asked = event.success ? (event.data.inputs ?? event.data.client_payload) : undefined;
      return { kind: 'complete', changes: asked?.change ?? [], tasks: asked?.task ?? [] };
    }
    case 'schedule':
      return { kind: 'complete', changes: [], tasks: [] };
    default:
      return { kind: 'nothing', reason: `the event "${name}" starts nothing in this version` };
  }
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
