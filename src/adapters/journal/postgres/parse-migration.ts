const KINDS = ['schema', 'function', 'table', 'index', 'materialized view', 'view'] as const;

/** One object of the schema and the statement that creates it. */
export interface MigrationStep {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
  readonly sql: string;
}

/** Cuts a numbered file into its steps: each begins with a line `-- creates <kind> <name>`. */
export function parseMigration(text: string): readonly MigrationStep[] {
  return text
    .split(/^-- creates /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...sql] = part.split('\n');
      const kind = KINDS.find((one) => head.startsWith(`${one} `));
      if (kind === undefined) throw new Error(`a migration creates an unknown kind: ${head}`);
      return { kind, name: head.slice(kind.length + 1).trim(), sql: sql.join('\n').trim() };
    });
}
