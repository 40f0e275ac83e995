interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface ReadFamily {
  readonly name: string;
  type: string;
  unit: string;
  help: string;
  readonly samples: ReadSample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const NUMBER = '[+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (${NUMBER})$`);
const METADATA = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME})(?: (.*))?$`, 's');

/** The grammar of OpenMetrics 1.0 as far as gauges and summaries go; throws at everything else. */
export function parseOpenMetrics(text: string): readonly ReadFamily[] {
  if (!text.endsWith('# EOF\n')) throw new Error('no end');
  const families = new Map<string, ReadFamily>();
  let current: ReadFamily | undefined;
  const seen = new Set<string>();
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const [, keyword, name = '', rest = ''] = METADATA.exec(line) ?? [];
    if (keyword === undefined) {
      if (!current) throw new Error(`no family: ${line}`);
      readSample(line, current, seen);
      continue;
    }
    if (current?.name !== name) {
      if (families.has(name)) throw new Error(`family in two parts: ${name}`);
      current = { name, type: '', unit: '', help: '', samples: [] };
      families.set(name, current);
    }
    if (current.samples.length > 0) throw new Error(`metadata after samples: ${line}`);
    readMetadata(current, keyword, rest);
  }
  return [...families.values()];
}

function readMetadata(family: ReadFamily, keyword: string, rest: string): void {
  if (keyword === 'TYPE') {
    if (!['gauge', 'summary'].includes(rest)) throw new Error(`type: ${rest}`);
    family.type = rest;
  }
  if (keyword === 'UNIT') {
    if (!family.name.endsWith(`_${rest}`)) throw new Error(`unit is not in the name: ${rest}`);
    family.unit = rest;
  }
  if (keyword === 'HELP') {
    if (/(^|[^\\])(\\\\)*\\([^\\n"]|$)/.test(rest)) throw new Error(`help: ${rest}`);
    family.help = unescaped(rest);
  }
}

function readSample(line: string, family: ReadFamily, seen: Set<string>): void {
  const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
  if (name !== family.name || family.type === '') throw new Error(`sample: ${line}`);
  const read = Object.fromEntries(
    [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/gs)].map(([, key, text]) => [
      key,
      unescaped(text ?? ''),
    ]),
  );
  if (family.type === 'summary' && !(Number(read.quantile) >= 0 && Number(read.quantile) <= 1))
    throw new Error(`quantile: ${line}`);
  const key = name + JSON.stringify(read);
  if (seen.has(key)) throw new Error(`twice: ${line}`);
  seen.add(key);
  family.samples.push({ name, labels: read, value: Number(value) });
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\"n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}
