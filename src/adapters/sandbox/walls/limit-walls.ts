import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Limits } from '../../../core/policy/settings.ts';
import { brokenByOutput, type Wall } from './wall.ts';

/** Small enough that attempts to pass them are over in a second and harm nobody. */
export const PROBED_LIMITS: Limits = {
  cargoSeconds: 30,
  memoryMegabytes: 256,
  fileMegabytes: 4,
  processes: 64,
};
/** Bytes kept of each output stream while walls are tried. */
export const PROBED_OUTPUT = 1_048_576;

const NO_GROUP =
  'no control group can be made here: make /sys/fs/cgroup writable for root, or give the systemd unit of an ordinary user Delegate=yes and DelegateSubgroup=main';

/** What a program inside must not use up or leave behind, under {@link PROBED_LIMITS}. */
export const LIMIT_WALLS: readonly Wall[] = [
  {
    wall: 'process limit',
    detail: 'it cannot start more processes than it may',
    fix: NO_GROUP,
    // Each child looks around once it is there: a shell that waited would need a process itself.
    attempt: `
      look='set -- /proc/[0-9]*/status; echo $#; exec sleep 1'
      most=$(seq 120 | xargs -P 120 -I {} sh -c "$look" 2> /dev/null | sort -n | tail -n 1)
      [ -n "$most" ] || exit
      [ "$most" -gt 100 ] && echo "$most processes ran at once" || echo held`,
  },
  {
    wall: 'memory limit',
    detail: 'one process cannot use more memory than it may',
    attempt: `
      bytes=$(head -c 300000000 /dev/zero | tail -c 299000000 2> /dev/null | wc -c)
      [ "$bytes" -ge 299000000 ] && echo "$bytes bytes were used" || echo held`,
  },
  {
    wall: 'memory of all together',
    detail: 'many processes cannot use more than one may',
    fix: NO_GROUP,
    // One process and the number of processes are bounded, and the kernel takes these first when memory runs out.
    mayBeWeaker: true,
    attempt: `
      for each in 1 2 3 4; do
        head -c 100000000 /dev/zero | tail -c 99000000 2> /dev/null | { sleep 0.8; wc -c; } &
      done > "$CARGO_TARGET_DIR/used"; wait
      [ "$(grep -cx 99000000 "$CARGO_TARGET_DIR/used")" = 4 ] && echo 'four processes used 400 MB of 256' || echo held`,
    // The kernel may choose the shell of the attempt itself.
    broken: (run) => (run.exitCode === 137 || run.exitCode === null ? undefined : brokenByOutput(run)),
  },
  {
    wall: 'file size',
    detail: 'no file grows past its limit',
    attempt: `
      head -c 9000000 /dev/zero > "$CARGO_TARGET_DIR/large" 2> /dev/null
      [ "$(wc -c < "$CARGO_TARGET_DIR/large")" -ge 9000000 ] && echo '9 MB were written' || echo held`,
  },
  {
    wall: 'open files',
    detail: 'the number of open files is bounded',
    attempt: 'ulimit -n 1000000 2> /dev/null && echo "a million files may be open" || echo held',
  },
  {
    wall: 'processor time',
    detail: 'the processor time of a process is bounded',
    attempt: '[ "$(ulimit -Ht)" = unlimited ] && echo "it is not" || echo held',
  },
  {
    wall: 'core dumps',
    detail: 'no memory is written to disk',
    attempt: '[ "$(ulimit -Hc)" = 0 ] && echo held || echo "core dumps can be had"',
  },
  {
    wall: 'time',
    detail: 'a program that does not end is killed at its time limit',
    attempt: 'trap "" TERM INT HUP; echo started; sleep 20; echo went on',
    command: { timeoutSeconds: 0.4 },
    broken: (run) => (run.timedOut && run.stdout === 'started\n' ? undefined : 'it ran past its time limit'),
  },
  {
    wall: 'survivors',
    detail: 'what it started dies with it, detached or not',
    attempt: `setsid sh -c 'sleep 20; : '"$WALL_MARK" > /dev/null 2>&1 & sleep 0.1; echo held`,
    broken: async (run, { mark }) =>
      brokenByOutput(run) ?? ((await livesOn(mark)) ? 'a detached process lives on' : undefined),
  },
  {
    wall: 'output',
    detail: 'endless output is cut while it runs',
    attempt: 'head -c 9000000 /dev/zero',
    broken: (run) =>
      run.truncated && run.stdout.length < 2 * PROBED_OUTPUT ? undefined : 'all of its output was kept',
  },
];

const LOOKS = 20;
const BETWEEN_LOOKS_MILLISECONDS = 25;

/** Whether a process with the mark in its command line still lives after half a second: dying takes a moment. */
async function livesOn(mark: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (!(await isAlive(mark))) return false;
    await setTimeout(BETWEEN_LOOKS_MILLISECONDS);
  }
  return true;
}

async function isAlive(mark: string): Promise<boolean> {
  const names = await readdir('/proc').catch(() => []);
  const lines = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.some((line) => line.includes(mark));
}
