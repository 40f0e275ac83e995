import { DANGEROUS_IMPORTS } from '../artifacts/dangerous-imports.ts';
import type { KnownNames } from './known-names.ts';

/** Functions whose bare name is no English word. */
const LIBC = [
  ...[...DANGEROUS_IMPORTS.keys()].filter((name) => name !== 'gets' && name !== 'system'),
  ...[
    'strncpy',
    'strncat',
    'memcpy',
    'memmove',
    'snprintf',
    'printf',
    'fprintf',
    'fscanf',
    'strtok',
    'malloc',
  ],
  ...['calloc', 'realloc', 'alloca', 'execve', 'execvp', 'execl', 'dlopen', 'dlsym', 'ptrace', 'mprotect'],
  ...[
    'mmap',
    'getenv',
    'setenv',
    'putenv',
    'recv',
    'recvfrom',
    'sendto',
    'getaddrinfo',
    'setsockopt',
    'chmod',
  ],
];
const LIBC_NAME = new RegExp(`\\b(?:${LIBC.join('|')})\\b`, 'g');
/** Endings of files are no sections; `x86_64` is how people write x86-64. */
const ORDINARY = /^(?:\.(?:so|ko|o|a|c|h|py|sh|txt|conf|json|gz|xz|net|js)|x86_64|e\.g|i\.e)$/i;

/** What of a text can be looked up, and how. */
const CLAIMS: readonly {
  readonly pattern: RegExp;
  readonly isKnown: (found: string, names: KnownNames) => boolean;
}[] = [
  // Advisories.
  {
    pattern: /\bCVE[^0-9A-Za-z]{0,3}\d{4}[^0-9A-Za-z]{0,3}\d{3,}\b/gi,
    isKnown: (id, names) => names.hasText(asCve(id)),
  },
  // Advisories that people know by a name, which is no other word.
  {
    pattern:
      /\b(?:heartbleed|shellshock|log4shell|spring4shell|dirty[ _-]?(?:cow|pipe|frag)|eternal[ _-]?blue|blue[ _-]?keep|pwnkit|regresshion|looney[ _-]tunables|baron[ _-]samedit|stagefright|spectre|zombieload|retbleed|downfall|terrapin)\b/gi,
    isKnown: inText,
  },
  { pattern: /\bGHSA(?:-[0-9a-z]{4}){3}\b/gi, isKnown: inText },
  // Addresses of the web, of machines, of people.
  { pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'`<>)\]]+/gi, isKnown: inText },
  {
    pattern: /\b(?:[\w-]{1,63}\.){1,5}(?:com|org|net|io|dev|info|ru|cn|de|uk|xyz|onion)\b/gi,
    isKnown: inText,
  },
  { pattern: /\b\d{1,3}(?:\.\d{1,3}){3}\b/g, isKnown: inText },
  { pattern: /\b[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,20}/g, isKnown: inText },
  // Offsets and addresses.
  { pattern: /\b0x[0-9a-f]+\b/gi, isKnown: isNumber },
  {
    pattern:
      /(?<=\b(?:offsets?|address|byte|position|at)\s(?:of\s|at\s)?)(?=[a-f]{0,16}\d)[0-9a-f]{2,19}\b/gi,
    isKnown: isNumber,
  },
  // Sections, files, libraries.
  { pattern: /(?<![\w./-])\.[a-z_][\w.-]*\w/gi, isKnown: inText },
  { pattern: /(?<![\w.:/<])\/(?:[\w.+@-]{1,255}\/){0,20}[\w.+@-]{1,255}/g, isKnown: inText },
  { pattern: /\blib[\w+-]{1,80}\.so(?:\.\d+){0,4}\b/gi, isKnown: inText },
  {
    pattern: /\b[\w+-]{1,80}\.(?:conf|cfg|ini|json|ya?ml|txt|log|sh|py|c|h|ko|service|socket|exe|dll)\b/gi,
    isKnown: inText,
  },
  // Symbols: quoted, called, or in a spelling that no English word has.
  { pattern: /(?<=`)[^`\n]{1,200}(?=`)/g, isKnown: (code, names) => names.hasText(withoutCall(code.trim())) },
  { pattern: /(?<=(?<!\w)["'])[A-Za-z_.]\w{2,100}(?:\(\))?(?=["'](?!\w))/g, isKnown: inText },
  { pattern: /\b[A-Za-z_]\w{0,200}(?=\(\))/g, isKnown: (call, names) => names.hasWord(call) },
  {
    pattern: /\b(?=\w{0,200}[A-Za-z])\w{1,200}_\w*\b|\b_+[A-Za-z]\w*\b/g,
    isKnown: (name, names) => names.hasWord(name),
  },
  { pattern: /\b[a-z]{2,40}[A-Z][a-z]\w{0,80}\b/g, isKnown: (name, names) => names.hasWord(name) },
  // Functions that are words as well, where they are spoken of as functions.
  {
    pattern:
      /(?<=\b(?:call|calls|calling|import|imports|importing|invokes?|invoking|use|uses|using) (?:to |of |the )?)gets\b/gi,
    isKnown: (name, names) => names.hasWord(name),
  },
  {
    pattern:
      /(?<=\b(?:call|calls|calling|import|imports|importing|invokes?|invoking) (?:to |of |the )?)system(?= ?(?:$|[.,;:!?)]| (?:with|on|and|or|for|to|function)\b))/gi,
    isKnown: (name, names) => names.hasWord(name),
  },
  { pattern: LIBC_NAME, isKnown: (name, names) => names.hasWord(name) },
];

/**
 * Advisories, addresses, offsets, sections, files and symbols that a text names and the facts do not.
 *
 * @param text visible characters in their plain forms, at most some hundred of them
 */
export function findInventions(text: string, names: KnownNames): readonly string[] {
  const invented = new Set<string>();
  for (const { pattern, isKnown } of CLAIMS)
    for (const [found] of text.matchAll(pattern))
      if (!ORDINARY.test(found) && !isKnown(found, names)) invented.add(found);
  return [...invented];
}

const ACCUSATION =
  /\b(?:back-?doors?|malware|malicious|trojans?|root-?kits?|spyware|ransomware|key-?loggers?|botnets?|crypto-?miners?)\b/gi;

/** Words for bad intent that the facts do not use. */
export function findAccusations(text: string, names: KnownNames): readonly string[] {
  return [...text.matchAll(ACCUSATION)].map(([word]) => word).filter((word) => !names.hasText(word));
}

function asCve(id: string): string {
  return `CVE-${/\d{4}/.exec(id)?.[0] ?? ''}-${/\d+$/.exec(id)?.[0] ?? ''}`;
}

function inText(found: string, names: KnownNames): boolean {
  return names.hasText(withoutCall(found.replace(/[.,;:!?]+$/, '')));
}

/** With letters it is hexadecimal, whether it says so or not. */
function isNumber(found: string, names: KnownNames): boolean {
  if (found.length > 18) return false;
  if (/^\d+$/.test(found)) return names.hasNumber(BigInt(found));
  return names.hasNumber(BigInt(found.toLowerCase().startsWith('0x') ? found.toLowerCase() : `0x${found}`));
}

function withoutCall(code: string): string {
  return code.replace(/\(\)$/, '');
}
