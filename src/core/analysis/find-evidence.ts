import type { ArtifactRange } from '../bricks/sidecar.ts';
import type { KnownArtifact } from './known-names.ts';

/** A part of a text is only taken when nothing else could be meant. */
const SHORTEST_PART = 8;

/** The bytes that a name of the facts stands for, or nothing: a model names evidence, code finds it. */
export function findEvidence(said: string, { findings, parts }: KnownArtifact): ArtifactRange | undefined {
  const { facts, places } = findings;
  const texts = facts.strings ?? [];
  const ranges = [
    ...facts.sections,
    ...facts.symbols,
    ...(facts.imports ?? []),
    ...texts,
    ...places,
    ...parts,
    ...(facts.dense ?? []),
  ].filter(({ size }) => size > 0);
  const name = plainName(said);
  if (name === '') return undefined;
  const named = ranges.find((range) => range.name === name) ?? ranges.find((range) => same(range.name, name));
  if (named) return named;
  if (/^0x[0-9a-f]{1,12}$/i.test(name)) return ranges.find(({ offset }) => offset === Number(name));
  if (name.length < SHORTEST_PART) return undefined;
  const holding = texts.filter((text) => text.name.includes(name));
  return holding.length === 1 ? holding[0] : undefined;
}

/** `section .text`, `"strcpy()"` and `` `main` `` are names as well. */
function plainName(said: string): string {
  return said
    .trim()
    .replace(/^(?:section|symbol|import|string|text|file|property|place)s?[: ]+/i, '')
    .replace(/^["'`]+|["'`]+$/g, '')
    .replace(/\(\)$/, '')
    .trim();
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.toLowerCase();
}
