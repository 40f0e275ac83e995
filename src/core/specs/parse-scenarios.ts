import { findHiddenLines } from '../tasks/hidden-lines.ts';

/** A scenario of a spec delta: what a test can show. */
export interface Scenario {
  /** Repository-relative path of the spec. */
  readonly file: string;
  /** 1-based line of the scenario's heading. */
  readonly line: number;
  readonly operation: 'added' | 'modified' | 'removed' | 'renamed' | 'none';
  readonly requirement: string;
  /** What the requirement says before its scenarios, in one line. */
  readonly statement: string;
  readonly scenario: string;
  /** The lines below the heading, bullets and bold removed; wrapped lines joined. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly keyword: 'given' | 'when' | 'then' | 'and' | 'but' | 'text';
  readonly text: string;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const OPERATION = /^(added|modified|removed|renamed)\s+requirements\b/i;
const KEYWORD = /^(given|when|then|and|but)\b[\s:：]*/i;
const BULLET = /^(?:[-*+]|\d{1,9}[.)])\s+/;

/**
 * Reads the scenarios of a spec or spec delta (`### Requirement:` / `#### Scenario:` headings below
 * `## ADDED Requirements` and the like, as Fission-AI/OpenSpec writes them). Text it does not know is left out.
 */
export function parseScenarios(file: string, content: string): readonly Scenario[] {
  const lines = content.split('\n');
  const hidden = findHiddenLines(lines);
  const reader = new SpecReader(file);
  for (const [index, raw] of lines.entries())
    if (!hidden[index]) reader.read(raw.trimEnd().replace(/^\uFEFF/, ''), index + 1);
  return reader.scenarios;
}

class SpecReader {
  readonly scenarios: (Scenario & { steps: Step[] })[] = [];
  readonly #file: string;
  #operation: Scenario['operation'] = 'none';
  #requirement = '';
  #statement: string[] = [];
  /** The last scenario goes on. */
  #open = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** @param number 1-based */
  read(line: string, number: number): void {
    const heading = HEADING.exec(line);
    const current = this.#open ? this.scenarios.at(-1) : undefined;
    if (heading) this.#heading(heading[1] ?? '', (heading[2] ?? '').replace(/[ \t]#+$/, '').trim(), number);
    else if (current) addStep(current.steps, line.trim());
    else if (this.#requirement !== '' && line.trim() !== '') this.#statement.push(line.trim());
  }

  #heading(marks: string, text: string, line: number): void {
    this.#open = false;
    if (marks.length === 2) this.#operation = readOperation(text);
    if (marks.length < 4) this.#statement = [];
    const [, kind, name = ''] = /^(requirement|scenario)\s*[:：]\s*(.*)$/i.exec(text) ?? [];
    if (kind?.toLowerCase() === 'requirement') this.#requirement = name;
    if (kind?.toLowerCase() !== 'scenario') return;
    const said = { requirement: this.#requirement, statement: this.#statement.join(' '), scenario: name };
    this.scenarios.push({ file: this.#file, line, operation: this.#operation, ...said, steps: [] });
    this.#open = true;
  }
}

function readOperation(heading: string): Scenario['operation'] {
  switch (OPERATION.exec(heading)?.[1]?.toLowerCase()) {
    case 'added':
      return 'added';
    case 'modified':
      return 'modified';
    case 'removed':
      return 'removed';
    case 'renamed':
      return 'renamed';
    default:
      return 'none';
  }
}

function addStep(steps: Step[], line: string): void {
  if (line === '') return;
  const bullet = BULLET.exec(line)?.[0];
  const text = line.slice(bullet?.length ?? 0).replaceAll('**', '');
  const keyword = KEYWORD.exec(text);
  if (keyword) {
    const word = keyword[1]?.toLowerCase() as Exclude<Step['keyword'], 'text'>;
    steps.push({ keyword: word, text: text.slice(keyword[0].length).trim() });
    return;
  }
  const last = steps.at(-1);
  if (bullet === undefined && last) {
    steps[steps.length - 1] = { keyword: last.keyword, text: `${last.text} ${text}` };
    return;
  }
  steps.push({ keyword: 'text', text });
}
