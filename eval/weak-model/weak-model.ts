import type { ChatRequest, ScriptedReply } from '../../test/fakes/lm-studio/scripted-reply.ts';
import type { EvalCase, EvalRepository, FileTexts } from '../format/eval-case.ts';
import { overlay } from '../judge/overlay.ts';
import { askedForm } from './asked-form.ts';
import { COMPILE_FAULTS, isCompileKind } from './compile-faults.ts';
import { type ContentFault, withFaults } from './content-fault.ts';
import { type Assignment, drawFaults, rightFiles, type Work } from './draw-faults.ts';
import { findCase } from './find-case.ts';
import { Random } from './random.ts';
import type { Rates } from './rates.ts';
import { readFeedback } from './read-feedback.ts';
import { shownFiles } from './shown-files.ts';
import { withoutGreenTests } from './without-green-tests.ts';
import { type WrittenAnswer, writeAnswer } from './write-answer.ts';

type Message = ChatRequest['messages'][number];

/** What the model had in mind when it wrote an answer; it finds it again by its own words in the conversation. */
interface Mind extends Assignment {
  readonly key: string;
  readonly round: number;
  readonly temperature: number;
  readonly faults: readonly ContentFault[];
  /** The files as this answer has them, those equal to the base left out. */
  readonly files: FileTexts;
  /** What it took for the present files. */
  readonly present: FileTexts;
  readonly answer: WrittenAnswer;
}

/** A question as it reaches the model. */
interface Asked {
  readonly messages: readonly Message[];
  readonly temperature: number;
  /** The first message of the user. */
  readonly opening: string;
  readonly seed: string;
}

/** A round as it was drawn, for the report. */
export interface DrawnRound {
  readonly work: Work;
  readonly round: number;
  readonly faults: readonly string[];
  readonly repeated: boolean;
}

const NOT_USED =
  /could not be (?:used|read|found)|nothing was changed|not applied|no code block|could not find|token limit|cut off/i;
const TOLD_SAME = /answer was the same|same answer|byte-identical|answer was identical/i;
/** A higher temperature by less than this is the same way of asking. */
const WARMER = 0.15;

/**
 * A simulated weak local model. It knows the reference solutions and spoils them at the rates of its table. What it
 * does depends on the messages, the temperature and the seed alone: it does not know who is asking.
 */
export class WeakModel {
  readonly drawn = new Map<string, DrawnRound[]>();
  readonly #cases: readonly EvalCase[];
  readonly #bases: ReadonlyMap<string, FileTexts>;
  readonly #rates: Rates;
  readonly #seed: number;
  readonly #minds = new Map<string, Mind[]>();
  /** How often exactly this question was asked: a real model draws anew each time. */
  readonly #asked = new Map<string, number>();

  constructor(repositories: readonly EvalRepository[], rates: Rates, seed: number) {
    this.#cases = repositories.flatMap(({ cases }) => cases);
    this.#bases = new Map(repositories.map(({ name, base }) => [name, base]));
    this.#rates = rates;
    this.#seed = seed;
  }

