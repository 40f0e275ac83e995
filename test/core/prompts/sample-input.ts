import type { PromptInput } from '../../../src/core/prompts/prompt-input.ts';

const LIB = `//! Greets people.

pub mod language;

/// The greeting for a name.
pub fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greets_by_name() {
        assert_eq!(greet("Ada"), "Hello, Ada!");
    }
}
`;
const LANGUAGE = `/// Languages a greeting can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
}
`;
const PROPOSAL = `# Change: add-greeting-languages

## Why

Users in Germany asked for greetings in their own language. Today every greeting is English.

## What Changes

- \`greet\` takes a \`Language\` and answers in it.
- A parser turns \`en\` and \`de\` into a \`Language\`.
- **BREAKING**: the signature of \`greet\` changes.

## Impact

- Affected specs: greeting
- Affected code: \`src/lib.rs\`, \`src/language.rs\`
`;
const DESIGN = `# Design

## Context

The crate is small and has no dependencies.

## Decisions

- \`Language\` stays an enum: the set is closed and the compiler checks every match.
- Parsing is \`FromStr\`, so that clap can use it later.

## Risks / Trade-offs

- Callers must be changed. There are two.
`;
const SPEC = `## ADDED Requirements

### Requirement: Greeting in a language

The library SHALL greet in the language it is given.

#### Scenario: German

- **WHEN** \`greet\` is called with \`Ada\` and German
- **THEN** the result is \`Hallo, Ada!\`

### Requirement: Language from text

The library SHALL parse \`en\` and \`de\`, in any letter case.

#### Scenario: Unknown language

- **WHEN** \`xx\` is parsed
- **THEN** an error names the text
`;

/** A usual first task of a usual change in a small crate. */
export const SAMPLE: PromptInput = {
  task: {
    id: '1.2',
    change: 'add-greeting-languages',
    section: ['1. Library'],
    text: '1.2 Make `greet` in `src/lib.rs` take a `Language` and answer in it',
    details: ['German greetings start with `Hallo`', 'keep the English wording'],
  },
  documents: [
    { kind: 'proposal', path: 'openspec/changes/add-greeting-languages/proposal.md', text: PROPOSAL },
    { kind: 'design', path: 'openspec/changes/add-greeting-languages/design.md', text: DESIGN },
    { kind: 'spec', path: 'openspec/changes/add-greeting-languages/specs/greeting/spec.md', text: SPEC },
  ],
  packages: [
    {
      name: 'greeter',
      folder: '',
      edition: '2021',
      targets: [
        { kind: 'lib', file: 'src/lib.rs' },
        { kind: 'bin', file: 'src/main.rs' },
      ],
      dependencies: [{ name: 'serde', version: '1.0.228' }],
    },
  ],
  sources: ['src/language.rs', 'src/lib.rs', 'src/main.rs'],
  files: [
    { path: 'src/language.rs', text: LANGUAGE, placement: 'shared', score: 50 },
    { path: 'src/lib.rs', text: LIB, placement: 'shared', score: 100 },
  ],
  profile: 'general',
  rules: 'No `unsafe`. Public items have doc comments.',
};
