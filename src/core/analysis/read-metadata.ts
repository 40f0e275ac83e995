import { z } from 'zod';
import { type Metadata, metadataSchema } from './metadata.ts';

const MOST_STARTS = 20;
const MOST_COMPLAINTS = 4;

/** An answer in the asked form, or what is wrong with it, in words for the model. */
export type MetadataReading =
  | { readonly is: 'metadata'; readonly metadata: Metadata }
  | { readonly is: 'wrong'; readonly why: string };

/** Finds the JSON object in an answer, with or without prose and fences around it, and holds it against the schema. */
export function readMetadata(text: string): MetadataReading {
  const object = findObject(text);
  if (!object) return { is: 'wrong', why: 'it holds no complete JSON object with a "summary"' };
  const read = metadataSchema.safeParse(withNumber(object));
  if (read.success) {
    const { confidence } = read.data;
    // Not in the schema, as a bound of a number is more than some grammars of model servers can do.
    if (confidence < 0 || confidence > 1)
      return { is: 'wrong', why: `"confidence": ${confidence} is not between 0 and 1` };
    return { is: 'metadata', metadata: read.data };
  }
  const complaints = read.error.issues.slice(0, MOST_COMPLAINTS).map(({ path, message }) => {
    const place = path.length === 0 ? 'the object' : `"${path.map(String).join('.')}"`;
    return `${place}: ${message}`;
  });
  return { is: 'wrong', why: complaints.join('; ') };
}

/** Small models write numbers as texts. */
function withNumber(object: object): object {
  const { confidence } = object as { confidence?: unknown };
  const number = z.string().trim().min(1).pipe(z.coerce.number()).safeParse(confidence);
  return number.success ? { ...object, confidence: number.data } : object;
}

function findObject(text: string): object | undefined {
  let start = text.indexOf('{');
  for (let tried = 0; start >= 0 && tried < MOST_STARTS; tried++) {
    const end = endOfObject(text, start);
    const value = end === undefined ? undefined : parse(text.slice(start, end));
    if (value && 'summary' in value) return value;
    start = text.indexOf('{', start + 1);
  }
  return undefined;
}

/** After the brace that closes the one at `start`; braces within texts do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function parse(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
