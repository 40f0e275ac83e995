/** A text in a Markdown fence that nothing inside can close. `info` stands behind the opening fence. */
export function quoteCode(text: string, info: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${info}\n${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${fence}`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  rs: 'rust',
  toml: 'toml',
  md: 'markdown',
  wgsl: 'wgsl',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
  sh: 'sh',
};

/** The fence language of a path; '' when none is usual. */
export function languageOf(path: string): string {
  return LANGUAGES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? '';
}
