const WIDEST = 60;
const CJK = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
/** What a hostile file would send to the terminal; the joiner and the presentation of emoji are no harm. */
const CONTROL =
  /(?![\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/**
 * Lays rows out in columns, two blanks apart, two in front, cells but the last cut at 60 columns and the last at 100.
 * Control and direction characters become `?`, so no text can rewrite the terminal.
 */
export function layTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell, index) =>
      cut(cell.replace(CONTROL, '?').replaceAll('##[', '# #['), index === row.length - 1 ? 100 : WIDEST),
    ),
  );
  const columns = cells.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  return cells
    .map((row) => {
      const padded = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
      return `  ${padded.join('  ').trimEnd()}\n`;
    })
    .join('');
}

function cut(text: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const character of text.slice(0, columns * 4)) {
    width += widthOf(character);
    if (width >= columns) return `${kept}…`;
    kept += character;
  }
  return kept;
}

/** Terminal columns, near enough: East Asian characters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += CJK.test(character) || (character.codePointAt(0) ?? 0) > 0x1f000 ? 2 : 1;
  return width;
}
