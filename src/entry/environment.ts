import './older-node.ts';

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

/** Values that must never be written anywhere. */
export function secretsOf(env: Environment): readonly string[] {
  return SECRETS.flatMap((name) => env[name] ?? []).filter((value) => value.length >= 4);
}
