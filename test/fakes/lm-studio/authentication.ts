import type { ServerResponse } from 'node:http';
import { sendJson } from './send.ts';

const LEARN = 'Learn more at: https://lmstudio.ai/docs/developer/core/authentication.';

/** Answers 401 as LM Studio does when authentication is on; false lets the request through. */
export function refuseToken(
  token: string | undefined,
  authorization: string | undefined,
  response: ServerResponse,
): boolean {
  if (token === undefined || authorization === `Bearer ${token}`) return false;
  const given = authorization?.replace(/^Bearer /, '');
  const message =
    given === undefined
      ? `An LM Studio API token is required to make requests to this server, but none was provided using the Authorization header using the 'Bearer' scheme (i.e., 'Authorization: Bearer $LM_API_TOKEN'). ${LEARN}`
      : given.startsWith('sk-lm-')
        ? 'Invalid LM Studio API token'
        : `Malformed LM Studio API token provided: ${given.slice(0, 10)}... Ensure you are using a valid token.`;
  sendJson(response, 401, { error: { type: 'invalid_request', code: 'invalid_api_key', message } });
  return true;
}
