import type { Attack } from '../attack.ts';

/** Code that keeps the compiler, or a build script, busy for ever. Each is killed after seconds at the latest. */
export interface EndlessAttack extends Attack {
  readonly lib: string;
  readonly script?: string;
  /** What is said of it. */
  readonly told: RegExp;
}

const doubling = Array.from(
  { length: 40 },
  (_, depth) => `macro_rules! m${depth} { () => { m${depth + 1}!(); m${depth + 1}!(); } }`,
);

const ROWS: readonly (readonly [name: string, attack: Omit<EndlessAttack, 'kind' | 'name'>])[] = [
  [
    'a constant that is computed for ever',
    {
      lib: 'pub const A: u64 = { let mut n = 0u64; while n != 1 { n = n.wrapping_mul(3); } n };',
      told: /constant evaluation|killed/,
    },
  ],
  [
    'a macro that expands to itself',
    { lib: 'macro_rules! m { ($($t:tt)*) => { m!($($t)* x); } }\nm!();', told: /recursion limit/ },
  ],
  [
    'a type that grows with every call',
    {
      lib: 'pub fn f<T>(n: u8, t: T) { if n > 0 { f(n - 1, (t, 0u8)) } }\npub fn g() { f(9, ()) }\n#[test]\nfn t() { g() }',
      told: /recursion limit|killed|reached the type-length/,
    },
  ],
  [
    'a trait that asks for itself',
    {
      lib: 'pub trait A { const N: usize; }\nimpl<T> A for Vec<T> where Vec<Vec<T>>: A { const N: usize = 1; }\npub fn n() -> usize { <Vec<u8> as A>::N }',
      told: /overflow evaluating/,
    },
  ],
  [
    'macros that double forty times',
    { lib: `${doubling.reverse().join('\n')}\nm0!();`, told: /killed|cannot find macro/ },
  ],
  [
    'a build script that sleeps',
    {
      lib: '',
      script: 'fn main() { std::thread::sleep(std::time::Duration::from_secs(30)); }',
      told: /killed/,
    },
  ],
  [
    'a build script that prints for ever',
    {
      lib: '',
      script:
        'fn main() { let end = std::time::Instant::now() + std::time::Duration::from_secs(30); while std::time::Instant::now() < end { println!("cargo:warning={}", "x".repeat(1000)); } }',
      told: /killed|memory allocation/,
    },
  ],
  [
    'a build script that forks and lets nobody wait for it',
    {
      lib: '',
      script:
        'fn main() { for _ in 0..50 { let _ = std::process::Command::new("setsid").args(["sleep", "30"]).spawn(); } std::thread::sleep(std::time::Duration::from_secs(30)); }',
      told: /killed/,
    },
  ],
];

export const ENDLESS_ATTACKS: readonly EndlessAttack[] = ROWS.map(([name, attack]) => ({
  kind: 'exhaustion',
  name,
  ...attack,
}));