  respond(request: ChatRequest): ScriptedReply {
    const { messages } = request;
    const opening = messages.find(({ role }) => role === 'user')?.content ?? '';
    const one = findCase(this.#cases, opening);
    if (!one) return { text: 'Which task do you mean?' };
    const work = workOf(messages);
    const testPath = /in the new file (\S+?)[:;,.]?(?:\s|$)/.exec(opening)?.[1];
    const assignment = { one, base: this.#bases.get(one.repository) ?? new Map(), work };
    const right = rightFiles(one, work, testPath);
    if (right.size === 0) return { text: 'The specification has no scenario to test.' };
    const temperature = Number(request.body['temperature'] ?? 0);
    const before = this.#mindBehind(one, messages);
    const asked = { messages, temperature, opening, seed: String(request.body['seed'] ?? '') };
    const mind =
      before?.work === work ? this.#goOn(before, asked) : this.#begin({ ...assignment, right }, asked);
    this.#minds.set(one.name, [...(this.#minds.get(one.name) ?? []), mind]);
    return mind.answer;
  }

  #begin(assignment: Assignment, { messages, temperature, opening, seed }: Asked): Mind {
    const { one, base, work } = assignment;
    const lesson = lessonIn(opening, one);
    const question = JSON.stringify([messages, temperature, seed]);
    const times = this.#asked.get(question) ?? 0;
    this.#asked.set(question, times + 1);
    const key = [this.#seed, one.name, work, seed, temperature.toFixed(1), lesson, times].join('|');
    const random = new Random(key);
    const earlier =
      lesson === '' ? undefined : this.#minds.get(one.name)?.findLast((mind) => mind.work === work);
    const present = overlay(base, shownFiles(opening, new Set([...base.keys(), ...assignment.right.keys()])));
    const round = messages.filter(({ role }) => role === 'assistant').length + 1;
    const faults = earlier
      ? this.#mend({ ...earlier, faults: stillThere(earlier.faults, present) }, lesson, random)
      : drawFaults(assignment, this.#rates, random);
    return this.#write({ ...assignment, key, round, temperature, faults, present, messages });
  }

  #goOn(before: Mind, { messages, temperature }: Asked): Mind {
    const last = messages.at(-1)?.content ?? '';
    const round = before.round + 1;
    const random = new Random(`${before.key}|round ${round}`);
    const told = TOLD_SAME.test(last) ? this.#rates.repeatedWhenTold.value : 1;
    const warmer = temperature >= before.temperature + WARMER ? this.#rates.repeatedWhenTold.value : 1;
    if (random.chance(this.#rates.repeated.value * told * warmer)) {
      this.#note({ ...before, round }, true);
      return { ...before, round, temperature };
    }
    const faults = this.#mend(before, last, random);
    // Told by name which tests are not wanted, it leaves them out.
    const heeds = before.work === 'tests' && random.chance(this.#rates.repair.explained.value);
    const right = heeds ? withoutGreenTests(before.right, last) : before.right;
    const present = NOT_USED.test(last) ? before.present : overlay(before.present, before.files);
    return this.#write({ ...before, right, round, temperature, faults, present, messages });
  }

  /**
   * Faults after a message: each it mentions is put right at the rate of its rung, or else made in another way, for an
   * answer that changes nothing is a repetition; one it does not mention stays.
   */
  #mend(
    { right, base, faults }: Pick<Mind, 'right' | 'base' | 'faults'>,
    message: string,
    random: Random,
  ): readonly ContentFault[] {
    return faults.flatMap((fault, at) => {
      const rung = readFeedback(message, fault);
      if (rung === undefined) return [fault];
      if (random.chance(this.#rates.repair[rung].value)) return [];
      if (!isCompileKind(fault.kind)) return [fault];
      const files = withFaults(right, faults.toSpliced(at, 1));
      return [COMPILE_FAULTS[fault.kind]({ files, base }, random) ?? fault];
    });
  }

  #write(about: Omit<Mind, 'files' | 'answer'> & { readonly messages: readonly Message[] }): Mind {
    const { messages, ...mind } = about;
    const { asBlocks, onlyChanges } = askedForm(messages);
    const rendered = withFaults(mind.right, mind.faults);
    const wanted = (against: FileTexts) =>
      new Map([...rendered].filter(([path, text]) => against.get(path) !== text));
    const changed = wanted(mind.base);
    const news = onlyChanges ? wanted(mind.present) : changed;
    const files = news.size > 0 ? news : changed.size > 0 ? changed : rendered;
    const lines = (path: string) => (mind.present.get(path) ?? '').split('\n').length - 1;
    const answer = writeAnswer(
      { files, present: mind.present, asBlocks: (path) => asBlocks(lines(path)) },
      this.#rates,
      new Random(`${mind.key}|form ${mind.round}`),
    );
    this.#note(mind, false);
    return { ...mind, files, answer };
  }

  #note(
    { one, work, round, faults }: Pick<Mind, 'one' | 'work' | 'round' | 'faults'>,
    repeated: boolean,
  ): void {
    const rounds = this.drawn.get(one.name) ?? [];
    rounds.push({ work, round, faults: faults.map(({ kind }) => kind), repeated });
    this.drawn.set(one.name, rounds);
  }

  /** The mind that wrote the conversation's last answer: by its words, else the latest of that round. */
  #mindBehind(one: EvalCase, messages: readonly Message[]): Mind | undefined {
    const answers = messages.filter(({ role }) => role === 'assistant');
    const last = answers.at(-1);
    if (!last) return undefined;
    const minds = this.#minds.get(one.name) ?? [];
    const said = squeeze(last.content);
    return (
      minds.findLast(({ round, answer }) => round === answers.length && squeeze(answer.text) === said) ??
      minds.findLast(({ round }) => round === answers.length)
    );
  }
}

/** Thoughts are not kept in conversations, and white space may be. */
function squeeze(text: string): string {
  return text
    .replace(/^\s*<think>[\s\S]*?<\/think>/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Faults that the present files have: what was mended meanwhile is not made again. */
function stillThere(faults: readonly ContentFault[], present: FileTexts): readonly ContentFault[] {
  return faults.filter(({ replacements }) =>
    replacements.every(({ path, before, after }) => {
      const text = present.get(path);
      return (
        text === undefined || (after.trim() === '' ? !text.includes(before) : text.includes(after.trim()))
      );
    }),
  );
}

/** Tests as long as only tests were asked for. */
function workOf(messages: readonly Message[]): Work {
  const asking = messages
    .filter(({ role }) => role !== 'assistant')
    .findLast(({ content }) =>
      /write only tests|\bnow (?:implement|write the|complete)|^# Task\b/im.test(content),
    );
  return asking !== undefined && /write only tests/i.test(asking.content) ? 'tests' : 'solution';
}

/** What a first message says behind the task of an earlier answer; '' when it says nothing of one. */
function lessonIn(opening: string, one: EvalCase): string {
  const behind = opening.slice(opening.lastIndexOf(one.text) + one.text.length);
  const at = behind.search(
    /earlier answer|previous answer|last answer|earlier attempt|previous attempt|already tried/i,
  );
  return at < 0 ? '' : behind.slice(at);
}
