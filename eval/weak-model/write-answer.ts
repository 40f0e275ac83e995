import type { FileTexts } from '../format/eval-case.ts';
import type { Random } from './random.ts';
import type { Rates } from './rates.ts';
import { searchReplaceBlocks } from './search-replace-blocks.ts';

/** An answer as the server gives it. */
export interface WrittenAnswer {
  readonly text: string;
  readonly finish: 'stop' | 'length';
}

export interface AnswerRequest {
  /** Files the answer holds, as they are to be. */
  readonly files: FileTexts;
  /** The same files as the model sees them now; those that are new are missing. */
  readonly present: FileTexts;
  /** Files that are asked for as SEARCH/REPLACE blocks. */
  readonly asBlocks: (path: string) => boolean;
}

/** Writes the files down as a weak model does: mostly in the form asked for, now and then not. */
export function writeAnswer(request: AnswerRequest, rates: Rates, random: Random): WrittenAnswer {
  // Each is drawn whatever the others come to, so that answers of equal seeds are alike.
  const draws = {
    prose: random.chance(rates.prose.value),
    thinking: random.chance(rates.thinking.value),
    style: random.chance(rates.otherPathStyle.value) ? (random.pick(STYLES) ?? 'fence') : 'fence',
    malformedWhole: random.chance(rates.malformedWhole.value),
    malformedBlocks: random.chance(rates.malformedBlocks.value),
    elided: random.chance(rates.elided.value),
    truncated: random.chance(rates.truncated.value),
    endless: random.chance(rates.endless.value),
    toolCall: random.chance(rates.toolCall.value),
  };
  const parts = [...request.files].map(([path, text]) => {
    const present = request.present.get(path);
    if (present !== undefined && request.asBlocks(path)) {
      const blocks = searchReplaceBlocks(present, text);
      return blocksPart(path, draws.malformedBlocks ? spoilBlocks(blocks, random) : blocks);
    }
    const written = draws.elided && present !== undefined ? elide(text, present, random) : text;
    return draws.toolCall ? toolCall(path, written) : wholePart(path, written, draws.style);
  });
  let text = parts.join('\n\n');
  if (draws.malformedWhole) text = spoilFence(text, random);
  if (draws.prose) text = `${PROSE_BEFORE}\n\n${text}\n\n${PROSE_AFTER}`;
  if (draws.thinking) text = `<think>\n${THOUGHT}\n</think>\n\n${text}`;
  if (draws.endless) return { text: `${text.slice(0, 400)}\n${ENDLESS.repeat(120)}`, finish: 'length' };
  if (draws.truncated)
    return { text: text.slice(0, Math.ceil(text.length * (0.3 + 0.6 * random.next()))), finish: 'length' };
  return { text, finish: 'stop' };
}

const PROSE_BEFORE = 'Sure! Here are the changes for this task.';
const PROSE_AFTER = 'These changes complete the task. Let me know if you need anything else.';
const THOUGHT =
  'The user wants me to change the crate. I look at the files first, then decide what to write.\nI keep the rest as it is.';
const ENDLESS = 'I will now check the code again to be sure that it is right. ';

type Style = 'fence' | 'heading' | 'bold' | 'comment' | 'attribute' | 'bare';
const STYLES: readonly Style[] = ['heading', 'bold', 'comment', 'attribute', 'bare'];

function languageOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return { rs: 'rust', md: 'markdown', toml: 'toml', wgsl: 'wgsl' }[ending] ?? '';
}

/** A whole file; Markdown that has fences of its own gets a longer one. */
function wholePart(path: string, text: string, style: Style): string {
  const mark = text.includes('```') ? '````' : '```';
  const language = languageOf(path);
  const body = text.endsWith('\n') ? text : `${text}\n`;
  switch (style) {
    case 'fence':
      return `${mark}${language} ${path}\n${body}${mark}`;
    case 'heading':
      return `### ${path}\n\n${mark}${language}\n${body}${mark}`;
    case 'bold':
      return `**\`${path}\`**\n${mark}${language}\n${body}${mark}`;
    case 'comment':
      return path.endsWith('.rs') || path.endsWith('.wgsl')
        ? `${mark}${language}\n// ${path}\n${body}${mark}`
        : `${path}\n${mark}\n${body}${mark}`;
    case 'attribute':
      return `${mark}${language} title="${path}"\n${body}${mark}`;
    case 'bare':
      return `${path}\n${mark}\n${body}${mark}`;
  }
}

function toolCall(path: string, text: string): string {
  const call = JSON.stringify({ name: 'write_file', arguments: { path, content: text } });
  return `<tool_call>\n${call}\n</tool_call>`;
}

interface Block {
  readonly search: string;
  readonly replace: string;
}

function blocksPart(path: string, blocks: readonly (Block | string)[]): string {
  const written = blocks.map((block) =>
    typeof block === 'string'
      ? block
      : `<<<<<<< SEARCH\n${block.search}=======\n${block.replace}>>>>>>> REPLACE`,
  );
  return `${path}\n\`\`\`${languageOf(path)}\n${written.join('\n\n')}\n\`\`\``;
}

/** One block's SEARCH is not what stands in the file, or a marker is missing. */
function spoilBlocks(blocks: readonly Block[], random: Random): readonly (Block | string)[] {
  const victim = Math.floor(random.next() * blocks.length);
  return blocks.map((block, at) => {
    if (at !== victim) return block;
    const lines = block.search.split('\n');
    const line = Math.floor(random.next() * Math.max(1, lines.length - 1));
    const spoil = random.pick(['indent', 'word', 'divider', 'tail'] as const);
    if (spoil === 'divider') return `<<<<<<< SEARCH\n${block.search}${block.replace}>>>>>>> REPLACE`;
    if (spoil === 'tail') return `<<<<<<< SEARCH\n${block.search}=======\n${block.replace}`;
    const search = lines
      .map((text, index) =>
        index !== line ? text : spoil === 'indent' ? text.trimStart() : `${text} // here`,
      )
      .join('\n');
    return { search, replace: block.replace };
  });
}

/** The first fence is never closed, or the paths are gone. */
function spoilFence(text: string, random: Random): string {
  if (random.chance(0.5)) return text.replace(/\n`{3,4}(?=\n|$)/, '');
  return text.replaceAll(/^(`{3,4}\w*) [^\n]*$/gm, '$1');
}

/** Part of what was there before is left out, with a comment in its place. */
function elide(text: string, present: string, random: Random): string {
  const lines = text.split('\n');
  const old = new Set(present.split('\n'));
  const runs: { from: number; to: number }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!old.has(lines[at] ?? '')) continue;
    const open = runs.at(-1);
    if (open && open.to === at) open.to = at + 1;
    else runs.push({ from: at, to: at + 1 });
  }
  const run = random.pick(runs.filter(({ from, to }) => to - from >= 8));
  if (!run) return text;
  return [...lines.slice(0, run.from + 2), '// ... existing code ...', ...lines.slice(run.to - 2)].join('\n');
}
