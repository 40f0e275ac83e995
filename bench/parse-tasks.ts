import { parseTasks } from '../src/core/tasks/parse-tasks.ts';

const FILES = 10_000;
/** Median of 3,298 real files: 14 tasks. */
const TASKS = 14;
const SHAPES = [
  (n: string) =>
    `- [ ] ${n} Add \`parse_${n.replace('.', '_')}\` to \`src/parser.rs\` and verify the unit tests cover quoting`,
  (n: string) =>
    `- [x] ${n} Implement the error type for src/config.rs,\n  wrapped over two lines\n  - every variant has a message`,
  (n: string) => `- [ ] **${n}** Write integration tests in \`tests/cli.rs\` (depends on 1.1)`,
  (n: string) => `- [ ] ${n} Run \`cargo test --workspace\` and \`cargo clippy -- -D warnings\``,
  () => '- [ ] Update README.md with the new flags',
];

/**
 * Measures parsing of 10,000 tracked files of ordinary size, all different.
 * @returns one line for people; the bar is 2 s
 */
export async function benchParseTasks(): Promise<string> {
  const files = Array.from({ length: FILES }, (_, index) => writeFile(index));
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const start = performance.now();
  let tasks = 0;
  for (const [index, content] of files.entries())
    tasks += parseTasks(`change-${index}`, [{ path: 'tasks.md', content }]).total;
  const seconds = (performance.now() - start) / 1000;
  const megabytes = (bytes / 1e6).toFixed(1);
  return `parse ${FILES} tasks.md (${tasks} tasks, ${megabytes} MB): ${seconds.toFixed(2)} s, bar 2 s`;
}

function writeFile(index: number): string {
  const lines = ['# Tasks', ''];
  for (let task = 0; task < TASKS; task += 1) {
    if (task % 5 === 0) lines.push('', `## ${task / 5 + 1}. Part ${index}`, '');
    const shape = SHAPES[(index + task) % SHAPES.length];
    if (shape) lines.push(shape(`${Math.floor(task / 5) + 1}.${(task % 5) + 1}`));
  }
  return `${lines.join('\n')}\n`;
}
