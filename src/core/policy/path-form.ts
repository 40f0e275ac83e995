/** A repository path in its one written form, or why the text is no such path. */
export type PathForm =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** Characters of a whole path; git for Windows and most build tools stop near 260 with the checkout's own folder. */
const LONGEST_PATH = 200;
/** Bytes of one name on ext4, NTFS and APFS. */
const LONGEST_NAME = 255;
/** Zero width, direction, variation and tag characters: nothing that can be seen, everything that can mislead. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Device names of Windows, with any extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** The short (8.3) names by which Windows also reaches `.git`, `.github`, `.cargo` and all other long names. */
const SHORT = /^[^.]{1,6}~\d{1,6}(?:\.[^.]{0,3})?$/;
/** One word in letters of two scripts that look alike: `lіb` with a Cyrillic і. */
const MIXED =
  /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}])\p{L}+/u;

/**
 * Checks that a path a model wrote is a plain relative path on every system git runs on, and drops `./`.
 * What git itself refuses is refused here (git's `verify_path`), and what Windows or macOS would read differently.
 */
export function pathForm(written: string): PathForm {
  const path = written.replace(/^(?:\.\/)+/, '');
  const reason =
    wholeFault(path) ??
    path
      .split('/')
      .map(nameFault)
      .find((fault) => fault !== undefined);
  return reason === undefined ? { ok: true, path } : { ok: false, reason };
}

function wholeFault(path: string): string | undefined {
  if (path === '' || path === '.') return 'it is empty';
  if (!path.isWellFormed()) return 'it is not valid Unicode';
  if (path.length > LONGEST_PATH) return `it is longer than ${LONGEST_PATH} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001F\u007F-\u009F]/.test(path)) return 'it has control characters';
  if (INVISIBLE.test(path)) return 'it has invisible characters';
  if (path.normalize('NFKC') !== path || MIXED.test(path)) return 'it has look-alike characters';
  if (path.startsWith('/') || path.startsWith('~')) return 'it is not relative to the repository';
  if (/^[A-Za-z]:/.test(path)) return 'it names a drive';
  if (path.includes('\\')) return 'it has backslashes; write `/` between folders';
  return undefined;
}

function nameFault(name: string): string | undefined {
  if (name === '') return 'it has an empty part';
  if (name === '.' || name === '..') return `it has a \`${name}\` part`;
  if (/^\s|[\s.]$/.test(name)) return 'a part of it starts with a space or ends with a space or dot';
  if (/[<>:"|?*]/.test(name)) return 'it has one of the characters < > : " | ? *';
  if (DEVICE.test(name)) return `\`${name}\` is a device name`;
  if (SHORT.test(name)) return `\`${name}\` is a short name of Windows`;
  return Buffer.byteLength(name) > LONGEST_NAME
    ? `a part of it is longer than ${LONGEST_NAME} bytes`
    : undefined;
}
