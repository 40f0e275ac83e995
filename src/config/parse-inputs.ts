import { INPUTS, type Inputs, inputSchema } from './inputs.ts';

/** Inputs as the user gave them, by name; absent and empty mean "not given". */
export type RawInputs = Readonly<Record<string, string | undefined>>;

export type ParsedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Fills in environment variables and defaults, then checks everything; all mistakes come back together. */
export function parseInputs(raw: RawInputs, env: Readonly<Record<string, string | undefined>>): ParsedInputs {
  const texts = Object.fromEntries(INPUTS.map((input) => [input.name, textOf(input, raw, env)]));
  const parsed = inputSchema.safeParse(texts);
  if (parsed.success) return { ok: true, inputs: parsed.data };
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${issue.message} (it is ${shown(name, texts[name] ?? '')})`;
  });
  return { ok: false, problems: [...new Set(problems)] };
}

function textOf(
  input: { name: string; default: string; env?: readonly string[] },
  raw: RawInputs,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const given = [raw[input.name], ...(input.env ?? []).map((name) => env[name])].find((text) => text?.trim());
  if (given !== undefined) return given.trim();
  return input.default.startsWith('${{') ? '' : input.default;
}

const SECRET = /token|api-key|dsn/;

function shown(name: string, text: string): string {
  return SECRET.test(name) ? 'hidden' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
