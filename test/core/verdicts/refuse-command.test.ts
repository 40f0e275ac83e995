import { expect, test } from 'vitest';
import { refuseCommand } from '../../../src/core/verdicts/refuse-command.ts';

test.each([
  'cargo check',
  'cargo test -p core --all-features -- --nocapture',
  'cargo test --test all -- add::tests',
  'cargo build --release',
  'cargo clippy --all-targets -- -D warnings',
  'cargo fmt --check',
  'cargo fmt --all -- --check',
  'cargo doc --no-deps',
  'cargo bench --no-run',
  'openspec validate add-x --strict',
])('%s is allowed', (line) => {
  expect(refuseCommand(line)).toBeUndefined();
});

test.each([
  ['cargo run', '`cargo run` is not one of the commands that are run'],
  ['cargo publish', '`cargo publish` is not one of the commands that are run'],
  ['cargo fmt', '`cargo fmt` is only run with `--check`'],
  ['cargo bench', '`cargo bench` is only run with `--no-run`'],
  ['cargo bench -- --no-run', '`cargo bench` is only run with `--no-run`'],
  ['cargo +nightly check', 'the toolchain of the repository is used, not another one'],
  ['cargo clippy --fix', '`--fix` is not allowed'],
  ['cargo check --config net.offline=false', '`--config` is not allowed'],
  ['cargo check --manifest-path=/x/Cargo.toml', '`--manifest-path=/x/Cargo.toml` is not allowed'],
  ['cargo check -Zunstable-options', '`-Zunstable-options` is not allowed'],
  ['cargo -C /x check', '`cargo -C` is not one of the commands that are run'],
  ['cargo test; rm -rf .', '`cargo test; rm -rf .` needs a shell, and commands run without one'],
  ['cargo test && git push', '`cargo test && git push` needs a shell, and commands run without one'],
  ['cargo test $(id)', '`cargo test $(id)` needs a shell, and commands run without one'],
  ['cargo test\nrm x', '`cargo test\nrm x` needs a shell, and commands run without one'],
  ['RUSTFLAGS=-Awarnings cargo check', '`RUSTFLAGS=-Awarnings` is not one of the commands that are run'],
  ['cargo test --help', 'with `--help` the command proves nothing'],
  ['cargo test -- --list', 'with `--list` the command proves nothing'],
  ['cargo check -V', 'with `-V` the command proves nothing'],
  ['openspec archive add-x', 'of openspec only `openspec validate` is run'],
  ['', '`` is not one of the commands that are run'],
])('%s is refused', (line, reason) => {
  expect(refuseCommand(line)).toBe(reason);
});
