import type { Diagnostic, Suggestion } from './diagnostic.ts';

/** A built unit of `cargo … --message-format=json` (doc.rust-lang.org/cargo/reference/external-tools.html). */
export interface CargoArtifact {
  readonly packageId: string;
  readonly target: { readonly name: string; readonly kind: readonly string[]; readonly file: string };
  readonly test: boolean;
  /** Paths as cargo wrote them, inside the sandbox. */
  readonly files: readonly string[];
  readonly executable: string | undefined;
}

export interface CargoMessages {
  readonly diagnostics: readonly Diagnostic[];
  readonly artifacts: readonly CargoArtifact[];
  /** OUT_DIR and library folders by package id, from `build-script-executed`. */
  readonly buildScripts: ReadonlyMap<
    string,
    { readonly outDir: string; readonly libraryPaths: readonly string[] }
  >;
}

type Json = Readonly<Record<string, unknown>>;

/** Closing words of rustc that only count what was said before. */
const SUMMARY =
  /^(aborting due to|\d+ warnings? emitted|Some errors have detailed explanations|For more information about)/;

/**
 * Reads the JSON lines of one cargo run. Lines that are not cargo's (a build script's or a cut line) are passed over.
 * Messages repeated for another target of the same package are given once, as cargo does for people.
 *
 * @param tree the workspace root as cargo saw it; paths below it become relative.
 */
export function parseCargoMessages(stdout: string, tree: string): CargoMessages {
  const diagnostics = new Map<string, Diagnostic>();
  const artifacts: CargoArtifact[] = [];
  const buildScripts = new Map<string, { outDir: string; libraryPaths: readonly string[] }>();
  for (const line of stdout.split('\n')) {
    const message = parseLine(line);
    if (message?.['reason'] === 'compiler-message') {
      const diagnostic = toDiagnostic(record(message['message']), tree);
      if (diagnostic) diagnostics.set(`${diagnostic.level}\0${diagnostic.rendered}`, diagnostic);
    } else if (message?.['reason'] === 'compiler-artifact') {
      artifacts.push(toArtifact(message, tree));
    } else if (message?.['reason'] === 'build-script-executed') {
      buildScripts.set(text(message['package_id']), {
        outDir: text(message['out_dir']),
        libraryPaths: list(message['linked_paths'])
          .map(text)
          .map((path) => path.replace(/^[a-z]+=/, '')),
      });
    }
  }
  return { diagnostics: [...diagnostics.values()], artifacts, buildScripts };
}

function parseLine(line: string): Json | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return record(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function toArtifact(message: Json, tree: string): CargoArtifact {
  const target = record(message['target']);
  return {
    packageId: text(message['package_id']),
    target: {
      name: text(target['name']),
      kind: list(target['kind']).map(text),
      file: relativePath(text(target['src_path']), tree) ?? text(target['src_path']),
    },
    test: record(message['profile'])['test'] === true,
    files: list(message['filenames']).map(text),
    executable: text(message['executable']) || undefined,
  };
}

function toDiagnostic(message: Json, tree: string): Diagnostic | undefined {
  const level = toLevel(text(message['level']));
  const said = text(message['message']);
  if (level === undefined || SUMMARY.test(said)) return undefined;
  const code = record(message['code']);
  const explanation = text(code['explanation']);
  const place = findPlace(list(message['spans']).map(record), tree);
  return {
    level,
    code: text(code['code']),
    message: said,
    rendered: text(message['rendered']).replaceAll(`${tree}/`, ''),
    ...place,
    ...(explanation ? { explanation } : {}),
    suggestions: list(message['children']).flatMap((child) => toSuggestions(record(child), tree)),
  };
}

function toLevel(level: string): Diagnostic['level'] | undefined {
  if (level.startsWith('error')) return 'error'; // also `error: internal compiler error`
  return level === 'warning' || level === 'note' || level === 'help' ? level : undefined;
}

/** The primary span, followed out of macro expansions until it stands in a file of the workspace. */
function findPlace(
  spans: readonly Json[],
  tree: string,
): Pick<Diagnostic, 'file' | 'line' | 'column' | 'endLine'> {
  for (const primary of spans.filter((span) => span['is_primary'] === true)) {
    for (let span = primary; ; span = record(record(span['expansion'])['span'])) {
      const name = text(span['file_name']);
      if (name === '') break;
      const file = relativePath(name, tree);
      if (file !== undefined) {
        return {
          file,
          line: count(span['line_start']),
          column: count(span['column_start']),
          endLine: count(span['line_end']),
        };
      }
    }
  }
  return {};
}

/** Workspace-relative path, undefined for a file outside the workspace (std, a dependency). */
function relativePath(path: string, tree: string): string | undefined {
  if (path.startsWith(`${tree}/`)) return path.slice(tree.length + 1);
  return path === '' || path.startsWith('/') || path.startsWith('<') || path.startsWith('../')
    ? undefined
    : path;
}

/**
 * rustc writes alternatives ("import one of these") into one child, one after the other; a new one begins where the
 * place of the first replacement comes again. A child that reaches outside the workspace is no suggestion.
 */
function toSuggestions(child: Json, tree: string): Suggestion[] {
  const spans = list(child['spans'])
    .map(record)
    .filter((span) => typeof span['suggested_replacement'] === 'string');
  const groups: { applicability: Suggestion['applicability']; replacements: Suggestion['replacements'] }[] =
    [];
  for (const span of spans) {
    const file = relativePath(text(span['file_name']), tree);
    if (file === undefined) return [];
    const replacement = {
      file,
      byteStart: count(span['byte_start']),
      byteEnd: count(span['byte_end']),
      text: text(span['suggested_replacement']),
    };
    const group = groups.at(-1);
    const first = group?.replacements[0];
    const again =
      first?.file === file &&
      first.byteStart === replacement.byteStart &&
      first.byteEnd === replacement.byteEnd;
    if (group && !again) group.replacements = [...group.replacements, replacement];
    else
      groups.push({
        applicability: toApplicability(span['suggestion_applicability']),
        replacements: [replacement],
      });
  }
  return groups.map((group) => ({ message: text(child['message']), ...group }));
}

function toApplicability(value: unknown): Suggestion['applicability'] {
  return value === 'MachineApplicable' || value === 'MaybeIncorrect' || value === 'HasPlaceholders'
    ? value
    : 'Unspecified';
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
