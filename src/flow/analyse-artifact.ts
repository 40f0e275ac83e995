import type { Findings } from '../core/artifacts/gather-facts.ts';
import { gatherFacts } from '../core/artifacts/gather-facts.ts';
import type { ArtifactPart } from '../core/bricks/sidecar.ts';
import { shellWord } from '../core/pulls/shell-word.ts';
import type { Analysis, Subject, TaskAnalyst } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Decompress } from '../ports/decompress.ts';
import type { ModelServer } from '../ports/model.ts';
import type { PackageOwner, Packages } from '../ports/packages.ts';
import type { Progress } from '../ports/progress.ts';
import { askMetadata, type RunSpending, type TaskSpending } from './ask-metadata.ts';
import { decompressModule } from './decompress-module.ts';

/** Of one artifact; what comes after is not looked at. */
const MOST_BYTES = 268_435_456;

export interface AnalystWorld {
  /** Undefined: facts only, for whoever asks for no model. */
  readonly model?: ModelServer;
  readonly packages: Packages;
  /** Looks into compressed kernel modules; without it they are only named. */
  readonly decompress?: Decompress;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly temperature: number;
  readonly seed?: number;
  /** Tokens that all questions of one analyst, and of all of a run, may take together; undefined: no bound. */
  readonly tokens?: number;
  readonly runTokens?: number;
}

/** What was read of an artifact. */
export interface ReadArtifact {
  readonly bytes: Uint8Array;
  readonly kind: Artifact['kind'];
  readonly mode?: number;
  readonly parts: readonly ArtifactPart[];
}

/** What is asked about without opening it. */
export interface ReadSubject extends Omit<Subject, 'open'> {
  /** The brick that it is folded into, for the command that comes next. */
  readonly brick?: string;
}

/** A {@link TaskAnalyst} that can also be given bytes that somebody else has read. */
export interface ArtifactAnalyst extends TaskAnalyst {
  analyseBytes(read: ReadArtifact, subject: ReadSubject, signal?: AbortSignal): Promise<Analysis>;
}

/**
 * Parses artifacts, asks a model what they mean, and believes only what the facts hold.
 *
 * @param ofRun shared by the analysts of a run
 */
export function createAnalyst(world: AnalystWorld, ofRun: RunSpending = { tokens: 0 }): ArtifactAnalyst {
  const spent: TaskSpending = { tokens: 0, attempts: [] };
  const analyseBytes: ArtifactAnalyst['analyseBytes'] = async (read, subject, signal) => {
    const { findings, owner } = await findOut(world, read, subject, signal);
    const artifact = { findings, parts: read.parts, paths: [subject.source, subject.path] };
    const { source, path, brick } = subject;
    const semantic = await askMetadata(world, {
      artifact,
      spent,
      ofRun,
      subjects: [source, path, ...(brick === undefined ? [] : [brick]), ...(owner ? [owner.name] : [])],
      nextStep: nextStep(subject),
      ...(subject.intent === undefined ? {} : { intent: subject.intent }),
      ...(subject.model === undefined ? {} : { model: subject.model }),
      ...(signal ? { signal } : {}),
    });
    return { facts: findings.facts, semantic };
  };
  return {
    attempts: spent.attempts,
    analyseBytes,
    analyse: async (subject, signal) => analyseBytes(await readArtifact(subject, signal), subject, signal),
  };
}

async function readArtifact({ open }: Subject, signal?: AbortSignal): Promise<ReadArtifact> {
  await using artifact = await open();
  let bytes = new Uint8Array(65_536);
  let filled = 0;
  for (;;) {
    signal?.throwIfAborted();
    filled += await artifact.read(bytes.subarray(filled));
    if (filled < bytes.length || filled === MOST_BYTES) break;
    const larger = new Uint8Array(Math.min(bytes.length * 4, MOST_BYTES));
    larger.set(bytes);
    bytes = larger;
  }
  const { kind, mode } = artifact;
  const { parts } = artifact.contents();
  return { bytes: bytes.subarray(0, filled), kind, parts, ...(mode === undefined ? {} : { mode }) };
}

interface FoundOut {
  readonly findings: Findings;
  readonly owner: PackageOwner | undefined;
}

async function findOut(
  { packages, decompress }: AnalystWorld,
  { bytes, kind, mode, parts }: ReadArtifact,
  { path }: Pick<Subject, 'path'>,
  signal?: AbortSignal,
): Promise<FoundOut> {
  const about = { path, kind, ...(mode === undefined ? {} : { mode }) };
  const decompressed = await decompressModule(decompress, { bytes, about }, signal);
  const findings = gatherFacts(bytes, { about, parts, ...decompressed, deep: true });
  const owner = kind === 'file' ? await packages.ownerOf(path, signal) : undefined;
  const told = {
    ...(owner ? { package: owner.name } : {}),
    ...(owner?.version === undefined ? {} : { 'package-version': owner.version }),
    ...(bytes.length === MOST_BYTES ? { 'looked-at': `the first ${MOST_BYTES} bytes` } : {}),
  };
  const { facts } = findings;
  const properties = { ...facts.properties, ...told };
  return { findings: { ...findings, facts: { ...facts, properties } }, owner };
}

/** What a person does next, whatever a model thinks of it. */
function nextStep({ source, brick }: ReadSubject): string {
  if (brick !== undefined) return `openspec-complete foundry inspect ${shellWord(brick)}`;
  const name = source.replace(/\/+$/, '').replace(/^.*\//, '') || 'artifact';
  return `openspec-complete foundry fold ${shellWord(source)} --out ${shellWord(`${name}.brick`)}`;
}
