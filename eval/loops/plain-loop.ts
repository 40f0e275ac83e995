import { isAbsolute, normalize } from 'node:path';
import type { Message, ModelServer } from '../../src/ports/model.ts';
import type { EvalCase, FileTexts } from '../format/eval-case.ts';
import type { BenchSlot } from '../judge/bench-slot.ts';
import { overlay } from '../judge/overlay.ts';
import type { LoopEnd } from './loop-end.ts';
import { readPlainReply } from './read-plain-reply.ts';

const TRIES = 3;
const ANSWER_TOKENS = 8_192;
/** As the engine asks. */
const TEMPERATURE = 0.2;
const SEED = 42;
const SYSTEM = 'You are a senior Rust engineer.';
const FORM = 'Answer with the whole file in a code fence, its path behind the language: ```rust src/lib.rs';

/**
 * The plain loop of the original design: the task and the whole files, whole files back, the raw error text appended,
 * three tries. It believes `cargo check` and `cargo test`.
 */
export async function plainLoop(
  one: EvalCase,
  about: { readonly base: FileTexts; readonly bench: BenchSlot; readonly server: ModelServer },
): Promise<LoopEnd> {
  const { base, bench, server } = about;
  const started = performance.now();
  const card = await server.choose();
  const messages: Message[] = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: plainPrompt(one, base) },
  ];
  const usage = { calls: 0, promptTokens: 0, completionTokens: 0 };
  let files = base;
  let reason = '';
  let accepted: FileTexts | undefined;
  while (usage.calls < TRIES && accepted === undefined) {
    const options = {
      temperature: TEMPERATURE,
      maxTokens: ANSWER_TOKENS,
      seed: SEED,
      callSite: `plain ${one.name}`,
    };
    const answer = await server.ask(card, messages, options).catch((error: unknown) => {
      // A prompt that does not fit, or a server that gave up: the plain loop knows no way on.
      reason = error instanceof Error ? error.message : String(error);
    });
    if (!answer) break;
    usage.calls += 1;
    usage.promptTokens += answer.promptTokens ?? 0;
    usage.completionTokens += answer.completionTokens ?? 0;
    const written = new Map(
      [...readPlainReply(answer.text, filesNamed(one, base))].filter(([path]) => isInside(path)),
    );
    files = overlay(files, written);
    reason = written.size === 0 ? 'no code block found in the answer' : await bench.plainError(files);
    if (reason === '') accepted = files;
    messages.push(
      { role: 'assistant', content: answer.text },
      { role: 'user', content: `${reason}\n\nFix the errors. ${FORM}` },
    );
  }
  const milliseconds = performance.now() - started;
  const why = /^(?:error|test .* FAILED).*$/m.exec(reason)?.[0] ?? reason;
  return { accepted, reason: why.slice(0, 400), rounds: usage.calls, usage, repairs: 0, milliseconds };
}

/** The task and all sources of the crates whose files it names, or of all crates. */
function plainPrompt(one: EvalCase, base: FileTexts): string {
  const crates = new Set(filesNamed(one, base).map((path) => crateOf(path, base)));
  const sources = [...base].filter(
    ([path]) =>
      !path.startsWith('openspec/') &&
      /\.(?:rs|wgsl|md|toml)$/.test(path) &&
      (crates.size === 0 || crates.has('') || crates.has(crateOf(path, base))),
  );
  const quoted = sources.map(([path, text]) => `${path}\n${fenced(text, path)}`);
  return [`Task: ${one.text}`, ...one.details, '', ...quoted, '', FORM].join('\n');
}

function fenced(text: string, path: string): string {
  const mark = text.includes('```') ? '````' : '```';
  return `${mark}${path.endsWith('.rs') ? 'rust' : ''}\n${text}${mark}\n`;
}

/** Paths the task names; also such as are to be made. */
function filesNamed(one: EvalCase, base: FileTexts): readonly string[] {
  const words = [one.text, ...one.details].join('\n').match(/[\w./-]+\.(?:rs|md|wgsl|toml)\b/g) ?? [];
  return [...new Set(words)].filter((word) => base.has(word) || word.includes('/'));
}

/** The folder of the nearest manifest above a file, '' for the root. */
function crateOf(path: string, base: FileTexts): string {
  const parts = path.split('/');
  for (let depth = parts.length - 1; depth > 0; depth -= 1) {
    const folder = parts.slice(0, depth).join('/');
    if (base.has(`${folder}/Cargo.toml`)) return folder;
  }
  return '';
}

function isInside(path: string): boolean {
  return !isAbsolute(path) && !normalize(path).startsWith('..');
}
