import { execa } from 'execa';

async function readelf(option: string, path: string): Promise<readonly string[]> {
  const { stdout } = await execa('readelf', ['-W', option, path], {
    env: { LC_ALL: 'C' },
    maxBuffer: 50_000_000,
  });
  return stdout.split('\n');
}

const hex = (text = '') => BigInt(`0x${text}`);

/** `readelf -S`. */
export async function sectionsByReadelf(path: string) {
  const lines = await readelf('-S', path);
  return lines.flatMap((line) => {
    const found =
      /^ +\[ *(\d+)\] (\S*) +(?:[A-Z][A-Z_0-9]*|[0-9a-f]+: <unknown>|LOOS\S*) +([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,})/.exec(
        line,
      );
    if (!found) return [];
    const [, index, name = '', address, offset, size] = found;
    return [
      {
        index: Number(index),
        name,
        address: hex(address),
        offset: Number(hex(offset)),
        size: Number(hex(size)),
      },
    ];
  });
}

const INDICES: Readonly<Record<string, number>> = { UND: 0, ABS: 0xfff1, COM: 0xfff2 };

/** `readelf -s`, without the first symbol of each table and the names that it gives symbols of sections. */
export async function symbolsByReadelf(path: string) {
  const lines = await readelf('-s', path);
  let table = '';
  return lines.flatMap((line) => {
    table = /^Symbol table '([^']+)'/.exec(line)?.[1] ?? table;
    const found =
      /^ *(\d+): ([0-9a-f]+) +(\w+) (\S+) +(\S+) +\S+ +(?:\[[^\]]*\] +)?(UND|ABS|COM|\d+)(?: (.*))?$/.exec(
        line,
      );
    if (!found || found[1] === '0') return [];
    const [, , value, size, type, , index = '', name = ''] = found;
    const plain = type === 'SECTION' ? '' : name.replace(/@.*$/, '').trim();
    return [
      { table, name: plain, value: hex(value), size: Number(size), section: INDICES[index] ?? Number(index) },
    ];
  });
}

/** `readelf -d`: what is named in brackets, by its tag. */
export async function namedByReadelf(path: string): Promise<readonly (readonly [string, string])[]> {
  const lines = await readelf('-d', path);
  return lines.flatMap((line) => {
    const found = /\((NEEDED|SONAME|RPATH|RUNPATH)\) +.*\[([^\]]*)\]/.exec(line);
    return found ? [[found[1] ?? '', found[2] ?? ''] as const] : [];
  });
}

/** `readelf -l`. */
export async function segmentsByReadelf(path: string) {
  const lines = await readelf('-l', path);
  return lines.flatMap((line) => {
    const found =
      /^ {2}\S+ +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+) ([R ][W ][E ])/.exec(
        line,
      );
    if (!found) return [];
    const [, offset, address, fileSize, memorySize, flags = ''] = found;
    return [
      {
        offset: Number(hex(offset)),
        address: hex(address),
        fileSize: Number(hex(fileSize)),
        memorySize: hex(memorySize),
        flags: (flags[0] === 'R' ? 4 : 0) + (flags[1] === 'W' ? 2 : 0) + (flags[2] === 'E' ? 1 : 0),
      },
    ];
  });
}

/** `readelf -n`. */
export async function buildIdByReadelf(path: string): Promise<string | undefined> {
  const lines = await readelf('-n', path);
  return lines.map((line) => /Build ID: ([0-9a-f]+)/.exec(line)?.[1]).find((id) => id !== undefined);
}
