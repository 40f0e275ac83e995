import type { Attack } from '../attack.ts';

/** What a hostile program leaves in tree or target for the engine, which looks there outside of the sandbox. */
export interface LeftoverAttack extends Attack {
  /** A shell line in the sandbox, the tree writable; `$HOST` is a folder of the host with a file `keep`. */
  readonly line: string;
}

const DEP = '$CARGO_TARGET_DIR/debug/deps';
const DEEP = 'for i in $(seq 60); do mkdir ddddd$i; cd ./ddddd$i; mkdir "$long"; cd "./$long"; done';

type Row = readonly [name: string, line: string];

const ROWS: readonly Row[] = [
  ['a pipe in the place of the lock file', 'rm -f Cargo.lock; mkfifo Cargo.lock'],
  ['a link to the host in the place of the lock file', 'rm -f Cargo.lock; ln -s $HOST/keep Cargo.lock'],
  ['a folder in the place of the lock file', 'rm -f Cargo.lock; mkdir -p Cargo.lock/in'],
  ['a pipe in the place of a source', 'rm src/lib.rs; mkfifo src/lib.rs'],
  ['a link to the host in the place of a source', 'rm src/lib.rs; ln -s $HOST/keep src/lib.rs'],
  ['a link to the host in the place of the source folder', 'rm -r src; ln -s $HOST src'],
  ['a pipe in the place of what names the sources', `mkdir -p ${DEP}; mkfifo ${DEP}/app-1.d`],
  ['a link in the place of what names the sources', `mkdir -p ${DEP}; ln -s $HOST/app-1.d ${DEP}/app-1.d`],
  ['a link in the place of the build folder', 'ln -s $HOST $CARGO_TARGET_DIR/debug'],
  [
    'a folder that nobody may enter',
    'mkdir -p $CARGO_TARGET_DIR/shut/in; chmod 000 $CARGO_TARGET_DIR/shut; mkdir -p shut/in; chmod 000 shut',
  ],
  ['a tree that nobody may enter', 'chmod 000 .'],
  ['a target that nobody may enter', 'chmod 000 $CARGO_TARGET_DIR'],
  [
    'a build folder that nobody may enter',
    'mkdir $CARGO_TARGET_DIR/debug; chmod 000 $CARGO_TARGET_DIR/debug',
  ],
  [
    'a link in the place of the folder with the lock of cargo',
    'mkdir $CARGO_TARGET_DIR/x86_64; ln -s $HOST $CARGO_TARGET_DIR/x86_64/debug',
  ],
  [
    'pipes and sockets in the target',
    'mkfifo $CARGO_TARGET_DIR/pipe; perl -MIO::Socket::UNIX -e "IO::Socket::UNIX->new(Local => shift, Listen => 1)" $CARGO_TARGET_DIR/socket',
  ],
  ['names that are no UTF-8', 'touch "$CARGO_TARGET_DIR/$(printf "\\377\\376")" "$(printf "\\377\\376")"'],
  [
    'names with newlines and escapes',
    'touch "$CARGO_TARGET_DIR/$(printf "a\\nb")" "$(printf "\\033]0;x\\007")"',
  ],
  [
    'folders deeper than any path may be',
    `long=${'d'.repeat(120)}; (${DEEP}); cd $CARGO_TARGET_DIR; ${DEEP}`,
  ],
  [
    'a hard link to a source, written through',
    'ln src/lib.rs src/second.rs; echo broken >> src/second.rs; touch -r Cargo.toml src/lib.rs',
  ],
  [
    'hard links out of the target to the sources and the toolchain',
    'for from in src/lib.rs $(command -v sh) $HOST/keep; do ln $from $CARGO_TARGET_DIR/hard 2> /dev/null && exit 9; done; :',
  ],
  ['a link to itself', 'ln -s loop $CARGO_TARGET_DIR/loop; ln -s loop loop'],
  [
    'a repository inside the tree',
    'git init -q nested; mkdir -p src/.git/hooks; touch src/.git/hooks/pre-commit',
  ],
  ['a dangling link in the place of the scratch folder of tests', 'ln -s /nowhere/x $CARGO_TARGET_DIR/tmp'],
  [
    'a link to the host in the place of the scratch folder of tests',
    'ln -s /oldroot$HOST $CARGO_TARGET_DIR/tmp',
  ],
  ['a pipe in the place of the scratch folder of tests', 'mkfifo $CARGO_TARGET_DIR/tmp'],
  ['a sparse file in the target', 'truncate -s 4M $CARGO_TARGET_DIR/sparse'],
  ['sources that look older than they are', 'echo broken >> src/lib.rs; touch -d 2001-01-01 src/lib.rs'],
];

export const LEFTOVER_ATTACKS: readonly LeftoverAttack[] = ROWS.map(([name, line]) => ({
  kind: 'persistence',
  name,
  line,
}));
