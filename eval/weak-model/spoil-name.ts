import type { Random } from './random.ts';

/** Methods that models write from habit of another language or library, by the right one. */
const HABITS: Readonly<Record<string, readonly string[]>> = {
  push: ['append', 'add'],
  len: ['length', 'size'],
  is_empty: ['empty', 'is_none'],
  iter: ['each', 'items'],
  into_iter: ['iter_into', 'items'],
  collect: ['to_vec', 'gather'],
  unwrap_or: ['or_default', 'get_or'],
  unwrap_or_default: ['or_default'],
  push_str: ['append', 'add_str'],
  to_string: ['as_string', 'str'],
  insert: ['put', 'set'],
  get: ['find_one', 'at'],
  contains_key: ['has_key', 'contains'],
  entry: ['slot', 'entry_or'],
  or_insert: ['or_put', 'insert_default'],
  filter: ['where_', 'select'],
  map: ['transform', 'map_each'],
  sort_by_key: ['sort_by_field', 'order_by'],
  as_str: ['to_str', 'str'],
  trim: ['strip', 'trimmed'],
  split_whitespace: ['split_white_space', 'words'],
  abs: ['absolute', 'abs_value'],
  min: ['minimum', 'lower'],
  max: ['maximum', 'upper'],
  sum: ['total', 'add_all'],
  fold: ['reduce_with', 'accumulate'],
  chars: ['characters', 'char_iter'],
  lines: ['split_lines', 'each_line'],
  extend: ['append_all', 'add_all'],
};

/** A plausible other name for a method: half the time a habit of another library, else a slip of the pen. */
export function wrongMethod(name: string, random: Random): string {
  const habits = HABITS[name];
  return habits && random.chance(0.5) ? (random.pick(habits) ?? slip(name, random)) : slip(name, random);
}

/** A name with a letter doubled, dropped or swapped, or another ending: near enough for the compiler to guess. */
export function slip(name: string, random: Random): string {
  const at = 1 + Math.floor(random.next() * Math.max(1, name.length - 2));
  const swapped = `${name.slice(0, at)}${name[at + 1] ?? ''}${name[at] ?? ''}${name.slice(at + 2)}`;
  const forms = [
    `${name}s`,
    `${name.slice(0, at)}${name.slice(at + 1)}`,
    swapped === name ? `${name}_` : swapped,
    name.includes('_') ? name.replace('_', '') : `${name}_value`,
  ];
  const other = random.pick(forms.filter((form) => form !== name && /^[A-Za-z_]\w*$/.test(form)));
  return other ?? `${name}s`;
}
