import { z } from 'zod';

const path = (most: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine((text) => !text.includes('\0'), 'has a NUL in it');

export const TASK_TYPES = [
  'convert_binary',
  'convert_directory',
  'watch_path',
  'analyze_system',
  'crystallize_system',
  'foundry-v2',
  'scan_kernel_modules',
] as const;

/**
 * A FoundryTask: the fields of the origin's draft-07 schema with their defaults, and the two that only its real files
 * have (`paths`, `max_files_per_path`). Other fields are kept and mean nothing. `ai_model` has no default: what is not
 * named is the model that is configured. `docs/schemas/foundry-task.schema.json` says the same.
 */
export const foundryTaskSchema = z.looseObject({
  task_id: path(200),
  type: z.enum(TASK_TYPES, { error: `must be one of ${TASK_TYPES.join(', ')}` }),
  source: path(4096),
  destination: path(1024).optional(),
  intent: z.string().max(4000, 'is longer than 4000 characters').optional(),
  ai_model: path(300).optional(),
  /** A hint: a brick is as wide as its bytes need. */
  texture_size: z.int().min(1).max(65_536).default(256),
  max_files: z.int().min(1).max(10_000).default(50),
  max_files_per_path: z.int().min(1).max(10_000).optional(),
  paths: z.array(path(4096)).min(1).max(1000).optional(),
  auto_generated: z.boolean().default(false),
});

export type FoundryTask = z.output<typeof foundryTaskSchema>;
