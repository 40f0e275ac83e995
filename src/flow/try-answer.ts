import { applyEdits } from '../core/edits/apply-edits.ts';
import type { Edit, FileChanges, FileTexts } from '../core/edits/edit.ts';
import { checkChanges, checkEdits } from '../core/policy/check-edits.ts';
import type { PathVerdict } from '../core/policy/path-policy.ts';
import type { FeedbackCause } from '../core/prompts/feedback-prompt.ts';
import { parseReply } from '../core/replies/parse-reply.ts';
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
  readonly knownPaths: ReadonlySet<string>;
  readonly expectedPath: string | undefined;
  readonly judgePath: (path: string) => PathVerdict;
  readonly allowDependencies: readonly string[];
  /** What the last applied answer left, relative to the start commit. */
  readonly applied: FileChanges;
  /** Texts of the start commit at these paths; absent: no such file. */
  readonly readTexts: (paths: readonly string[]) => Promise<FileTexts>;
}

/** Reads the answer, holds it against the policy and applies it, all or nothing. */
export async function tryAnswer(answer: Answer, context: TryContext): Promise<Tried> {
  const { knownPaths, expectedPath } = context;
  const reply = parseReply(answer.text, {
    finish: answer.finish,
    knownPaths,
    ...(expectedPath === undefined ? {} : { expectedPath }),
  });
  if (reply.kind === 'problem')
    return { kind: 'unusable', summary: reply.problem, cause: { kind: 'reply', explain: reply.explain } };
  const allowed = checkEdits(reply.edits, context.judgePath);
  if (allowed.kind === 'refused') return refused('path refused', allowed.refusals);

  const paths = [...new Set([...allowed.edits.map((edit) => edit.path), ...context.applied.keys()])];
  const base = await context.readTexts(paths);
  const onCandidate = applyOn(allowed.edits, base, context.applied);
  // The model may also have written against the files of its first prompt, once more and whole.
  const onBase = context.applied.size > 0 ? applyOn(allowed.edits, base, new Map()) : undefined;
  const applications = [onCandidate, ...(onBase ? [onBase] : [])];
  const applied = applications.filter((one) => one.kind === 'applied');
  if (applied.length === 0)
    return refused('edits did not apply', onCandidate.kind === 'problems' ? onCandidate.problems : []);

  const candidates: CandidateChanges[] = [];
  const refusals: string[] = [];
  for (const { changes } of applied) {
    const verdict = checkChanges(changes, base, context.allowDependencies);
    refusals.push(...verdict.refusals);
    const twin = candidates.some((one) => sameChanges(one.changes, changes));
    if (verdict.refusals.length === 0 && !twin)
      candidates.push({ changes, before: base, risks: verdict.risks });
  }
  if (candidates.length === 0) return refused('content refused', [...new Set(refusals)]);
  return { kind: 'candidates', candidates };
}

function refused(summary: string, problems: readonly string[]): Tried {
  return { kind: 'unusable', summary, cause: { kind: 'edits', problems } };
}

type Applied =
  | { readonly kind: 'applied'; readonly changes: FileChanges }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Applies edits on the base with earlier changes, and gives the whole effect relative to the base. */
function applyOn(edits: readonly Edit[], base: FileTexts, earlier: FileChanges): Applied {
  const now = new Map(base);
  for (const [path, text] of earlier) {
    if (text === null) now.delete(path);
    else now.set(path, text);
  }
  const end = applyEdits(edits, now);
  if (end.kind === 'problems') return { kind: 'problems', problems: end.problems.map((one) => one.explain) };
  const changes = new Map(earlier);
  for (const [path, text] of end.changes) changes.set(path, text);
  for (const [path, text] of changes) if ((base.get(path) ?? null) === text) changes.delete(path);
  return { kind: 'applied', changes };
}

function sameChanges(a: FileChanges, b: FileChanges): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.has(path) && b.get(path) === text);
}
