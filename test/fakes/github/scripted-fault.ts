import type { Answer } from './operation.ts';

/** Something that goes wrong on purpose. */
export interface ScriptedFault {
  readonly kind:
    | 'forbid-pulls'
    | 'bad-credentials'
    | 'missing-permission'
    | 'not-found'
    | 'secondary-limit'
    | 'primary-limit'
    | 'server-error'
    | 'web-page'
    | 'cut'
    | 'hang-up'
    | 'slow'
    | 'silent';
  /** Operation of GitHub's description (`pulls/create`), or `git/fetch`, `git/push`; absent: every request. */
  readonly on?: string;
  /** How often; absent: always. */
  times?: number;
  /** `secondary-limit`: seconds of Retry-After; `primary-limit`: epoch second of the reset; `slow`: milliseconds. */
  readonly value?: number;
}

/** The first fault meant for the operation, counted down and taken away when it is used up. */
export function takeFault(faults: ScriptedFault[], operation: string): ScriptedFault | undefined {
  const at = faults.findIndex((fault) => fault.on === undefined || fault.on === operation);
  const fault = faults[at];
  if (fault?.times !== undefined && --fault.times <= 0) faults.splice(at, 1);
  return fault;
}

/** The answer of a fault that is an answer; undefined for `slow`, `silent`, `cut` and `hang-up`. */
export function answerFault(fault: ScriptedFault, permission: string): Answer | undefined {
  switch (fault.kind) {
    case 'forbid-pulls':
      return problem(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    case 'bad-credentials':
      return problem(401, 'Bad credentials');
    case 'missing-permission':
      return problem(403, 'Resource not accessible by integration', {
        'x-accepted-github-permissions': permission,
      });
    case 'not-found':
      return problem(404, 'Not Found');
    case 'secondary-limit':
      return problem(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        {
          'retry-after': String(fault.value ?? 60),
        },
      );
    case 'primary-limit':
      return problem(403, 'API rate limit exceeded for installation.', {
        'x-ratelimit-limit': '1000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(fault.value ?? Math.floor(Date.now() / 1000) + 3600),
      });
    case 'server-error':
      return problem(fault.value ?? 502, 'Server Error');
    case 'web-page':
      return { status: fault.value ?? 502, page: '<!DOCTYPE html><html><title>Unicorn!</title></html>' };
    default:
      return undefined;
  }
}

/** An error answer as GitHub writes it. */
export function problem(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
    headers,
  };
}

/** A 422 with its details. */
export function invalid(
  resource: string,
  detail: { code: string; field?: string; message?: string },
): Answer {
  return {
    status: 422,
    body: {
      message: 'Validation Failed',
      errors: [{ resource, ...detail }],
      documentation_url: 'https://docs.github.com/rest',
      status: '422',
    },
  };
}
