const VARIABLES = '(LM_STUDIO_(URL|BASE_URL|MODEL|API_KEY|ENABLED)|FALLBACK_API_KEY|GEMATRIA_DSN)';

/** The one way to a model: what may stand only in these files. */
const ONLY_IN_FILES: readonly { pattern: RegExp; files: RegExp; what: string }[] = [
  {
    // As a property, as a whole string, or taken out of an object; sentences may name them.
    pattern: new RegExp(
      `\\.${VARIABLES}\\b|(['"\`])${VARIABLES}\\3|\\{[^{}]*\\b${VARIABLES}\\b[^{}]*\\}\\s*[=:]`,
    ),
    files: /^src\/(config\/get-lm-studio-settings|entry\/environment)\.ts$/,
    what: 'a setting of model servers and control plane, which only getLmStudioSettings reads',
  },
  {
    pattern:
      /(?<![.\w#])fetch\(|\b(globalThis|global)\b\s*(\.|\[['"`])fetch\b|['"`]((node:)?(https?|http2)|undici|openai)(\/[^'"`]*)?['"`]/,
    // In the git adapter `fetch` is git's.
    files: /^src\/(adapters\/(lm|github|git)|viewer)\//,
    what: 'HTTP, which belongs to the model adapter, GitHub and the viewer',
  },
  {
    pattern: /['"`]node:(net|tls|dgram)['"`]/,
    files: /^src\/(adapters\/(journal|lm|sandbox\/walls)|viewer)\//,
    what: 'sockets, which belong to the journal, the model adapter, the walls of the sandbox and the viewer',
  },
  {
    pattern: /\bcreateModelServer\b/,
    files: /^src\/(adapters\/lm\/create-model-server|entry\/open-model-server)\.ts$/,
    what: 'a model server without a journal: use entry/open-model-server.ts',
  },
];
/** What is called in exactly one place: name, file that defines it, file that calls it. */
const CALLED_ONCE: readonly (readonly [name: string, definition: string, caller: string])[] = [
  ['selectLmBackend', 'src/core/routing/select-lm-backend.ts', 'src/adapters/lm/pool.ts'],
  ['journaledModelServer', 'src/flow/journaled-model-server.ts', 'src/entry/open-model-server.ts'],
  ['guardedModelServer', 'src/flow/guarded-model-server.ts', 'src/entry/open-model-server.ts'],
];

/** Complaints about code that goes to a model, or reads where it is, by another way than the one. */
export function findOtherWays(texts: ReadonlyMap<string, string>): readonly string[] {
  const sources = [...texts].map(
    ([file, text]) => [file, text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')] as const,
  );
  const misplaced = sources.flatMap(([file, code]) =>
    ONLY_IN_FILES.filter(({ pattern, files }) => pattern.test(code) && !files.test(file)).map(
      ({ what }) => `${file} uses ${what}`,
    ),
  );
  const repeated = CALLED_ONCE.flatMap(([name, definition, caller]) => {
    const call = new RegExp(`\\b${name}\\(`, 'g');
    const callers = sources.flatMap(([file, code]) =>
      file === definition ? [] : Array.from(code.matchAll(call), () => file),
    );
    const told = callers.join(', ') || 'no file';
    return callers.join() === caller ? [] : [`${name} is called in ${told}, not once in ${caller}`];
  });
  return [...misplaced, ...repeated];
}
