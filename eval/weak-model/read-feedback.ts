import type { ContentFault } from './content-fault.ts';
import type { RepairLadder } from './rates.ts';

export type Rung = keyof RepairLadder;

const NUMBERED = /^[> ]*(\d{1,6}) \|/;
/** A line of code with its number, as rustc shows the failing one. */
const CODE_LINE = /^[> ]*\d{1,6} \| *\S/;
/** rustc's own snippets show a line or three; a quotation of the file is longer. */
const QUOTATION_LINES = 5;
/** RustAssistant quotes 50 lines on each side; more is the whole file for these crates. */
const SURROUNDINGS_LINES = 101;
/** Characters around a mention in which an explanation belongs to it. */
const NEAR = 2_500;

/**
 * What a message says of a fault: undefined when it does not mention it. Looks only at the text of the message: is one
 * of the fault's symptoms named, does it stand in a stretch of numbered lines, is an explanation near.
 */
export function readFeedback(message: string, fault: ContentFault): Rung | undefined {
  if (fault.kind === 'slip' || fault.kind === 'wrongExpectation') return readTestFailure(message, fault);
  const places = fault.symptoms.flatMap((symptom) => {
    const at = mentionOf(message, symptom);
    return at < 0 ? [] : [{ symptom, at }];
  });
  const [first] = places;
  if (!first) return undefined;
  const quoted = places.map(({ symptom }) => quotationWith(message, symptom)).filter((lines) => lines > 0);
  if (quoted.length === 0) {
    const lines = message.split('\n').filter((line) => CODE_LINE.test(line));
    const shown = places.some(({ symptom }) => lines.some((line) => mentionOf(line, symptom) >= 0));
    return shown ? 'numbered' : 'named';
  }
  if (Math.min(...quoted) > SURROUNDINGS_LINES) return 'numbered';
  const near = message.slice(Math.max(0, first.at - NEAR), first.at + NEAR);
  return /\bmeans: |\bhelp: |\bnote: |\bGIVEN\b|\bhint: /.test(near) ? 'explained' : 'localised';
}

/** Of a failing test: is it named, are the values shown, its source lines, the scenario it stands for. */
function readTestFailure(message: string, fault: ContentFault): Rung | undefined {
  if (!fault.symptoms.some((symptom) => message.includes(symptom))) return undefined;
  if (!/\bleft: |panicked at/.test(message)) return 'named';
  if (quotationWith(message, 'assert_eq') === 0 && quotationWith(message, 'assert') === 0) return 'numbered';
  return /\bGIVEN\b|#### Scenario|\bScenario:/.test(message) ? 'explained' : 'localised';
}

/** A name counts only as a whole word. */
function mentionOf(message: string, symptom: string): number {
  const isWord = /^\w+$/.test(symptom);
  for (let at = message.indexOf(symptom); at >= 0; at = message.indexOf(symptom, at + 1)) {
    if (!isWord || (!isWordAt(message, at - 1) && !isWordAt(message, at + symptom.length))) return at;
  }
  return -1;
}

function isWordAt(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? ' ');
}

/** Lines of the shortest stretch of consecutively numbered lines that holds the symptom; 0 when none does. */
function quotationWith(message: string, symptom: string): number {
  let best = 0;
  let run: string[] = [];
  let last = -1;
  const end = () => {
    const holds = run.some((line) => mentionOf(line, symptom) >= 0);
    if (run.length >= QUOTATION_LINES && holds) best = best === 0 ? run.length : Math.min(best, run.length);
    run = [];
  };
  for (const line of message.split('\n')) {
    const number = Number(NUMBERED.exec(line)?.[1] ?? Number.NaN);
    if (number !== last + 1) end();
    if (Number.isNaN(number)) {
      last = -1;
      continue;
    }
    run.push(line);
    last = number;
  }
  end();
  return best;
}
