import { printSidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { FoundryTask } from '../core/foundry/foundry-task.ts';
import type { Analysis, Subject } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import { foldArtifact } from './fold-artifact.ts';
import type { FoundryBrick, FoundryWorld } from './foundry-world.ts';
import { realSource } from './real-source.ts';

/**
 * Folds one artifact of a task into a brick with sidecar and preview, and writes into the sidecar what the analysis
 * found. The brick is there before anybody is asked about it.
 * Throws `source-refused` and what folding throws.
 *
 * @param destination path of the brick below `bricks/`
 */
export async function foldForTask(
  world: FoundryWorld,
  task: FoundryTask,
  { source, destination }: { readonly source: string; readonly destination: string },
): Promise<FoundryBrick> {
  const subject = await subjectOf(world, task, source);
  const out = await world.brickAt(destination);
  const preview = out.replace(/\.brick$/, '.png');
  const artifacts = { open: async () => refuseOtherKind(await subject.open(), task) };
  const folded = await foldArtifact({ ...world, artifacts }, { source, out, compress: false, preview });
  const analysis = await world.analyst.analyse(subject, world.signal);
  const sidecar = { ...folded.sidecar, ...analysis };
  await using batch = await world.files.begin(folded.sidecarPath);
  const file = await batch.add();
  await file.write(Buffer.from(printSidecar(sidecar)));
  await batch.publish([{ file, path: folded.sidecarPath }]);
  const within = (path: string) => destination.replace(/[^/]*$/, '') + path.replace(/^.*\//, '');
  const brick: FoundryBrick = {
    path: within(folded.path),
    bricks: folded.bricks.map(within),
    sidecarPath: within(folded.sidecarPath),
    previewPath: within(preview),
    sidecar,
  };
  await world.onBrick(brick);
  return brick;
}

/** What the analysis says of a source without folding it. Throws as {@link foldForTask}. */
export async function analyseForTask(world: FoundryWorld, task: FoundryTask): Promise<Analysis> {
  return await world.analyst.analyse(await subjectOf(world, task, task.source), world.signal);
}

/** The source of a task, if it may be read. Its links are followed once, so that what was judged is what is opened. */
async function subjectOf(world: FoundryWorld, task: FoundryTask, source: string): Promise<Subject> {
  const path = await realSource(world, source);
  return {
    source,
    path,
    ...(task.intent === undefined ? {} : { intent: task.intent }),
    ...(task.ai_model === undefined ? {} : { model: task.ai_model }),
    open: () => world.artifacts.open(path),
  };
}

/** A task that names the wrong type is a mistake, not a wish. */
async function refuseOtherKind(artifact: Artifact, { type, source }: FoundryTask): Promise<Artifact> {
  const isFolder = artifact.kind === 'directory';
  if (type === 'convert_binary' ? !isFolder : type !== 'convert_directory' || isFolder) return artifact;
  await artifact[Symbol.asyncDispose]();
  const what = isFolder
    ? 'a folder, and convert_binary takes a file'
    : 'no folder, as convert_directory takes';
  throw new Fault('artifact-other-kind', `${source} is ${what}`);
}
