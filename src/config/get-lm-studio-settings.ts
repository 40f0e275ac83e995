import { z } from 'zod';
import type { ControlSettings, ModelSettings } from '../core/policy/settings.ts';
import { inputText, type RawInputs, showInput, type Variables } from './input-text.ts';

/** Variables of both origins, by the input they stand in for; an empty one counts as unset. */
export const LM_STUDIO_VARIABLES = {
  'lm-studio-url': ['LM_STUDIO_URL', 'LM_STUDIO_BASE_URL'],
  'lm-studio-model': ['LM_STUDIO_MODEL'],
  'lm-studio-api-key': ['LM_STUDIO_API_KEY'],
  'fallback-api-key': ['FALLBACK_API_KEY'],
  'control-dsn': ['GEMATRIA_DSN'],
} as const;
/** Switches LM Studio off. It has no input: it says what a machine has, not what a workflow wants. */
const SWITCH = 'LM_STUDIO_ENABLED';
export const DEFAULT_LM_STUDIO_URL = 'http://localhost:1234/v1';

/** Which model servers there are, and where calls to them are recorded. */
export interface LmStudioSettings extends Pick<ModelSettings, 'urls' | 'key' | 'apiKey' | 'fallback'> {
  readonly control: ControlSettings;
}

export type FoundLmStudioSettings =
  | { readonly ok: true; readonly settings: LmStudioSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });
const urls = z.string().transform((text) =>
  text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const optional = z.string().transform((text) => (text === '' ? undefined : text));

const schema = z
  .object({
    'lm-studio-url': urls.pipe(z.array(url).min(1, 'must name an endpoint')),
    'lm-studio-model': optional,
    'lm-studio-api-key': optional,
    'fallback-url': optional.pipe(url.optional()),
    'fallback-model': optional,
    'fallback-api-key': optional,
    'control-dsn': z.string(),
    'control-store-prompts': z
      .enum(['', 'true', 'false'], { error: 'must be one of true, false' })
      .transform((text) => text === 'true'),
    [SWITCH]: z
      .string()
      .toLowerCase()
      .regex(/^(|1|true|yes|on|0|false|no|off)$/, 'must be one of 1, true, yes, 0, false, no')
      .transform((text) => !/^(0|false|no|off)$/.test(text)),
  })
  .superRefine((found, context) => {
    const wrong = (name: keyof typeof found, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (found['fallback-url'] !== undefined && found['fallback-model'] === undefined)
      wrong('fallback-model', 'must be set beside fallback-url');
    if (found['fallback-url'] === undefined && found['fallback-model'] !== undefined)
      wrong('fallback-url', 'must be set beside fallback-model');
  });

/**
 * The only place where settings of model servers and of the control plane come from: inputs first, then the
 * environment under the names of both origins, then defaults. No endpoint at all when `LM_STUDIO_ENABLED` says 0,
 * false, no or off. All mistakes come back together; secrets are in none of them.
 */
export function getLmStudioSettings(env: Variables, raw: RawInputs = {}): FoundLmStudioSettings {
  const variables: Readonly<Record<string, readonly string[]>> = {
    ...LM_STUDIO_VARIABLES,
    [SWITCH]: [SWITCH],
  };
  const defaults: Readonly<Record<string, string>> = { 'lm-studio-url': DEFAULT_LM_STUDIO_URL };
  const texts = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [
      name,
      inputText({ name, env: variables[name] }, raw, env) ?? defaults[name] ?? '',
    ]),
  );
  const parsed = schema.safeParse(texts);
  if (parsed.success) return { ok: true, settings: settled(parsed.data) };
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${issue.message} (it is ${showInput(name, texts[name] ?? '')})`;
  });
  return { ok: false, problems: [...new Set(problems)] };
}

function settled(found: z.output<typeof schema>): LmStudioSettings {
  const { 'lm-studio-model': key, 'lm-studio-api-key': apiKey, 'fallback-api-key': remoteKey } = found;
  const { 'fallback-url': remote, 'fallback-model': remoteModel } = found;
  return {
    urls: found[SWITCH] ? found['lm-studio-url'] : [],
    ...(key === undefined ? {} : { key }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(remote === undefined || remoteModel === undefined
      ? {}
      : {
          fallback: {
            ...{ url: remote, key: remoteModel },
            ...(remoteKey === undefined ? {} : { apiKey: remoteKey }),
          },
        }),
    control: { dsn: found['control-dsn'], storePrompts: found['control-store-prompts'] },
  };
}
