const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
};

/**
 * Rust that came escaped as HTML (`Vec&lt;u8&gt;`), as it was meant. Only where no bracket stands plain and an arrow
 * or a type argument stands escaped: code that speaks of entities in its strings has plain ones too.
 */
export function unescapeMarkup(content: string): string {
  if (/[<>]/.test(content) || !/[-=]&gt;|\w&lt;[\w&'([:]/.test(content)) return content;
  return content.replace(/&(?:lt|gt|amp|quot|apos|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
