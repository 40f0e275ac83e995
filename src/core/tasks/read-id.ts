/** A written id at the head of a task's text. */
export interface WrittenId {
  readonly id: string;
  /** Text after the id and its delimiter. */
  readonly rest: string;
  /** `H1 …` may as well be a word (`S3 bucket`): only believed when several tasks of the change count that way. */
  readonly series?: string;
}

const HEAD = 160;
const END = String.raw`(?=$|[\s:.)\]：、．。,–—*~|]|-\s)`;
const CLOSE = String.raw`(?:\*\*|__)?[\])]?(?:\*\*|__)?\s*[:.)：、．|]?(?:\*\*|__)?\s*(?:[-–—]\s+)?`;
const WORD = String.raw`(?:task|step|item|任务|任務|タスク|步骤|步驟|手順)[\s#-]*`;
const DOTTED = String.raw`\d{1,4}(?:\.\d{1,4})+[A-Za-z]{0,2}`;
const LETTERED = String.raw`[A-Z]{1,8}(?:\d{0,2}[A-Z]{0,2})?[-.]?\d{1,5}(?:[.-]\d{1,4})*[a-z]?`;

const AFTER_WORD = new RegExp(
  `^${WORD}(${DOTTED}|\\d{1,4}[a-zA-Z]?|[A-Z]{1,4}-?\\d{1,4}(?:\\.\\d{1,4})*)${END}${CLOSE}`,
  'i',
);
const BY_NUMBER = new RegExp(`^(${DOTTED})${END}${CLOSE}`);
const BY_SINGLE = /^(\d{1,4}[a-z]?)(?:[.):：、．]|\*\*[.):：]?)(?:\*\*)?(?:\s+|$|(?=[^\x20-\x7e]))/;
const BY_LETTER = new RegExp(`^(${LETTERED})(?=(.?))${END}${CLOSE}`);
/** `[area-capability-21]`, as some generators write it. */
const BY_SLUG = /^([a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,6}-\d{1,4})\]\s*/;
const TASK_NUMBER = /^(?:T|TASK)-?\d/;

/**
 * Reads the id a person wrote: `1.2`, `1.1.1`, `1.2a`, `1.`, `Task 1.1:`, `**1.1**`, `**Task 1.1**:`, `[T001]`,
 * `T001`, `TASK-001`, `H1`, `~~1.3~~`, or `<!-- id: 100 -->` behind the text.
 */
export function readId(text: string): WrittenId | undefined {
  const opening = /^(?:~~|\*\*|__|[[(])*/.exec(text)?.[0] ?? '';
  const head = text.slice(opening.length, opening.length + HEAD);
  const found =
    (/^TASK-\d/.test(head) ? undefined : AFTER_WORD.exec(head)) ??
    BY_NUMBER.exec(head) ??
    readSingle(head, opening) ??
    BY_LETTER.exec(head);
  if (!found) return readCommentId(text);
  const id = (found[1] ?? '').replace(/^task-?(?=\d)/i, (word) => word.toUpperCase());
  const rest = reopen(opening, found[0], text.slice(opening.length + found[0].length));
  const sure = !/^[A-Z]/.test(id) || TASK_NUMBER.test(id) || isDelimited(found[0], id, opening);
  return { id, rest, ...(!sure && { series: id.replace(/\d.*$/, '') }) };
}

/** `1.` and `1)` are ids; `3 retries` is text, `**3** …` is an id. */
function readSingle(head: string, opening: string): RegExpExecArray | null {
  const found = BY_SINGLE.exec(head);
  if (found) return found;
  return opening.includes('[') ? (/^(\d{1,4})\]\s*/.exec(head) ?? BY_SLUG.exec(head)) : null;
}

function isDelimited(matched: string, id: string, opening: string): boolean {
  return opening !== '' || /[:)\]：、|]|\*\*|\.\s/.test(matched.slice(matched.indexOf(id) + id.length));
}

/** Puts the emphasis back that opened before the id and closes only later: `**1.1 Title** text`. */
function reopen(opening: string, matched: string, rest: string): string {
  let head = '';
  for (const mark of ['~~', '**', '__']) {
    if (opening.includes(mark) && !matched.includes(mark) && rest.includes(mark)) head += mark;
  }
  return head + rest;
}

function readCommentId(text: string): WrittenId | undefined {
  const found = /<!--\s{0,9}id\s{0,9}[:=]\s{0,9}([A-Za-z0-9][\w.-]{0,39})\s{0,9}-->/i.exec(text);
  return found?.[1] === undefined ? undefined : { id: found[1], rest: text.replace(found[0], '').trimEnd() };
}
