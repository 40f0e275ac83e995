import './older-node.ts';

import type { RawInputs } from '../config/parse-inputs.ts';
import { SHORTEST_SECRET } from '../core/policy/secret-forms.ts';

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

/** How variables are called whose values are secrets of other programs: CARGO_REGISTRY_TOKEN, AWS_SECRET_ACCESS_KEY … */
const SECRET_NAME =
  /(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY(?:_ID)?|SECRET_KEY|PRIVATE_KEY|SIGNING_KEY|CREDENTIALS?|DSN|DATABASE_URL)$/i;
/** Such a name alone does not make a secret of a switch, a number or the path of a file. */
const HARMLESS_VALUE = /^(?:true|false|yes|no|on|off|none|null|\d*|[~.]?\/.*|[A-Za-z]:\\.*)$/i;
const SHORTEST_GUESS = 8;

/** Takes a copy and removes every secret from the process's own environment, so that no child can inherit it. */
export function takeEnvironment(): Environment {
  const copy = { ...process.env };
  for (const name of Object.keys(copy)) if (isSecretName(name)) delete process.env[name];
  return copy;
}

function isSecretName(name: string): boolean {
  return SECRETS.includes(name) || SECRET_NAME.test(name);
}

/** Inputs whose values are secrets, however they were given. */
const SECRET_INPUTS = ['token', 'lm-studio-api-key', 'fallback-api-key', 'control-dsn'];

/** Values that must never be written anywhere: those of the environment, and of inputs given as options. */
export function secretsOf(env: Environment, raw: RawInputs = {}): readonly string[] {
  const own = [...SECRETS.map((name) => env[name]), ...SECRET_INPUTS.map((name) => raw[name])];
  const others = Object.entries(env).flatMap(([name, value = '']) =>
    SECRET_NAME.test(name) && value.length >= SHORTEST_GUESS && !HARMLESS_VALUE.test(value) ? [value] : [],
  );
  const values = [...own.flatMap((value) => value ?? []), ...others];
  const passwords = [...values, ...Object.values(env)].flatMap((value) => passwordsOf(value ?? ''));
  return [...new Set([...values, ...passwords])].filter((value) => value.length >= SHORTEST_SECRET);
}

/** The password of a DSN, a proxy or another URL, as it is written and as it is meant. */
function passwordsOf(value: string): readonly string[] {
  // Not URL.parse alone: what people write as a DSN is often none to the URL standard.
  const written = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s]+)@/i.exec(value)?.[1];
  if (written === undefined) return [];
  return [written, decoded(written)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
