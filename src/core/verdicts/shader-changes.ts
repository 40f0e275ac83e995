import type { FileTexts } from '../edits/edit.ts';
import { declaredNames } from '../shaders/declared-names.ts';
import { newShaderProblems } from '../shaders/new-shader-problems.ts';
import { readShader } from '../shaders/read-shader.ts';
import type { ShaderProblem } from '../shaders/shader-problem.ts';
import type { FileChange } from './file-change.ts';

/** A changed shader as this program's own reader sees it. */
export interface ShaderChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** New ones; empty when it holds. */
  readonly problems: readonly ShaderProblem[];
  /** Why nothing can be said of it: it is written for a preprocessor, or is a part that is joined with others. */
  readonly apart?: string;
}

/** Where projects keep shaders that are meant to be wrong. */
const TEST_MATERIAL =
  /(?:^|\/)(?:fixtures?|test[-_]?data|invalid|broken|bad|fail|compile[-_]fail|snapshots?)\//;

/** The WGSL files of a change that are still there. */
export function isShader({ path, after }: FileChange): boolean {
  return path.endsWith('.wgsl') && after !== undefined;
}

/**
 * Reads every changed shader. A name that nothing declares does not count where files are joined: in a file without
 * entry points, in one that did so before, or when another shader of the tree declares it. `others` are asked for only then.
 */
export async function shaderChanges(
  files: readonly FileChange[],
  others: () => Promise<FileTexts>,
): Promise<readonly ShaderChange[]> {
  const changed = files.filter(isShader);
  let elsewhere: ReadonlySet<string> | undefined;
  const namesElsewhere = async () => {
    const texts = [...(await others()).values(), ...changed.map(({ after }) => after ?? '')];
    elsewhere ??= new Set(texts.flatMap((text) => [...declaredNames(text)]));
    return elsewhere;
  };
  return await Promise.all(changed.map((file) => readChange(file, namesElsewhere)));
}

async function readChange(
  { path, before, after = '' }: FileChange,
  namesElsewhere: () => Promise<ReadonlySet<string>>,
): Promise<ShaderChange> {
  const shared = { path, before, after };
  if (TEST_MATERIAL.test(path)) return { ...shared, problems: [], apart: 'it is made for a test' };
  const reading = readShader(after);
  if (reading.kind === 'unread') return { ...shared, problems: [], apart: reading.why };
  const old = before === undefined ? undefined : readShader(before);
  const problems = newShaderProblems(old?.kind === 'read' ? old.problems : [], reading.problems);
  if (reading.problems.every(({ unresolved }) => unresolved === undefined)) return { ...shared, problems };
  const wasJoined =
    old?.kind === 'unread' || (old?.problems.some((one) => one.unresolved !== undefined) ?? false);
  const names = wasJoined || !reading.hasEntryPoint ? undefined : await namesElsewhere();
  const left = problems.filter(
    ({ unresolved }) => unresolved === undefined || (names && !names.has(unresolved)),
  );
  // What is not declared here makes the types of other things doubtful, but not its own mistakes.
  const joined = reading.problems.some(
    ({ unresolved }) => unresolved !== undefined && (!names || names.has(unresolved)),
  );
  return { ...shared, problems: left, ...(joined ? { apart: 'it is joined with other files' } : {}) };
}
