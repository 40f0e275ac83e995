/** Modules of the standard library and what is often taken from them (doc.rust-lang.org/std); listed twice: ambiguous. */
const MODULES: Readonly<Record<string, string>> = {
  'std::any': 'Any TypeId type_name',
  'std::borrow': 'Borrow BorrowMut Cow ToOwned',
  'std::cell': 'Cell LazyCell OnceCell Ref RefCell RefMut UnsafeCell',
  'std::cmp': 'Ordering PartialOrd PartialEq Reverse max min',
  'std::collections': 'BTreeMap BTreeSet BinaryHeap HashMap HashSet LinkedList VecDeque hash_map btree_map',
  'std::convert': 'AsMut AsRef Infallible TryFrom TryInto',
  'std::env': 'args args_os current_dir current_exe temp_dir',
  'std::error': 'Error',
  'std::ffi': 'CStr CString OsStr OsString c_char c_int c_void',
  'std::fmt': 'Arguments Binary Debug Display Error Formatter LowerHex Result UpperHex Write',
  'std::fs': 'DirEntry File OpenOptions create_dir_all read_dir read_to_string remove_dir_all remove_file',
  'std::hash': 'BuildHasher DefaultHasher Hash Hasher RandomState',
  'std::io':
    'BufRead BufReader BufWriter Cursor Error ErrorKind Read Result Seek SeekFrom Stdin Stdout Write stderr stdin stdout',
  'std::iter':
    'FromIterator FusedIterator Peekable Sum Product from_fn once repeat repeat_with successors zip',
  'std::marker': 'PhantomData PhantomPinned',
  'std::mem': 'ManuallyDrop MaybeUninit discriminant size_of size_of_val swap take',
  'std::net': 'IpAddr Ipv4Addr Ipv6Addr SocketAddr TcpListener TcpStream UdpSocket',
  'std::num':
    'IntErrorKind NonZero NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroUsize ParseFloatError ParseIntError TryFromIntError Wrapping',
  'std::ops':
    'Add AddAssign BitAnd BitOr BitXor Bound ControlFlow Deref DerefMut Div DivAssign Index IndexMut Mul MulAssign Neg Not Range RangeBounds RangeInclusive Rem Shl Shr Sub SubAssign',
  'std::path': 'Component Path PathBuf',
  'std::pin': 'Pin',
  'std::process': 'Child Command ExitCode ExitStatus Stdio exit',
  'std::ptr': 'NonNull null null_mut',
  'std::rc': 'Rc Weak',
  'std::str': 'Chars FromStr Utf8Error from_utf8',
  'std::string': 'FromUtf8Error ToString',
  'std::sync':
    'Arc Barrier Condvar LazyLock Mutex MutexGuard Once OnceLock PoisonError RwLock Weak atomic mpsc',
  'std::sync::atomic': 'AtomicBool AtomicI32 AtomicI64 AtomicU32 AtomicU64 AtomicUsize Ordering',
  'std::sync::mpsc': 'Receiver Sender SyncSender channel sync_channel',
  'std::task': 'Context Poll Waker',
  'std::thread': 'JoinHandle sleep spawn',
  'std::time': 'Duration Instant SystemTime UNIX_EPOCH',
};

const PATHS = new Map<string, readonly string[]>();
for (const [path, names] of Object.entries(MODULES))
  for (const name of names.split(' ')) PATHS.set(name, [...(PATHS.get(name) ?? []), path]);

/** The module of the standard library that has the name: `['std', 'collections']`; undefined when several do. */
export function stdModuleOf(name: string): readonly string[] | undefined {
  const [only, ...more] = PATHS.get(name) ?? [];
  return more.length === 0 ? only?.split('::') : undefined;
}
