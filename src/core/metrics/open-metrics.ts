/** One family of OpenMetrics: a number, or several told apart by labels. */
export interface MetricFamily {
  /** With its unit at the end where it has one: `…_seconds`. */
  readonly name: string;
  readonly type: 'gauge' | 'summary';
  readonly unit?: 'seconds' | 'ratio' | 'tokens' | 'lines';
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

export interface MetricSample {
  readonly labels?: Readonly<Record<string, string>>;
  /** Left out when it is null or no finite number: not known is not 0. */
  readonly value: number | null;
}

/**
 * OpenMetrics 1.0 text (github.com/prometheus/OpenMetrics), `# EOF` included. Only gauges and summaries, without
 * timestamps: node_exporter reads the same text from a file and knows no other types. Families without a sample are
 * left out. Promises nothing about names that are not of the form the standard asks for.
 */
export function printOpenMetrics(families: readonly MetricFamily[]): string {
  const lines = families.flatMap(({ name, type, unit, help, samples }) => {
    const known = samples.flatMap((sample) => {
      const { labels = {}, value } = sample;
      return value === null || !Number.isFinite(value) ? [] : [`${name}${printLabels(labels)} ${value}`];
    });
    if (known.length === 0) return [];
    return [
      `# TYPE ${name} ${type}`,
      ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${escaped(help)}`,
      ...known,
    ];
  });
  return [...lines, '# EOF', ''].join('\n');
}

function printLabels(labels: Readonly<Record<string, string>>): string {
  const printed = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return printed.length === 0 ? '' : `{${printed.join(',')}}`;
}

/** Backslash, quote and line end; lone surrogates have no UTF-8, and a carriage return ends a line for some readers. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/\r\n?|\n/g, '\\n');
}
