import { z } from 'zod';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/, 'not 64 hexadecimal digits');
const BYTES = z.int().min(0);

/** A file of a directory, or a range of a memory, in the bytes that were folded. */
const partSchema = z.object({
  /** Path within the directory, or the name that the kernel gives the range. */
  name: z.string(),
  /** Where its own bytes begin in what was folded. */
  offset: BYTES,
  size: BYTES,
  /** For memory: where the range begins in the address space, in hexadecimal digits. */
  address: z.string().optional(),
});

/** Bytes of the artifact, or of what it holds in compressed form. */
const placeSchema = z.object({ offset: BYTES, size: BYTES, within: z.literal('decompressed').optional() });

const rangeSchema = placeSchema.extend({ name: z.string() });

/** What parsers found in the artifact, not a model. */
const factsSchema = z.object({
  /** `elf`, `text`, `proc`, `kernel-module`, `directory`, `binary` … */
  format: z.string(),
  /** Name and value, as `architecture` and `x86-64`. */
  properties: z.record(z.string(), z.string()),
  sections: z.array(rangeSchema),
  /** The first 5,000. */
  symbols: z.array(rangeSchema),
  /** What a binary asks other files for, each where its name stands: the first 1,000. */
  imports: z.array(rangeSchema).optional(),
  /** The 200 most telling texts; a long one is cut, its size is not. */
  strings: z.array(rangeSchema).optional(),
  /** Stretches that look compressed or encrypted, each named by its bits per byte: the first 50. */
  dense: z.array(rangeSchema).optional(),
});

/** A remark and the bytes that show it. */
const noteSchema = placeSchema.extend({
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  text: z.string(),
});

const semanticSchema = z.discriminatedUnion('state', [
  /** No model has looked at it; `why` says what kept it. */
  z.object({
    state: z.literal('unanalysed'),
    why: z.string().optional(),
    /** What the parsers found, for that needs no model. */
    security: z.array(noteSchema).optional(),
  }),
  z.object({
    state: z.literal('analysed'),
    summary: z.string(),
    kind: z.string(),
    components: z.array(z.string()),
    security: z.array(noteSchema),
    tags: z.array(z.string()),
    /** 0 to 1, as the model says. */
    confidence: z.number().min(0).max(1),
    /** A command for the user. */
    next_step: z.string(),
    model: z.string(),
    /** Claims of the model that are not in the facts, and were left out. */
    dropped: BYTES.optional(),
    /** ISO 8601, UTC. */
    analysed_at: z.string(),
  }),
]);

/** Its JSON Schema is docs/schemas/brick-sidecar.schema.json. */
export const sidecarSchema = z.object({
  format: z.literal('openspec-complete-sidecar'),
  version: z.literal(1),
  source: z.object({
    /** As it was given. */
    path: z.string(),
    kind: z.enum(['file', 'directory', 'memory']),
    /** Bytes that were folded. */
    size: BYTES,
    sha256: SHA256,
  }),
  /** ISO 8601, UTC. */
  folded_at: z.string(),
  /** When the artifact was found to be gone (ISO 8601, UTC); the brick stays. */
  gone_at: z.string().optional(),
  tool: z.object({ name: z.string(), version: z.string() }),
  brick: z.object({
    side: z.int(),
    order: z.int(),
    compressed: z.boolean(),
    entropy: z.number(),
    /** 1, unless the artifact is larger than a brick. */
    bricks: z.int().min(1),
  }),
  /** The first 10,000 of them. */
  parts: z.array(partSchema),
  parts_total: BYTES,
  /** What was met and is not in the brick, each with its reason: the first 1,000. */
  left_out: z.array(z.object({ name: z.string(), why: z.string() })),
  left_out_total: BYTES,
  facts: factsSchema.optional(),
  semantic: semanticSchema,
});

/** `X.brick.json`: where a brick comes from and what it means. Also read by the map. */
export type Sidecar = z.infer<typeof sidecarSchema>;
export type ArtifactPart = z.infer<typeof partSchema>;
export type Semantic = z.infer<typeof semanticSchema>;
export type ArtifactFacts = z.infer<typeof factsSchema>;
/** Bytes that have a name. */
export type ArtifactRange = z.infer<typeof rangeSchema>;
export type SecurityNote = z.infer<typeof noteSchema>;

/** The sidecar of a brick stands beside it. */
export function sidecarPath(brick: string): string {
  return `${brick}.json`;
}

/** One JSON document with a line feed at its end. */
export function printSidecar(sidecar: Sidecar): string {
  return `${JSON.stringify(sidecar, null, 2)}\n`;
}

/** Nothing when the text is no sidecar: it can be written by anybody and is never needed to unfold a file. */
export function parseSidecar(text: string): Sidecar | undefined {
  try {
    return sidecarSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whether a text is a sidecar, also one that is damaged otherwise or of a later version. */
export function isSidecarText(text: string): boolean {
  try {
    return z.looseObject({ format: sidecarSchema.shape.format }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
