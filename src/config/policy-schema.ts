import { z } from 'zod';
import { splitWords } from '../core/policy/split-words.ts';
import { PROFILES, type Profile } from '../core/profiles/profile.ts';

const words = z.array(z.string().min(1));
const command = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .superRefine((line, context) => {
    const split = splitWords(line);
    if (!split.ok) context.addIssue({ code: 'custom', message: `it cannot be run: ${split.why}` });
  });
const validation = z.union([
  command,
  z.strictObject({ run: command, when: z.union([z.string(), words]).optional() }),
]);

const modelsByProfile = z.strictObject(
  Object.fromEntries((['default', ...PROFILES] as const).map((name) => [name, words.optional()])) as Record<
    'default' | Profile,
    z.ZodOptional<typeof words>
  >,
);
/** Keys that `models` may have as a mapping. */
export const MODEL_KEYS: readonly string[] = Object.keys(modelsByProfile.shape);

/** The repository policy file; `docs/policy.schema.json` is generated from this. */
export const policySchema = z.strictObject({
  validate: z
    .array(validation)
    .optional()
    .describe('Commands that must pass, run in the sandbox; `when` limits them to changed paths (globs).'),
  allow: words
    .optional()
    .describe('Globs of denied paths that edits may touch after all; never .git/** or .github/**.'),
  deny: words.optional().describe('Globs of further paths that edits may not touch.'),
  'allow-dependencies': words.optional().describe('Crates that a task may add to Cargo.toml.'),
  models: z
    .union([words, modelsByProfile])
    .optional()
    .describe(
      'Model keys in escalation order; the first is used when lm-studio-model is not set. Or such a list for each task profile, with `default` for all others.',
    ),
  rules: z.string().max(8000).optional().describe('House rules told to the model.'),
  toolchain: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/)
    .optional()
    .describe('rustup toolchain, for instance 1.85.0; it must be installed.'),
  features: words.optional().describe('Cargo features to build with.'),
  packages: words.optional().describe('Workspace packages to check and test; all when absent.'),
  limits: z
    .strictObject({
      'cargo-seconds': z.int().min(10).max(86_400).optional().describe('Longest time of one cargo command.'),
      'memory-megabytes': z.int().min(256).optional().describe('Memory of one sandboxed program.'),
      'file-megabytes': z.int().min(16).optional().describe('Largest file a sandboxed program may write.'),
      processes: z.int().min(16).optional().describe('Most processes and threads in the sandbox.'),
      'task-tokens': z.int().min(1000).optional().describe('Most model tokens one task may use.'),
      'task-seconds': z
        .int()
        .min(1)
        .optional()
        .describe('Longest time one task is worked on with the model.'),
      'run-tokens': z.int().min(1000).optional().describe('Most model tokens all tasks of a run may use.'),
      'foundry-megabytes': z
        .int()
        .min(1)
        .max(2000)
        .optional()
        .describe('Most bytes of bricks in the pull request of a FoundryTask; 50 when absent.'),
    })
    .optional(),
  skip: words.optional().describe('Globs on task titles that are never worked on.'),
  commits: z
    .enum(['git', 'api'])
    .optional()
    .describe(
      'How commits come to GitHub: `git` pushes them (default); `api` has GitHub make and sign them, where branches want signed commits.',
    ),
  'foundry-sources': words
    .optional()
    .describe(
      'Globs of paths outside of the repository that FoundryTasks may fold in a workflow, instead of the usual ones.',
    ),
  labels: words.optional().describe('Further labels for pull requests.'),
  reviewers: words.optional().describe('Logins (or org/team) asked for a review.'),
});

export type PolicyFile = z.output<typeof policySchema>;
