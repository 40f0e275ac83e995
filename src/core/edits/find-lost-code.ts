import { rustTokens } from '../verdicts/rust-tokens.ts';
import type { Edit, FileTexts } from './edit.ts';

/** A file that a whole-file answer would rob of most of its code. */
export interface LostCode {
  readonly path: string;
  readonly explain: string;
}

const DEFINES = /^(?:fn|struct|enum|union|trait|const|static|type|mod|macro_rules)$/;
/** Files with less in them are rewritten, not robbed. */
const FEWEST_NAMES = 3;
const FEWEST_LINES = 40;
const MOST_NAMED = 5;

/**
 * Whole files that are really a piece of the file they would replace: most of what it defines is missing, and stands
 * in no other file of the answer either. Compared with the file as it is and with earlier whole files of the same
 * answer. Removing that much on purpose is done with SEARCH/REPLACE blocks or a diff, which say what goes.
 */
export function findLostCode(edits: readonly Edit[], files: FileTexts): readonly LostCode[] {
  const writes = edits.filter((edit) => edit.kind === 'write');
  const lost: LostCode[] = [];
  for (const [number, { path, content }] of writes.entries()) {
    const earlier = writes.slice(0, number).findLast((one) => one.path === path)?.content;
    const elsewhere = writes.filter((one) => one.path !== path).map((one) => one.content);
    for (const old of [files.get(path), earlier]) {
      const explain = old === undefined ? undefined : judge(path, { old, content, elsewhere });
      if (explain !== undefined && !lost.some((one) => one.path === path)) lost.push({ path, explain });
    }
  }
  return lost;
}

function judge(
  path: string,
  { old, content, elsewhere }: { old: string; content: string; elsewhere: readonly string[] },
): string | undefined {
  const advice = `A whole file replaces all of ${path}: write it complete, or use SEARCH/REPLACE blocks for what changes and for what goes.`;
  if (!path.endsWith('.rs')) {
    const before = countText(old);
    const after = countText(content);
    return before >= FEWEST_LINES && after * 4 < before
      ? `${path} has ${before} lines and your answer only ${after} of them. ${advice}`
      : undefined;
  }
  const was = namesIn(old);
  const is = namesIn(content);
  if (was.size < FEWEST_NAMES || is.size * 10 > was.size * 6) return undefined;
  const now = new Set([...is, ...elsewhere.flatMap((text) => [...namesIn(text)])]);
  const gone = [...was].filter((name) => !now.has(name));
  if (gone.length * 2 <= was.size) return undefined;
  const names = gone.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  const more = gone.length > names.length ? ` and ${gone.length - names.length} more` : '';
  return `Your ${path} no longer has ${names.join(', ')}${more}. ${advice}`;
}

/** Names that a Rust text defines, methods included. */
function namesIn(text: string): ReadonlySet<string> {
  const tokens = rustTokens(text).filter((token) => token.kind !== 'comment');
  const names = tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || !DEFINES.test(token.text)) return [];
    const next = token.text === 'macro_rules' ? tokens[at + 2] : tokens[at + 1];
    return next?.kind === 'word' && next.text !== 'fn' && next.text !== '_' ? [next.text] : [];
  });
  return new Set(names);
}

function countText(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}
