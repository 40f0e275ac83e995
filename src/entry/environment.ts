import './older-node.ts';

import type { RawInputs } from '../config/parse-inputs.ts';

/** Environment variables as the process got them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SECRETS = [
  'INPUT_TOKEN',
  'INPUT_LM-STUDIO-API-KEY',
  'INPUT_FALLBACK-API-KEY',
  'INPUT_CONTROL-DSN',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'LM_STUDIO_API_KEY',
  'FALLBACK_API_KEY',
  'GEMATRIA_DSN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];

/** Takes a copy and removes every secret from the process's own environment, so that no child can inherit it. */
export function takeEnvironment(): Environment {
  const copy = { ...process.env };
  for (const name of SECRETS) delete process.env[name];
  return copy;
}

/** Inputs whose values are secrets, however they were given. */
const SECRET_INPUTS = ['token', 'lm-studio-api-key', 'fallback-api-key', 'control-dsn'];

/** Values that must never be written anywhere: those of the environment, and of inputs given as options. */
export function secretsOf(env: Environment, raw: RawInputs = {}): readonly string[] {
  const values = [...SECRETS.map((name) => env[name]), ...SECRET_INPUTS.map((name) => raw[name])];
  return values.flatMap((value) => value ?? []).filter((value) => value.length >= 4);
}
