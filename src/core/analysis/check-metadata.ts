import { FROM_FACTS } from '../artifacts/code-note.ts';
import type { SecurityNote } from '../bricks/sidecar.ts';
import { stripHidden } from '../prompts/strip-hidden.ts';
import { artifactKind } from './artifact-kind.ts';
import { findEvidence } from './find-evidence.ts';
import { findAccusations, findInventions } from './find-inventions.ts';
import { type KnownArtifact, KnownNames } from './known-names.ts';
import type { Metadata } from './metadata.ts';
import { isSafeCommand } from './safe-command.ts';

/** Of whatever a model says in one place; the rest is not even looked at. */
const LONGEST_TEXT = 8_000;
const LONGEST_SUMMARY = 800;
const LONGEST_NOTE = 400;
const LONGEST_COMPONENT = 80;
const MOST_COMPONENTS = 20;
const MOST_NOTES = 20;
const MOST_TAGS = 12;
const LONGEST_TAG = 40;
const SPEAKS_AS_CODE = new RegExp(FROM_FACTS.trim().replaceAll(' ', '\\s+'), 'gi');

/** What is left of an answer when everything that the facts do not hold is gone. */
export interface CheckedMetadata {
  readonly summary: string;
  readonly kind: string;
  readonly components: readonly string[];
  readonly security: readonly SecurityNote[];
  readonly tags: readonly string[];
  readonly confidence: number;
  readonly next_step: string;
  /** Sentences, components, notes, tags, kinds and commands that were left out or replaced. */
  readonly dropped: number;
}

export interface Checking {
  readonly artifact: KnownArtifact;
  /** What a command may name: see {@link isSafeCommand}. */
  readonly subjects: readonly string[];
  /** The command that is shown when the model's is not one to run. */
  readonly nextStep: string;
}

/** Holds an answer against the facts; a text names what was invented when nothing of the summary is left. */
export function checkMetadata(said: Metadata, checking: Checking): CheckedMetadata | string {
  const { findings } = checking.artifact;
  const names = new KnownNames(checking.artifact);
  const summary = keepSentences(said.summary, names);
  if (summary.text === '')
    return `the summary names what is not in the facts: ${summary.invented.join(', ')}`;
  const components = keepComponents(said.components, names);
  const notes = keepNotes(said.security, checking.artifact, names);
  const kind = artifactKind(findings.facts.format, said.kind);
  const command = visible(said.next_step).replace(/^\$ /, '').replace(/^`|`$/g, '');
  const { subjects, nextStep } = checking;
  const sections = new Set(findings.facts.sections.map(({ name }) => name));
  const isSafe = isSafeCommand(command, { subjects, isName: (word) => sections.has(word) });
  const tags = keepTags(said.tags, names);
  const replaced = (kind === said.kind ? 0 : 1) + (isSafe ? 0 : 1);
  return {
    summary: summary.text,
    kind,
    components: components.kept,
    security: [...findings.notes, ...notes.kept],
    tags: tags.kept,
    confidence: said.confidence,
    next_step: isSafe ? command : nextStep,
    dropped: summary.dropped + components.dropped + notes.dropped + tags.dropped + replaced,
  };
}

/** One visible line in plain characters: a claim in other dashes or wide letters is the same claim. */
function visible(text: string): string {
  return stripHidden(text.slice(0, LONGEST_TEXT))
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function keepSentences(text: string, names: KnownNames) {
  const kept: string[] = [];
  const invented: string[] = [];
  let dropped = 0;
  let length = 0;
  for (const sentence of visible(text).split(/(?<=[.!?])\s+/)) {
    const isRoom = length + sentence.length <= LONGEST_SUMMARY;
    const found = isRoom ? findUnproven(sentence, names) : ['too much'];
    if (found.length === 0) {
      kept.push(sentence);
      length += sentence.length + 1;
    } else {
      dropped += 1;
      invented.push(...found.slice(0, 3));
    }
  }
  return { text: kept.join(' '), dropped, invented: invented.slice(0, 6) };
}

/** Where no evidence stands beside a claim, an accusation is one more invention. */
function findUnproven(text: string, names: KnownNames): readonly string[] {
  return [...findInventions(text, names), ...findAccusations(text, names)];
}

function keepComponents(said: readonly string[], names: KnownNames) {
  const kept = new Set<string>();
  for (const component of said.slice(0, MOST_COMPONENTS).map(visible))
    if (
      component !== '' &&
      component.length <= LONGEST_COMPONENT &&
      findUnproven(component, names).length === 0
    )
      kept.add(component);
  return { kept: [...kept], dropped: said.length - kept.size };
}

function keepNotes(said: Metadata['security'], artifact: KnownArtifact, names: KnownNames) {
  const kept = new Map<string, SecurityNote>();
  for (const { severity, text, evidence } of said.slice(0, MOST_NOTES)) {
    // Only code may speak in its name.
    const plain = visible(text).replace(SPEAKS_AS_CODE, '').trim();
    const range = findEvidence(visible(evidence).slice(0, LONGEST_NOTE), artifact);
    if (!range || plain === '' || plain.length > LONGEST_NOTE || findInventions(plain, names).length > 0)
      continue;
    const { name: _name, ...place } = range;
    kept.set(`${place.offset} ${plain}`, { severity, text: plain, ...place });
  }
  return { kept: [...kept.values()], dropped: said.length - kept.size };
}

/** Kebab-case; what is too long, too many or told twice is no claim, and not counted. */
function keepTags(said: readonly string[], names: KnownNames) {
  const tags = said.slice(0, 100).map((tag) =>
    visible(tag)
      .toLowerCase()
      .slice(0, 200)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  );
  const short = [...new Set(tags)].filter((tag) => tag !== '' && tag.length <= LONGEST_TAG);
  const known = short.filter((tag) => findUnproven(tag, names).length === 0);
  return { kept: known.slice(0, MOST_TAGS), dropped: short.length - known.length };
}
