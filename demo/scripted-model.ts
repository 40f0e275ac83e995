import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LmStudio } from '../test/fakes/lm-studio/lm-studio.ts';
import type { ChatRequest, ScriptedReply } from '../test/fakes/lm-studio/scripted-reply.ts';

/** Which answer a task gets, by a phrase of its text; one file a round, the last one repeats. */
const SCRIPT: readonly {
  readonly phrase: string;
  readonly files: readonly string[];
  readonly tests?: string;
}[] = [
  { phrase: 'Add `pub fn format', files: ['1.1-first.md', '1.1-second.md'], tests: '1.1-tests.md' },
  { phrase: 'Implement `std::fmt::Display`', files: ['1.2.md'] },
  { phrase: 'Test that `parse(&format(n))', files: ['1.3.md'] },
  { phrase: 'Print `ringing in 1h30m`', files: ['2.1.md'] },
  { phrase: 'Describe the output in `README.md`', files: ['2.2.md'] },
];

/** An LM Studio emulator that plays the demo's script at the pace of a 30B model on a good card. */
export function startScriptedModel(): Promise<LmStudio> {
  return LmStudio.start({
    models: [{ key: 'demo/scripted-coder-30b', loaded: { contextLength: 16_384 } }],
    prefillSpeed: 6000,
    writeSpeed: 400,
    respond: scriptedReply,
  });
}

export async function scriptedReply({ messages }: ChatRequest): Promise<ScriptedReply> {
  const round = messages.filter((message) => message.role === 'assistant').length;
  // The change's other tasks may be quoted in the documents before it: the task itself stands last.
  const asked =
    messages.findLast((message) => SCRIPT.some(({ phrase }) => message.content.includes(phrase)))?.content ??
    '';
  const entry = SCRIPT.toSorted((a, b) => asked.lastIndexOf(b.phrase) - asked.lastIndexOf(a.phrase))[0];
  const file = asked.includes('# Write only tests')
    ? entry?.tests
    : entry?.files[Math.min(round, entry.files.length - 1)];
  if (!file || asked === '') return { text: 'The script has no answer to this prompt.' };
  return { text: await readFile(join(import.meta.dirname, 'replies', file), 'utf8') };
}
