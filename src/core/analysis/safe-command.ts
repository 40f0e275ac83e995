/** Programs that only read what they are given, with the options that keep it so. */
const READERS: Readonly<Record<string, RegExp>> = {
  readelf: /^-[A-Za-z]{1,8}$|^--(?:wide|all|headers|segments|sections|syms|dyn-syms|dynamic|notes|relocs)$/,
  objdump:
    /^-[A-Za-z]{1,8}$|^--(?:disassemble|all-headers|syms|dynamic-syms|section=\.[\w.-]+|st(?:art|op)-address=0x[0-9a-f]+)$/,
  nm: /^-[ACDanSu]{1,5}$|^--(?:dynamic|defined-only|undefined-only|demangle)$/,
  strings: /^-[an]$|^-t[dox]?$|^--all$/,
  modinfo: /^-[adlpn]$/,
  sha256sum: /^$/,
  stat: /^$/,
  ls: /^-[lahZ]{1,4}$/,
  od: /^-[A-Za-z0-9]{1,6}$/,
  hexdump: /^-[Cvsn]{1,3}$/,
  dpkg: /^-[sLSV]$/,
  rpm: /^-q[iflp]{0,4}$|^-V$/,
};
const OWN = /^openspec-complete foundry (?:inspect|analyse) (.+)$/;
const OWN_OPTION = /^--(?:json|at|facts-only)$/;
/** Nothing that a shell gives a meaning. */
const PLAIN = /^[A-Za-z0-9 _./=:+-]{1,300}$/;
const NUMBER = /^(?:0x[0-9a-f]{1,12}|\d{1,12}|[dox])$/i;

/**
 * Whether a command that a model wrote may be shown to a person as the next step: one program that only reads, options
 * that are known, and nothing else named than the artifact itself and numbers or names of the facts.
 *
 * @param subjects the artifact's paths, its brick and its package; one of them has to be named
 */
export function isSafeCommand(
  command: string,
  { subjects, isName }: { readonly subjects: readonly string[]; readonly isName: (word: string) => boolean },
): boolean {
  if (!PLAIN.test(command) || command !== command.trim()) return false;
  const own = OWN.exec(command)?.[1];
  const [program = '', ...rest] = command.split(/ +/);
  const option = own === undefined ? READERS[program] : OWN_OPTION;
  if (!option || !Object.hasOwn(READERS, own === undefined ? program : 'stat')) return false;
  const words = own === undefined ? rest : own.split(/ +/);
  const fine = (word: string): boolean => {
    if (subjects.includes(word)) return !word.startsWith('-');
    return word.startsWith('-') ? option.test(word) : NUMBER.test(word) || isName(word);
  };
  return words.every(fine) && words.some((word) => subjects.includes(word));
}
