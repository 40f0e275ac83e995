import { findHiddenLines, type Hidden } from './hidden-lines.ts';
import { matchTaskLine, measureLine, type TaskLine } from './task-line.ts';

/** A checkbox with the lines that belong to it, before any of their words are understood. */
export interface TaskBlock {
  /** 1-based. */
  readonly line: number;
  readonly box: TaskLine;
  readonly section: readonly string[];
  readonly hidden?: Hidden;
  /** First line and wrapped continuation lines, joined by spaces. */
  readonly text: string;
  readonly details: readonly string[];
  /** The block whose list item holds this one. */
  readonly parent?: TaskBlock;
}

interface OpenBlock extends TaskBlock {
  text: string;
  readonly wraps: string[];
  /** Lines of each detail; joined at the end, since joining at every line would be quadratic. */
  readonly entries: string[][];
  details: readonly string[];
  /** What a line of prose does: it wraps the text, or the last detail, or (after a fence, a blank line) begins one. */
  state: 'text' | 'entry' | 'fenced' | 'closed';
}

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const PLAIN_BULLET = /^(?:[-*+•]|\d{1,9}[.)])\s+/;
const RULE = /^([-*_])(?:\s*\1){2,}$/;
const LABEL =
  /^(?:\*\*[^*\n]{2,40}\*\*\s*[:：]|\*\*[^*\n]{2,40}[:：]\*\*|(?:depends on|dependenc(?:y|ies)|blocked by|acceptance(?: criteria)?|verif(?:y|ication)|validation|files?|target|done when|success criteria|依赖|依賴|依存|验收|検証)\s*[:：])/i;

/** Splits a tracked file into its checkboxes and what belongs to each, in linear time. */
export function readBlocks(content: string): readonly TaskBlock[] {
  const lines = content.split('\n');
  const hidden = findHiddenLines(lines);
  const reader = new BlockReader();
  for (const [index, line] of lines.entries()) {
    const box = matchTaskLine(line);
    if (box) reader.addTask(box, index + 1, hidden[index]);
    else reader.addLine(line, hidden[index]);
  }
  for (const block of reader.blocks) {
    block.text = joinText(block.wraps);
    block.details = block.entries.map((entry) => entry.join(' '));
  }
  return reader.blocks;
}

class BlockReader {
  readonly blocks: OpenBlock[] = [];
  private readonly headings: { level: number; text: string }[] = [];
  private section: readonly string[] = [];
  /** Blocks whose list item is still open, outermost first. */
  private open: OpenBlock[] = [];

  addTask(box: TaskLine, line: number, hidden: Hidden | undefined): void {
    this.closeFrom(box.indent - 1);
    const parent = this.open.at(-1);
    const block: OpenBlock = {
      line,
      box,
      section: this.section,
      text: '',
      wraps: [box.description],
      entries: [],
      details: [],
      state: 'text',
      ...(hidden && { hidden }),
      ...(parent && { parent }),
    };
    this.blocks.push(block);
    this.open.push(block);
  }

  addLine(line: string, hidden: Hidden | undefined): void {
    if (hidden) {
      if (hidden === 'fence') this.addFenced(line);
      return;
    }
    const { indent, text } = measureLine(line);
    if (text === '') {
      for (const block of this.open) block.state = 'closed';
      return;
    }
    const heading = HEADING.exec(line.trimEnd());
    if (heading) {
      this.addHeading(heading[1]?.length ?? 1, heading[2] ?? '');
      return;
    }
    const bullet = PLAIN_BULLET.exec(text)?.[0];
    const lazy = this.open.at(-1)?.state;
    if (bullet !== undefined || RULE.test(text) || lazy === 'closed') this.closeFrom(indent);
    const block = this.open.at(-1);
    if (block) addToBlock(block, text, bullet);
  }

  private addFenced(line: string): void {
    const { indent, text } = measureLine(line);
    const block = this.open.at(-1);
    if (!block || block.hidden) return;
    // A fence at the margin belongs to the task only when it follows at once.
    if (indent <= block.box.indent && block.state === 'closed') return;
    const extra = Math.max(0, indent - block.box.indent - 2);
    block.entries.push([' '.repeat(Math.min(extra, 40)) + text]);
    block.state = 'fenced';
  }

  private addHeading(level: number, raw: string): void {
    this.open = [];
    while ((this.headings.at(-1)?.level ?? 0) >= level) this.headings.pop();
    this.headings.push({ level, text: raw.replace(/[ \t]#+$/, '').trim() });
    this.section = this.headings.map((heading) => heading.text);
  }

  /** Closes every list item that a line at this column lies outside of. */
  private closeFrom(indent: number): void {
    while (this.open.length > 0 && (this.open.at(-1)?.box.indent ?? 0) >= indent) this.open.pop();
  }
}

function addToBlock(block: OpenBlock, text: string, bullet: string | undefined): void {
  if (bullet !== undefined) {
    block.entries.push([text.slice(bullet.length)]);
    block.state = 'entry';
  } else if (block.state === 'text' && !LABEL.test(text)) {
    block.wraps.push(text);
  } else if (block.state === 'entry' && !LABEL.test(text)) {
    block.entries.at(-1)?.push(text);
  } else {
    block.entries.push([text]);
    block.state = 'entry';
  }
}

function joinText(wraps: readonly string[]): string {
  return wraps
    .map((wrap) => wrap.trim())
    .filter((wrap) => wrap !== '')
    .join(' ');
}
