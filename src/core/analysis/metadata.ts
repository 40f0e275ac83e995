import { z } from 'zod';
import { ARTIFACT_KINDS } from './artifact-kind.ts';

/** What a model is asked for. Lengths are no part of it: grammars of model servers break on them, so code cuts. */
export const metadataSchema = z.object({
  summary: z.string().min(1),
  kind: z.enum(ARTIFACT_KINDS),
  components: z.array(z.string()),
  security: z.array(
    z.object({
      severity: z.enum(['low', 'medium', 'high', 'critical']),
      text: z.string(),
      /** Name of a section, symbol, import, text, file or property of the facts. */
      evidence: z.string(),
    }),
  ),
  tags: z.array(z.string()),
  confidence: z.number(),
  next_step: z.string(),
});

/** An answer in the right form, of which nothing is believed yet. */
export type Metadata = z.infer<typeof metadataSchema>;
