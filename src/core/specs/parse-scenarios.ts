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
  const scenarios: (Scenario & { steps: Step[] })[] = [];
  let operation: Scenario['operation'] = 'none';
  let requirement = '';
  let statement: string[] = [];
  let open = false;
  for (const [index, raw] of lines.entries()) {
    if (hidden[index]) continue;
    const line = raw.trimEnd().replace(/^\uFEFF/, '');
    const heading = HEADING.exec(line);
    if (!heading) {
      const current = open ? scenarios.at(-1) : undefined;
      if (current) addStep(current.steps, line.trim());
      else if (requirement !== '' && line.trim() !== '') statement.push(line.trim());
      continue;
    }
    const text = (heading[2] ?? '').replace(/[ \t]#+$/, '').trim();
    open = false;
    if (heading[1]?.length === 2) operation = readOperation(text);
    const name = /^(requirement|scenario)\s*[:：]\s*(.*)$/i.exec(text);
    if (heading[1] !== '####') statement = [];
    if (name?.[1]?.toLowerCase() === 'requirement') requirement = name[2] ?? '';
    if (name?.[1]?.toLowerCase() === 'scenario') {
      const said = { requirement, statement: statement.join(' '), scenario: name[2] ?? '' };
      scenarios.push({ file, line: index + 1, operation, ...said, steps: [] });
      open = true;
    }
  }
  return scenarios;
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
