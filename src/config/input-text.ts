/** Inputs as the user gave them, by name; absent and empty mean "not given". */
export type RawInputs = Readonly<Record<string, string | undefined>>;

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What was given for an input: itself, else the first of its variables that is set; undefined when neither is. */
export function inputText(
  input: { readonly name: string; readonly env?: readonly string[] | undefined },
  raw: RawInputs,
  env: Variables,
): string | undefined {
  const given = [raw[input.name], ...(input.env ?? []).map((name) => env[name])];
  return given.find((text) => text?.trim())?.trim();
}

const SECRET = /token|api-key|dsn/;

/** A value inside a complaint: quoted and bounded, and never a secret. */
export function showInput(name: string, text: string): string {
  return SECRET.test(name) ? 'hidden' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
