// Writes what is derived from the sources: the inputs of action.yml, the README table, the JSON Schemas of the policy file
// and of sidecars.
// `--check` writes nothing and fails when one of them is not what the sources say.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { INPUTS, type Input } from '../src/config/inputs.ts';
import { policySchema } from '../src/config/policy-schema.ts';
import { sidecarSchema } from '../src/core/bricks/sidecar.ts';

const root = join(import.meta.dirname, '..');
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const inputs: readonly Input[] = INPUTS;

const actionInputs = inputs
  .map(({ name, about, env, ...rest }) => {
    const source = env ? ` [${env.join(', ')}]` : '';
    const line = rest.default === '' ? '' : `    default: ${quote(rest.default)}\n`;
    return `  ${name}:\n    description: ${quote(about + source)}\n    required: false\n${line}`;
  })
  .join('');

const row = ({ name, about, env, ...rest }: Input): string =>
  `| \`${name}\`${env ? `<br>[${env.map((one) => `\`${one}\``).join(', ')}]` : ''} | ${rest.default ? `\`${rest.default}\`` : ''} | ${about} |`;
const table = ['| input | default | meaning |', '|---|---|---|', ...inputs.map(row)].join('\n');

const schema = {
  title: 'OpenSpec Complete repository policy (.github/openspec-complete.yml)',
  ...z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }),
};

const sidecar = {
  title: 'The sidecar of a brick (X.brick.json)',
  ...z.toJSONSchema(sidecarSchema, { io: 'input' }),
};

/** Replaces what stands between two marker lines. */
function between(text: string, start: string, end: string, middle: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from + start.length);
  if (from < 0 || to < 0) throw new Error(`markers ${start} … ${end} are missing`);
  return text.slice(0, from + start.length) + middle + text.slice(to);
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const wanted: Record<string, string> = {
  'action.yml': between(read('action.yml'), '\ninputs:\n', '\noutputs:\n', actionInputs),
  'README.md': between(read('README.md'), '<!-- inputs -->\n', '\n<!-- /inputs -->', table),
  'docs/policy.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  'docs/schemas/brick-sidecar.schema.json': `${JSON.stringify(sidecar, null, 2)}\n`,
};
const stale = Object.entries(wanted).filter(([path, text]) => readOrEmpty(path) !== text);
for (const [path, text] of stale) {
  if (process.argv.includes('--check'))
    console.error(`${path} is not what the sources say; run npm run reference`);
  else writeFileSync(join(root, path), text);
}
process.exitCode = process.argv.includes('--check') && stale.length > 0 ? 1 : 0;

function readOrEmpty(path: string): string {
  try {
    return read(path);
  } catch {
    return '';
  }
}
