/** The words a name is made of, lower case: `TreeEntry` and `tree_entry` are `tree`, `entry`. */
export function nameParts(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((part) => part !== '');
}
