import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { INPUTS, type Input } from '../config/inputs.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { Fault } from '../core/fault.ts';
import type { Environment } from './environment.ts';

/** What the runner told the Action (docs.github.com/actions/reference/variables-reference). */
export interface ActionRequest {
  readonly raw: RawInputs;
  readonly eventName: string;
  readonly payload: unknown;
  /** `repository.default_branch` of the event. */
  readonly defaultBranch: string | undefined;
  /** `repository.archived` of the event: nothing could be written. */
  readonly archived: boolean;
  readonly workspace: string;
  readonly token: string | undefined;
}

/** Reads inputs and event. Throws `bad-settings` when the event file cannot be read. */
export async function readActionRequest(env: Environment, cwd: string): Promise<ActionRequest> {
  const payload = await readPayload(env.GITHUB_EVENT_PATH);
  return {
    raw: rawInputs(env),
    eventName: env.GITHUB_EVENT_NAME ?? '',
    payload,
    defaultBranch: defaultBranchOf(payload),
    archived: isArchived(payload),
    workspace: env.GITHUB_WORKSPACE || cwd,
    token: env.INPUT_TOKEN?.trim() || env.GITHUB_TOKEN || undefined,
  };
}

/** The runner gives inputs as `INPUT_<NAME>`, spaces replaced; hyphens stay. */
function rawInputs(env: Environment): RawInputs {
  const inputs: readonly Input[] = INPUTS;
  return Object.fromEntries(
    inputs.map((input) => {
      const given = env[`INPUT_${input.name.toUpperCase()}`];
      // The runner fills in action.yml's default, which must not hide the environment variable behind it.
      const isDefault = input.env !== undefined && given?.trim() === input.default;
      return [input.name, isDefault ? undefined : given];
    }),
  );
}

async function readPayload(path: string | undefined): Promise<unknown> {
  if (!path) return {};
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new Fault('bad-settings', `GITHUB_EVENT_PATH names ${path}, which is not a readable JSON file`, {
      cause,
    });
  }
}

const repositoryEvent = z.object({
  repository: z.object({ default_branch: z.string().min(1).optional(), archived: z.boolean().optional() }),
});

function defaultBranchOf(payload: unknown): string | undefined {
  return repositoryEvent.safeParse(payload).data?.repository.default_branch;
}

function isArchived(payload: unknown): boolean {
  return repositoryEvent.safeParse(payload).data?.repository.archived === true;
}
