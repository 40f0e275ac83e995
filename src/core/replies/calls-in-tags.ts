/** Arguments of a call by name, as they stood between tags. */
export type TaggedCall = Readonly<Record<string, string>>;

/** Elements of Cline that are a call each, their children the arguments. */
const CLINE = /<(write_to_file|replace_in_file|create_file)>/;

/**
 * Tool calls that are written as elements, or undefined when there is none: Qwen3-Coder's `<function=x><parameter=y>`,
 * `<invoke name="x"><parameter name="y">`, GLM's `<arg_key>y</arg_key><arg_value>`, Cline's `<write_to_file><path>`.
 * A call whose elements do not fit together has no arguments, so that nothing is taken for an edit.
 */
export function callsInTags(text: string): readonly TaggedCall[] | undefined {
  for (const [call, open, close] of [
    ['<function=', '<parameter=', '</parameter>'],
    ['<invoke name="', '<parameter name="', '</parameter>'],
  ] as const)
    if (text.includes(call)) {
      const bodies = text.split(call).slice(1);
      return bodies.map((body) => argumentsIn(body, open, close));
    }
  if (text.includes('<arg_key>')) return [pairsIn(text)];
  if (!CLINE.test(text)) return undefined;
  return text
    .split(CLINE)
    .filter((_, at) => at > 0 && at % 2 === 0)
    .map((body) => childrenIn(body));
}

function argumentsIn(body: string, open: string, close: string): TaggedCall {
  const values: Record<string, string> = {};
  for (const part of body.split(open).slice(1)) {
    const name = part.indexOf('>');
    const end = part.indexOf(close);
    if (name < 0 || end < name) return {};
    values[part.slice(0, name).replace(/"$/, '').trim()] = bare(part.slice(name + 1, end));
  }
  return values;
}

function pairsIn(body: string): TaggedCall {
  const values: Record<string, string> = {};
  for (const part of body.split('<arg_key>').slice(1)) {
    const name = part.indexOf('</arg_key>');
    const start = part.indexOf('<arg_value>');
    const end = part.lastIndexOf('</arg_value>');
    if (name < 0 || start < name || end < start) return {};
    values[part.slice(0, name).trim()] = bare(part.slice(start + '<arg_value>'.length, end));
  }
  return values;
}

function childrenIn(body: string): TaggedCall {
  const values: Record<string, string> = {};
  for (const name of ['path', 'content']) {
    const start = body.indexOf(`<${name}>`);
    const end = body.lastIndexOf(`</${name}>`);
    if (start < 0 || end < start) return {};
    values[name] = name === 'path' ? body.slice(start + 6, end).trim() : bare(body.slice(start + 9, end));
  }
  return values;
}

/** Without the line ends by which the text was set apart from its tags. */
function bare(text: string): string {
  return text.replace(/^\n/, '').replace(/\n$/, '');
}
