import { getLmStudioSettings, type LmStudioSettings } from './get-lm-studio-settings.ts';
import { inputText, type RawInputs, showInput, type Variables } from './input-text.ts';
import { INPUTS, type InputFields, inputSchema } from './inputs.ts';

export type { RawInputs } from './input-text.ts';

/** Every input, checked; those of model servers and control plane are `lm`. */
export interface Inputs extends InputFields {
  readonly lm: LmStudioSettings;
}

export type ParsedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Fills in environment variables and defaults, then checks everything; all mistakes come back together. */
export function parseInputs(raw: RawInputs, env: Variables): ParsedInputs {
  const lm = getLmStudioSettings(env, raw);
  const texts = Object.fromEntries(
    INPUTS.map((input) => [input.name, inputText(input, raw, {}) ?? defaultOf(input)]),
  );
  const parsed = inputSchema.safeParse(texts);
  if (parsed.success && lm.ok) return { ok: true, inputs: { ...parsed.data, lm: lm.settings } };
  const problems = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${issue.message} (it is ${showInput(name, texts[name] ?? '')})`;
  });
  return { ok: false, problems: [...new Set([...(lm.ok ? [] : lm.problems), ...problems])] };
}

function defaultOf(input: { readonly default: string }): string {
  return input.default.startsWith('${{') ? '' : input.default;
}
