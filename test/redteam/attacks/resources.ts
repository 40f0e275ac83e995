import type { Attack } from '../attack.ts';

/** A shell line that wants more than its share. Each is bounded in itself, so that a missing wall harms nobody. */
export interface ResourceAttack extends Attack {
  readonly line: string;
  /** Seconds until it is killed; more than enough for lines that end by themselves. */
  readonly seconds?: number;
  /** How the run looks when it was contained. */
  readonly end: 'told' | 'killed' | 'cut';
}

const FILL = (folder: string) =>
  `for i in $(seq 40); do head -c 4000000 /dev/zero > ${folder}/fill-$i 2>/dev/null || { echo contained; exit; }; done`;
const UNLESS_BIG =
  '[ "$(stat -c %s $CARGO_TARGET_DIR/big 2>/dev/null || echo 0)" -le 4194304 ] && echo contained';

type Row = readonly [name: string, line: string, end: ResourceAttack['end'], seconds?: number];

const ROWS: readonly Row[] = [
  ['a file of 100 GB', `truncate -s 100G $CARGO_TARGET_DIR/big; ${UNLESS_BIG}`, 'told'],
  [
    'a sparse file of 64 GiB',
    `dd if=/dev/zero of=$CARGO_TARGET_DIR/big bs=1 seek=64G count=1; ${UNLESS_BIG}`,
    'told',
  ],
  ['64 GiB that are reserved', `fallocate -l 64G $CARGO_TARGET_DIR/big; ${UNLESS_BIG}`, 'told'],
  ['a file that grows for ever', `head -c 64000000 /dev/zero > $CARGO_TARGET_DIR/big; ${UNLESS_BIG}`, 'told'],
  [
    'a deleted file that grows for ever',
    'exec 9> /tmp/gone; rm /tmp/gone; head -c 64000000 /dev/zero >&9 || echo contained',
    'told',
  ],
  ['filling /tmp', FILL('/tmp'), 'told'],
  ['filling shared memory', FILL('/dev/shm'), 'told'],
  ['filling the home', FILL('$HOME'), 'told'],
  ['filling the home of cargo', FILL('$CARGO_HOME'), 'told'],
  [
    'more memory than it may have',
    'n=$(head -c 400000000 /dev/zero | tail -c 300000000 | wc -c); [ "$n" = 0 ] && echo contained',
    'told',
  ],
  [
    'more open files than it may have',
    'for i in $(seq 10 9000); do eval "exec $i</dev/null" 2>/dev/null || { echo contained; exit; }; done',
    'told',
  ],
  [
    'more processes than it may have',
    `perl -e 'for (1..500) { my $p = fork; if (!defined $p) { print "contained\\n"; last } if (!$p) { sleep 10; exit } }'`,
    'told',
  ],
  [
    'more processes than it may have, each in a session of its own',
    `perl -MPOSIX -e 'for (1..500) { my $p = fork; if (!defined $p) { print "contained\\n"; last } if (!$p) { setsid; sleep 10; exit } }'`,
    'told',
  ],
  ['a core dump of its memory', '[ "$(ulimit -c)" = 0 ] && echo contained', 'told'],
  ['endless output', 'timeout 20 yes', 'cut', 1],
  ['endless errors', 'timeout 20 yes >&2', 'cut', 1],
  ['one endless line', 'timeout 20 tr "\\0" x < /dev/zero', 'cut', 1],
  [
    'a loop that ignores every signal',
    'timeout -s KILL 20 bash -c \'trap "" TERM INT HUP; while :; do :; done\'',
    'killed',
    1,
  ],
  ['a sleep that never ends', 'trap "" TERM; sleep 20', 'killed', 1],
  ['a child that keeps the pipes open', '(trap "" TERM; sleep 20) & exit', 'told'],
  ['a stopped process', 'kill -STOP $$; sleep 20', 'killed', 1],
];

export const RESOURCE_ATTACKS: readonly ResourceAttack[] = ROWS.map(([name, line, end, seconds]) => ({
  kind: 'exhaustion',
  name,
  line,
  end,
  ...(seconds === undefined ? {} : { seconds }),
}));
