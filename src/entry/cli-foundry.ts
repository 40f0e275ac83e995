import { resolve } from 'node:path';
import { brickFiles } from '../adapters/artifacts/brick-files.ts';
import { systemDecompress } from '../adapters/artifacts/decompress.ts';
import { artifacts } from '../adapters/artifacts/open-artifact.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import { shellWord } from '../core/pulls/shell-word.ts';
import { plainLine } from '../core/text/plain-line.ts';
import { printJson } from '../core/text/print-json.ts';
import type { ArtifactAnalyst } from '../flow/analyse-artifact.ts';
import { type FoldWorld, foldArtifact } from '../flow/fold-artifact.ts';
import { type InspectedPlace, inspectBrick } from '../flow/inspect-brick.ts';
import { unfoldBrick } from '../flow/unfold-brick.ts';
import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';
import { NO_FILES } from './no-files.ts';
import { openAnalyst } from './open-analyst.ts';
import { brickWorkers } from './open-brick-workers.ts';
import { readSettings } from './read-settings.ts';
import { showInspection } from './show-inspection.ts';

interface FoundryPlace {
  /** What relative paths are relative to. */
  readonly folder: string;
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface CliFoldRequest extends FoundryPlace {
  readonly source: string;
  readonly out: string;
  readonly compress: boolean;
  readonly preview?: string;
  /** Ask the model what it means. */
  readonly analyse: boolean;
  readonly version: string;
  readonly raw: RawInputs;
  readonly env: Environment;
  readonly progress: Progress;
  readonly mask: (text: string) => string;
}

/** `openspec-complete foundry fold`. */
export async function cliFold(request: CliFoldRequest): Promise<void> {
  const { folder, json, print, source, out, preview, compress, version, signal } = request;
  await using analyst = request.analyse ? await analystFor(request) : undefined;
  const world = {
    artifacts: { open: (path: string) => artifacts.open(resolve(folder, path)) },
    files: brickFiles,
    clock: { now: () => new Date() },
    decompress: systemDecompress(request.env.PATH ?? ''),
    room: openFoldRoom(),
    workers: brickWorkers,
    version,
    signal,
    ...(analyst ? { look: lookWith(analyst, request) } : {}),
  };
  const { path, bricks, sidecarPath, sidecar } = await foldArtifact(world, {
    source,
    out: resolve(folder, out),
    compress,
    ...(preview === undefined ? {} : { preview: resolve(folder, preview) }),
  });
  const next = `openspec-complete foundry inspect ${shellWord(path)}`;
  const { brick, source: what, left_out, left_out_total, semantic } = sidecar;
  const meaning = request.analyse ? { semantic } : {};
  if (json)
    return print(printJson({ path, bricks, sidecar: sidecarPath, source: what, brick, ...meaning, next }));
  const several = brick.bricks > 1 ? `${brick.bricks} bricks` : `${brick.side} x ${brick.side} pixels`;
  const lines = [
    `folded ${source} (${what.kind}, ${what.size} bytes, entropy ${brick.entropy.toFixed(2)}) into ${path}: ${several}`,
    ...(left_out_total === 0 ? [] : [`left out ${left_out_total}, listed in ${sidecarPath}`]),
    ...left_out.slice(0, 5).map(({ name, why }) => `  ${name}: ${why}`),
    ...(request.analyse
      ? [semantic.state === 'analysed' ? semantic.summary : `unanalysed: ${semantic.why ?? ''}`]
      : []),
    `Next step: ${next}`,
  ];
  print(lines.map(plainLine).join('\n'));
}

async function analystFor({ raw, env, progress, mask }: CliFoldRequest) {
  const settings = await readSettings({ raw, env, repository: NO_FILES, commit: 'HEAD' });
  return openAnalyst({ settings, env, progress, mask, asks: true });
}

/** What is folded is what is looked at: the artifact is not read twice. */
function lookWith(
  analyst: ArtifactAnalyst,
  { source, out, folder, signal }: CliFoldRequest,
): NonNullable<FoldWorld['look']> {
  const subject = { source, path: resolve(folder, source), brick: out };
  return async (bytes, artifact) => {
    const { kind, mode } = artifact;
    const { parts } = artifact.contents();
    const read = { bytes, kind, parts, ...(mode === undefined ? {} : { mode }) };
    return await analyst.analyseBytes(read, subject, signal);
  };
}

export interface CliUnfoldRequest extends FoundryPlace {
  readonly brick: string;
  readonly out: string;
  readonly archive: boolean;
}

/** `openspec-complete foundry unfold`. */
export async function cliUnfold(request: CliUnfoldRequest): Promise<void> {
  const { folder, json, print, brick, out, archive, signal } = request;
  const unfolded = await unfoldBrick(
    { files: brickFiles, room: openFoldRoom(), workers: brickWorkers, signal },
    { brick: resolve(folder, brick), out: resolve(folder, out), archive },
  );
  const { path, kind, size } = unfolded;
  print(json ? printJson(unfolded) : plainLine(`unfolded ${size} bytes into the ${kind} ${path}`));
}

export interface CliInspectRequest extends FoundryPlace {
  readonly brick: string;
  readonly place?: InspectedPlace;
}

/** `openspec-complete foundry inspect`. */
export async function cliInspect({
  folder,
  json,
  print,
  brick,
  place,
  signal,
}: CliInspectRequest): Promise<void> {
  const world = { files: brickFiles, room: openFoldRoom(), workers: brickWorkers, signal };
  const inspection = await inspectBrick(world, resolve(folder, brick), place);
  const out = inspection.path.replace(/(\.brick|\.bricks\.json)$/, '.out');
  const next = `openspec-complete foundry unfold ${shellWord(inspection.path)} --out ${shellWord(out)}`;
  if (!json) return print(showInspection(inspection, next));
  const [only, ...others] = inspection.bricks;
  print(printJson({ ...(others.length === 0 ? only : {}), ...inspection, next }));
}
