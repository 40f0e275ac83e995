import type { ArtifactFacts, Semantic } from '../core/bricks/sidecar.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Artifact } from './artifacts.ts';

/** What is asked about. */
export interface Subject {
  /** As it was named in the task or on the command line. */
  readonly source: string;
  /** Where it is on this machine. */
  readonly path: string;
  /** What it is looked at for, in the words of a task: untrusted. */
  readonly intent?: string;
  /** The model that the task wishes for; undefined: the configured one. */
  readonly model?: string;
  /** A fresh reading of the artifact. Throws `artifact-…`. */
  readonly open: () => Promise<Artifact>;
}

/** What an artifact is and means, in the shapes of a sidecar. */
export interface Analysis {
  /** Found by parsers, with or without a model. */
  readonly facts?: ArtifactFacts;
  readonly semantic: Semantic;
}

/** Looks into artifacts. */
export interface Analyst {
  /** Without a model that answers it is `unanalysed` with the reason, not a fault. Throws `artifact-…`. */
  analyse(subject: Subject, signal?: AbortSignal): Promise<Analysis>;
}

/** Looks into the artifacts of one task, within the token budget of a task. */
export interface TaskAnalyst extends Analyst {
  /** The answers of the model so far, each with its `model`; rounds count anew with each artifact. */
  readonly attempts: readonly Attempt[];
}

/** Gives each task an analyst of its own. */
export interface Analysts {
  forTask(): TaskAnalyst;
}
