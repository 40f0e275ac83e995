import { createHash } from 'node:crypto';

/** What a branch belongs to. `slug` of the task's title is for people and may change with the title. */
export interface BranchTask {
  readonly change: string;
  readonly id: string;
}

/** Bytes: with `.lock` and a temporary suffix, each part stays below the 255 of a file name. */
const LONGEST_CHANGE = 180;
const LONGEST_ID = 90;
const LONGEST_SLUG = 90;
const LONGEST_SLUG_CHARACTERS = 48;

/**
 * `<prefix><change>/<task-id>-<slug>`: the same task gives the same name. Valid for git whatever change, id and title
 * contain (https://git-scm.com/docs/git-check-ref-format): letters and digits of any script, `.`, `_` and `-` stay,
 * other characters are percent-encoded, and a dash in the id is doubled, so that the first single one ends it.
 */
export function printBranchName(prefix: string, task: BranchTask & { readonly title: string }): string {
  const slug = slugOf(task.title);
  return `${prefix}${keyOf(task)}${slug === '' ? '' : `-${slug}`}`;
}

/**
 * The change and task id a branch was named after; undefined for other branches and for names that had to be
 * shortened. To find the branch of a known task use {@link isBranchOf}: its title may have changed since.
 */
export function parseBranchName(prefix: string, branch: string): BranchTask | undefined {
  if (!branch.startsWith(prefix)) return undefined;
  const match = /^([^/]+)\/((?:--|[^/-])+)(?:-(?!-)[^/]*)?$/u.exec(branch.slice(prefix.length));
  const change = decode(match?.[1]);
  const id = decode(match?.[2]?.replaceAll('--', '-'));
  return change === undefined || id === undefined ? undefined : { change, id };
}

/** Whether the branch is this task's, whatever its title was then. */
export function isBranchOf(prefix: string, task: BranchTask, branch: string): boolean {
  const name = `${prefix}${keyOf(task)}`;
  return branch === name || (branch.startsWith(`${name}-`) && branch[name.length + 1] !== '-');
}

function keyOf({ change, id }: BranchTask): string {
  return `${shorten(encode(change), LONGEST_CHANGE)}/${shorten(encode(id).replaceAll('-', '--'), LONGEST_ID)}`;
}

/** Letters, digits and marks of any script, lower case, words joined by single dashes. */
function slugOf(title: string): string {
  const words = title
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  let slug = '';
  for (const word of words ?? []) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (fits(longer)) slug = longer;
    else return slug === '' ? firstFitting(word) : slug;
  }
  return slug;
}

function fits(slug: string): boolean {
  return [...slug].length <= LONGEST_SLUG_CHARACTERS && Buffer.byteLength(slug) <= LONGEST_SLUG;
}

function firstFitting(word: string): string {
  let slug = '';
  for (const character of word) {
    if (!fits(slug + character)) break;
    slug += character;
  }
  return slug;
}

function encode(part: string): string {
  if (part === '') return '%';
  return part
    .toWellFormed()
    .replace(/[^\p{L}\p{N}._-]|\p{Default_Ignorable_Code_Point}/gu, encodeCharacter)
    .replace(/^\.|(?<=\.)\.|\.$|\.(?=lock$)/gi, '%2E');
}

function encodeCharacter(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Too long a part ends in `%_` and a hash of the whole: not readable back, but the same each time. */
function shorten(part: string, bytes: number): string {
  if (Buffer.byteLength(part) <= bytes) return part;
  const hash = createHash('sha256').update(part).digest('hex').slice(0, 16);
  let short = '';
  for (const piece of part.match(/%..|--|./gsu) ?? []) {
    if (Buffer.byteLength(short + piece) > bytes - hash.length - 2) break;
    short += piece;
  }
  return `${short}%_${hash}`;
}

function decode(part: string | undefined): string | undefined {
  if (part === '%') return '';
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined; // Shortened, or not written by printBranchName.
  }
}
