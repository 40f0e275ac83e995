import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MODULES = ['reader', 'writer', 'index', 'cache', 'report', 'config', 'filter', 'export'];
const FUNCTIONS = 30;

/** A made-up workspace of 8 modules (about 50 kB) with a change of 8 tasks, one a module. Returns the folder. */
export function makeLargeChange(folder: string): string {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('Cargo.toml', '[package]\nname = "wide"\nversion = "0.1.0"\nedition = "2024"\n');
  write('Cargo.lock', 'version = 4\n\n[[package]]\nname = "wide"\nversion = "0.1.0"\n');
  write('src/lib.rs', `//! A made-up library.\n\n${MODULES.map((name) => `pub mod ${name};\n`).join('')}`);
  for (const name of MODULES) write(`src/${name}.rs`, moduleText(name));
  const change = 'openspec/changes/wide-change';
  write(
    `${change}/proposal.md`,
    `## Why\n${prose('Callers wait for whole files.', 12)}\n## What Changes\n${prose('Every module learns to stream.', 12)}`,
  );
  write(
    `${change}/design.md`,
    `## Decisions\n${prose('A stream is an iterator over results, never a thread.', 20)}`,
  );
  write(`${change}/specs/streams/spec.md`, `## ADDED Requirements\n\n${MODULES.map(requirement).join('\n')}`);
  const tasks = MODULES.map(
    (name, at) => `- [ ] 1.${at + 1} Add \`pub fn stream_${name}\` to \`src/${name}.rs\` with a unit test\n`,
  );
  write(`${change}/tasks.md`, `## 1. Streams\n\n${tasks.join('')}`);
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  git('init', '-b', 'main');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid', 'commit', '-m', 'bench');
  return folder;
}

function moduleText(name: string): string {
  const body = Array.from(
    { length: FUNCTIONS },
    (_, at) =>
      `/// Step ${at} of the ${name}.\npub fn step_${at}(input: &[u64]) -> Vec<u64> {\n    input.iter().map(|one| one * ${at + 1}).filter(|one| one % 2 == 0).collect()\n}\n`,
  );
  return `//! The ${name}.\n\n${body.join('\n')}`;
}

function requirement(name: string): string {
  return `### Requirement: Streaming ${name}\nThe ${name} SHALL give its results one by one.\n\n#### Scenario: first result of the ${name}\n- **WHEN** the ${name} has read its first block\n- **THEN** the first result is there before the second block is read\n`;
}

function prose(sentence: string, times: number): string {
  return Array.from({ length: times }, (_, at) => `- ${sentence} Reason ${at + 1}.\n`).join('');
}
