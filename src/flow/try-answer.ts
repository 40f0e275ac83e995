import { applyEdits } from '../core/edits/apply-edits.ts';
import type { Edit, FileChanges, FileTexts } from '../core/edits/edit.ts';
import { findLostCode } from '../core/edits/find-lost-code.ts';
import { restoreHidden } from '../core/edits/restore-hidden.ts';
import { checkChanges, checkEdits } from '../core/policy/check-edits.ts';
import type { PathVerdict } from '../core/policy/path-policy.ts';
import { disarmTemplate } from '../core/prompts/disarm-template.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { stripHidden } from '../core/prompts/strip-hidden.ts';
import { parseReply } from '../core/replies/parse-reply.ts';
import type { ReplyContext } from '../core/replies/reply-context.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { Answer } from '../ports/model.ts';

/** What an answer comes to before cargo sees it: candidates to judge, best guess first, or what the model is told. */
export type Tried =
  | { readonly kind: 'candidates'; readonly candidates: readonly CandidateChanges[] }
  | { readonly kind: 'unusable'; readonly summary: string; readonly cause: FeedbackCause };

/** Changes relative to the start commit, and the start commit's texts at the same paths. */
export interface CandidateChanges {
  readonly changes: FileChanges;
  readonly before: FileTexts;
  readonly risks: readonly string[];
}

export interface TryContext {
  readonly reading: Omit<ReplyContext, 'finish'>;
  readonly judgePath: (path: string) => PathVerdict;
  readonly allowDependencies: readonly string[];
  /** What the last applied answer left, relative to the start commit. */
  readonly applied: FileChanges;
  /** Bytes of the start commit's files at these paths; absent: no such file. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Hides secrets, as prompts do. */
  readonly mask: (text: string) => string;
}

/** Reads the answer, holds it against the policy and applies it, all or nothing. */
export async function tryAnswer(answer: Answer, context: TryContext): Promise<Tried> {
  const { reading, applied } = context;
  const reply = parseReply(answer.text, { ...reading, finish: answer.finish });
  if (reply.kind === 'problem')
    return { kind: 'unusable', summary: reply.problem, cause: { kind: 'reply', explain: reply.explain } };
  const allowed = checkEdits(reply.edits, context.judgePath);
  if (allowed.kind === 'refused') return refused('path refused', allowed.refusals);

  const edited = new Set(allowed.edits.map((edit) => edit.path));
  const base = new Map<string, string>();
  for (const [path, bytes] of await context.read([...new Set([...edited, ...applied.keys()])])) {
    const text = decodeText(bytes);
    if (text === undefined)
      return refused('content refused', [`${path} is not UTF-8 text and cannot be edited.`]);
    base.set(path, text);
  }
  const present = textsAfter(base, applied);
  const edits = restoreHidden(allowed.edits, present, (text) =>
    disarmTemplate(context.mask(stripHidden(text))),
  );
  const lost = findLostCode(edits, present);
  if (lost.length > 0)
    return refused(
      'code would be lost',
      lost.map((one) => one.explain),
    );
  const onCandidate = applyOn(edits, base, applied);
  // The model may also have written against these files as they were in its first prompt.
  const others = new Map([...applied].filter(([path]) => !edited.has(path)));
  const readings = others.size < applied.size ? [onCandidate, applyOn(edits, base, others)] : [onCandidate];
  if (onCandidate.kind === 'problems' && readings.every((one) => one.kind === 'problems'))
    return refused('edits did not apply', onCandidate.problems);
  return judgeContents(readings, base, context.allowDependencies);
}

/** The readings whose contents are allowed, each once. */
function judgeContents(
  readings: readonly Applied[],
  base: FileTexts,
  allowDependencies: readonly string[],
): Tried {
  const candidates: CandidateChanges[] = [];
  const refusals = new Set<string>();
  for (const reading of readings) {
    if (reading.kind === 'problems') continue;
    const { changes } = reading;
    const verdict = checkChanges(changes, base, allowDependencies);
    for (const refusal of verdict.refusals) refusals.add(refusal);
    const twin = candidates.some((one) => sameChanges(one.changes, changes));
    if (verdict.refusals.length === 0 && !twin)
      candidates.push({ changes, before: base, risks: verdict.risks });
  }
  return candidates.length === 0
    ? refused('content refused', [...refusals])
    : { kind: 'candidates', candidates };
}

function refused(summary: string, problems: readonly string[]): Extract<Tried, { kind: 'unusable' }> {
  return { kind: 'unusable', summary, cause: { kind: 'edits', problems } };
}

type Applied =
  | { readonly kind: 'applied'; readonly changes: FileChanges }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Applies edits on the base with earlier changes, and gives the whole effect relative to the base. */
function applyOn(edits: readonly Edit[], base: FileTexts, earlier: FileChanges): Applied {
  const end = applyEdits(edits, textsAfter(base, earlier));
  if (end.kind === 'problems') return { kind: 'problems', problems: end.problems.map((one) => one.explain) };
  const changes = new Map([...earlier, ...end.changes]);
  for (const [path, text] of changes) if ((base.get(path) ?? null) === text) changes.delete(path);
  return { kind: 'applied', changes };
}

/** Texts with changes made to them. */
export function textsAfter(texts: FileTexts, changes: FileChanges): FileTexts {
  const now = new Map(texts);
  for (const [path, text] of changes) {
    if (text === null) now.delete(path);
    else now.set(path, text);
  }
  return now;
}

function sameChanges(a: FileChanges, b: FileChanges): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.has(path) && b.get(path) === text);
}
