import type { ArtifactFacts, ArtifactPart, ArtifactRange, SecurityNote } from '../bricks/sidecar.ts';
import { codeNote } from './code-note.ts';
import { compressedModuleFacts, type Decompressed, inside } from './compressed-module.ts';
import { elfFacts } from './elf/elf-facts.ts';
import { readElf } from './elf/read-elf.ts';
import { entropyMap } from './entropy-map.ts';
import { findStrings } from './find-strings.ts';
import type { AboutArtifact, FormatFacts } from './format-facts.ts';
import { isKernelModule, moduleFacts } from './kernel-module.ts';
import { kernelTextFacts } from './kernel-text.ts';
import { knownFormat } from './known-format.ts';
import { partsFacts } from './parts-facts.ts';
import { printMode } from './print-mode.ts';
import { addressesAModel } from './text-interest.ts';

const MOST_SECTIONS = 5_000;
const MOST_STRINGS = 200;
const MOST_NOTES = 30;
const LONGEST_VALUE = 500;

/** What is known of an artifact without a model. */
export interface Findings {
  /** For the sidecar. */
  readonly facts: ArtifactFacts;
  /** Where properties can be seen, under their names. */
  readonly places: readonly ArtifactRange[];
  /** Holds whatever a model says. */
  readonly notes: readonly SecurityNote[];
}

export interface FactsWish {
  readonly about: AboutArtifact;
  /** The files of a directory or ranges of a memory. */
  readonly parts?: readonly ArtifactPart[];
  /** What a compressed kernel module holds; undefined: nobody has looked. */
  readonly decompressed?: Decompressed;
  /** Also look for texts and measure the entropy: reads all bytes some more times. */
  readonly deep: boolean;
}

/** Finds out what bytes are. Total: whatever they say, it neither throws nor takes long. */
export function gatherFacts(bytes: Uint8Array, wish: FactsWish): Findings {
  const { about, deep } = wish;
  const found = formatFacts(bytes, wish);
  const { sections = [], symbols = [], imports = [], places = [], notes = [] } = found;
  const entropy = deep ? entropyMap(bytes) : undefined;
  const strings = deep ? stringsOf(bytes, found) : undefined;
  const measured: FormatFacts['properties'] = entropy?.blocks
    ? [
        ['entropy-mean', entropy.mean.toFixed(2)],
        ['entropy-highest', entropy.highest.toFixed(2)],
      ]
    : [];
  const mode = printMode(about.mode);
  const told: FormatFacts['properties'] = [
    ...found.properties,
    ['size', `${bytes.length} bytes`],
    ...(mode === undefined ? [] : [['mode', mode] as const]),
    ...measured,
  ];
  const properties = told.map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)] as const);
  const address = strings?.find(({ name }) => addressesAModel(name));
  const warned = address
    ? [codeNote('medium', 'it holds text that gives orders to a language model', address)]
    : [];
  return {
    facts: {
      format: found.format,
      properties: Object.fromEntries(properties.filter(([name]) => name !== '__proto__')),
      sections: sections.slice(0, MOST_SECTIONS),
      symbols: [...symbols],
      ...(imports.length === 0 ? {} : { imports: [...imports] }),
      ...(strings ? { strings: [...strings] } : {}),
      ...(entropy ? { dense: [...entropy.dense] } : {}),
    },
    places,
    notes: [...warned, ...notes].slice(0, MOST_NOTES),
  };
}

function stringsOf(bytes: Uint8Array, { decompressed, nameTables = [] }: FormatFacts) {
  const strings = findStrings(decompressed ?? bytes, { most: MOST_STRINGS, nameTables });
  return decompressed ? inside(strings) : strings;
}

function formatFacts(bytes: Uint8Array, { about, parts = [], decompressed }: FactsWish): FormatFacts {
  if (about.kind !== 'file') return partsFacts(about.kind, parts, bytes);
  const elf = readElf(bytes);
  if (elf) return isKernelModule(elf) ? moduleFacts(elf, bytes, about) : elfFacts(elf, bytes, about);
  return compressedModuleFacts(about, decompressed) ?? kernelTextFacts(bytes, about) ?? knownFormat(bytes);
}
