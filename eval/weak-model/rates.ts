/** A probability or count, and where it is from. `assumed` marks the ones nobody measured, as far as we found. */
interface Rate {
  readonly value: number;
  readonly source: string;
}

/** How likely a fault of the last round is put right, by what the message about it holds; each includes the former. */
export interface RepairLadder {
  /** The error is named, as rustc prints it. */
  readonly named: Rate;
  /** The failing line is quoted with its number, or the whole file with line numbers. */
  readonly numbered: Rate;
  /** Only the surroundings of the error are quoted, with line numbers. */
  readonly localised: Rate;
  /** And a sentence says what the error means or how it is put right. */
  readonly explained: Rate;
}

/** Everything the simulated model's behaviour is drawn from. */
export interface Rates {
  /** First answers with Rust that does not compile. */
  readonly compileFailure: Rate;
  /** Mean number of compiler errors in an answer that does not compile. */
  readonly errorsPerFailure: Rate;
  /** First answers that compile and are wrong although the model could do better when shown a failing test. */
  readonly slip: Rate;
  readonly placeholder: Rate;
  readonly deletedTests: Rate;
  readonly ignoredTest: Rate;
  readonly weakenedAssertion: Rate;
  readonly silencedLint: Rate;
  readonly nothingDone: Rate;
  /** Answers that cannot be read in the form asked for. */
  readonly malformedWhole: Rate;
  readonly malformedBlocks: Rate;
  readonly elided: Rate;
  readonly truncated: Rate;
  readonly endless: Rate;
  readonly toolCall: Rate;
  readonly thinking: Rate;
  readonly prose: Rate;
  readonly otherPathStyle: Rate;
  readonly repair: RepairLadder;
  /** Rounds after the first that give the same bytes again. */
  readonly repeated: Rate;
  /** What that rate is multiplied with for each thing that changed: the message says so, the temperature is higher. */
  readonly repeatedWhenTold: Rate;
}

const assumed = (value: number, why: string): Rate => ({ value, source: `assumed: ${why}` });
const AIDER = 'Aider leaderboards (aider/website/_data)';
const PILOT = 'pilot with local 3-4B models on Rust, 204 tasks';
const RUSTASSISTANT = 'RustAssistant (arXiv 2308.05177), 270 programs:';
const SMALL_LOOP = 'arXiv 2607.13921, Qwen3.5-9B';
const UNMEASURED = 'seen in every local model, no figure found';

/** A model of 7 to 30 billion parameters: what the bars are read on. */
const weak: Rates = {
  compileFailure: { value: 0.659, source: `${SMALL_LOOP}: 65.9 % compile errors before a compile loop` },
  errorsPerFailure: {
    value: 3,
    source: 'Rust-SWE-bench (arXiv 2602.22764): mean of 3 compile errors a task',
  },
  slip: {
    value: 0.264,
    source: `${AIDER}: one retry with the test output gives +26.4 points (polyglot, n=69)`,
  },
  placeholder: assumed(0.04, UNMEASURED),
  deletedTests: assumed(0.04, UNMEASURED),
  ignoredTest: assumed(0.02, UNMEASURED),
  weakenedAssertion: assumed(0.02, UNMEASURED),
  silencedLint: assumed(0.03, UNMEASURED),
  nothingDone: assumed(0.02, UNMEASURED),
  malformedWhole: { value: 0.004, source: `${AIDER}: whole file 99.6 % well-formed, Qwen2.5-Coder-32B` },
  malformedBlocks: { value: 0.284, source: `${AIDER}: search/replace 71.6 % well-formed, Qwen2.5-Coder-32B` },
  elided: assumed(0.05, UNMEASURED),
  truncated: assumed(0.03, UNMEASURED),
  endless: assumed(0.02, UNMEASURED),
  toolCall: assumed(0.03, UNMEASURED),
  thinking: assumed(0.2, 'a share of local models think aloud in the answer'),
  prose: assumed(0.4, 'chat models explain themselves'),
  otherPathStyle: assumed(0.15, UNMEASURED),
  repair: {
    named: { value: 0.51, source: `${RUSTASSISTANT} 139 with the error text alone` },
    numbered: { value: 0.72, source: `${RUSTASSISTANT} 196 with line numbers` },
    localised: { value: 0.91, source: `${RUSTASSISTANT} 247 with the surroundings only` },
    explained: { value: 0.93, source: `${RUSTASSISTANT} 252 when the error is explained first` },
  },
  repeated: assumed(0.289, `half of what the ${PILOT} did: 59 of 102 repair rounds byte-identical`),
  repeatedWhenTold: assumed(0.5, 'as if the same answer had to be drawn once more'),
};

/** The pilot's own models: hardly any first answer compiles, and an error without a fix note stays. */
const tiny: Rates = {
  ...weak,
  repeated: { value: 0.578, source: `${PILOT}: 59 of 102 repair rounds byte-identical` },
  compileFailure: { value: 0.98, source: `${PILOT}: 0 of 204 right at first, 4 after three rounds` },
  repair: {
    named: { value: 0.03, source: `${PILOT}: 9 of 318 errors cleared without a hint` },
    numbered: { value: 0.03, source: `${PILOT}: 9 of 318 errors cleared without a hint` },
    localised: { value: 0.03, source: `${PILOT}: 9 of 318 errors cleared without a hint` },
    explained: { value: 0.39, source: `${PILOT}: 39 % cleared with a fix note` },
  },
};

/** The best local models. */
const strong: Rates = {
  ...weak,
  compileFailure: {
    value: 0.31,
    source: 'PROBE: 31 % compile failures, Qwen2.5-Coder-7B on single Rust functions',
  },
  slip: { value: 0.115, source: `${AIDER}: one retry with the test output gives +11.5 points (edit, n=98)` },
  malformedBlocks: { value: 0.058, source: `${AIDER}: search/replace 94.2 % well-formed, Qwen3-32B` },
  repeated: assumed(0.145, 'half of the weak model'),
};

export const PRESETS = { weak, tiny, strong } as const;

/**
 * Which errors a failing answer has, by weight. Rust-SWE-bench (arXiv 2602.22764) gives the seven codes; the rest, 26 %,
 * is spread over what else the issue names.
 */
export const ERROR_WEIGHTS = {
  /** E0599 */
  method: 18.06,
  /** E0433: an import is missing, or a new module was not declared. */
  import: 16.21,
  /** E0432 */
  path: 12.08,
  /** E0425 */
  name: 8.54,
  /** E0308 */
  type: 6.81,
  /** E0277 and its like: a derive is missing. */
  bound: 6.5,
  /** E0412 */
  typeName: 5.69,
  /** E0382, E0384, E0596 … */
  borrow: 20.11,
  /** Syntax. */
  brace: 6,
} as const;
