import type { FileTexts } from '../format/eval-case.ts';

export type FaultKind =
  | 'method'
  | 'import'
  | 'module'
  | 'path'
  | 'name'
  | 'type'
  | 'bound'
  | 'typeName'
  | 'borrow'
  | 'brace'
  | 'slip'
  | 'placeholder'
  | 'deletedTests'
  | 'ignoredTest'
  | 'weakenedAssertion'
  | 'silencedLint'
  | 'nothingDone'
  | 'wrongExpectation';

/** Something wrong with a solution that stays until the model puts it right. */
export interface ContentFault {
  readonly kind: FaultKind;
  /** Whole files it puts in place of the right ones; applied before all replacements. */
  readonly files?: FileTexts;
  /** Pieces of text, each once in its file; `after` null takes the piece away. */
  readonly replacements: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Words by which a message about it can be told from one about something else. */
  readonly symptoms: readonly string[];
  /** Compiler errors it is likely to cause. */
  readonly errors: number;
}

/** A right solution with what the faults make of it; one whose text another has changed already does nothing. */
export function withFaults(right: FileTexts, faults: readonly ContentFault[]): FileTexts {
  const files = new Map(right);
  const putWhole = (isLast: boolean) => {
    for (const { kind, files: wrong } of faults)
      if ((kind === 'nothingDone') === isLast) for (const [path, text] of wrong ?? []) files.set(path, text);
  };
  putWhole(false);
  for (const { replacements } of faults) {
    for (const { path, before, after } of replacements) {
      const text = files.get(path);
      if (text?.includes(before))
        files.set(
          path,
          text.replace(before, () => after),
        );
    }
  }
  putWhole(true);
  return files;
}
