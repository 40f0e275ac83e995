/** Permissions as facts tell them: `0755`, `4755` with set-user-id. Nothing where there are none. */
export function printMode(mode: number | undefined): string | undefined {
  return mode === undefined ? undefined : (mode & 0o7777).toString(8).padStart(4, '0');
}
