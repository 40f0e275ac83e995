import type { FaultEntry } from './fault-entry.ts';

/** Model servers: exit code 3. */
export const MODEL_FAULTS = {
  'model-unreachable': {
    exit: 3,
    say: (at) => `No model server answers at ${at}.`,
    fix: 'Start the LM Studio server (`lms server start`) or set lm-studio-url.',
  },
  'model-not-a-server': {
    exit: 3,
    say: (at) => `${at} answers, but not as an OpenAI-compatible model server.`,
    fix: "Set lm-studio-url to the server's API base, usually http://localhost:1234/v1.",
  },
  'model-refused-key': {
    exit: 3,
    say: (at) => `The model server at ${at} refused the API key.`,
    fix: 'Set lm-studio-api-key to a token made in LM Studio under Developer, Authentication.',
  },
  'model-missing': {
    exit: 3,
    say: (at) => `The model server does not have ${at}.`,
    fix: 'Set lm-studio-model to one of the listed keys, or download the model with `lms get`.',
  },
  'model-none-loaded': {
    exit: 3,
    say: (at) => `The model server at ${at} has no usable model.`,
    fix: 'Load one with `lms load <key>` or turn on just-in-time loading.',
  },
  'model-load-failed': {
    exit: 3,
    say: (at) => `The model server could not load the model: ${at}.`,
    fix: 'Free memory or choose a smaller model or context, then run again.',
  },
  'model-context-small': {
    exit: 3,
    say: (at) => `The prompt does not fit the loaded context: ${at}.`,
    fix: 'Load the model with a longer context (`lms load <key> --context-length 16384`).',
  },
  'model-stalled': {
    exit: 3,
    say: (at) => `The model server sent nothing for too long: ${at}.`,
    fix: 'Raise stall-seconds, or use a smaller model or context.',
  },
  'model-failed': {
    exit: 3,
    say: (at) => `The model server failed: ${at}.`,
    fix: 'Look at the LM Studio log (`lms log stream`) and run again.',
  },
  'model-other-answered': {
    exit: 3,
    say: (at) => `Another model answered than the one asked for: ${at}.`,
    fix: 'Load the model you named, or set lm-studio-model to the loaded one.',
  },
  'model-disabled': {
    exit: 3,
    say: (at) => `LM Studio is switched off (${at}) and no fallback is set.`,
    fix: 'Unset LM_STUDIO_ENABLED, or set fallback-url and fallback-model.',
  },
  'budget-exceeded': {
    exit: 3,
    say: (at) => `The model was not asked, because its budget is used up: ${at}.`,
    fix: 'Wait until the window has moved on, or raise the row in control.lm_usage_budget.',
  },
} satisfies Record<string, FaultEntry>;
