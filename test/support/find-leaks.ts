import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Secrets by the name a test knows them under. */
export type Secrets = Readonly<Record<string, string>>;

/** Names of the secrets that can be read in a text: plain, or unpacked from URL, JSON, hexadecimal or base64. */
export function findLeaks(text: string, secrets: Secrets): readonly string[] {
  const readings = [text, text.replaceAll('\\', ''), percentDecoded(text), ...base64Decoded(text)];
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const hex = Buffer.from(secret).toString('hex');
    const seen = readings.some((reading) => reading.includes(secret));
    return seen || text.toLowerCase().includes(hex) ? [name] : [];
  });
}

/** The same for named texts: `place: secret`. */
export function findLeaksIn(places: Readonly<Record<string, string>>, secrets: Secrets): readonly string[] {
  return Object.entries(places).flatMap(([place, text]) =>
    findLeaks(text, secrets).map((secret) => `${place}: ${secret}`),
  );
}

/** Every file below a folder as text, by its path in it; `skip` leaves folders out by their path. */
export async function filesBelow(
  folder: string,
  skip: (path: string) => boolean = () => false,
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const walk = async (at: string): Promise<void> => {
    const entries: Dirent[] = await readdir(join(folder, at), { withFileTypes: true });
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !skip(path)) await walk(path);
      if (entry.isFile()) files[path] = await readFile(join(folder, path), 'latin1');
    }
  };
  await walk('');
  return files;
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function base64Decoded(text: string): readonly string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  return [0, 1, 2, 3].map((skip) =>
    runs.map((run) => Buffer.from(run.slice(skip), 'base64').toString('latin1')).join('\n'),
  );
}
