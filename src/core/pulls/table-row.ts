/**
 * One row of a GFM table. Cells are Markdown on one line. A bar inside a code span would end the cell, and parsers
 * differ on escaping it, so it is drawn with a box line.
 */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '│')).join(' | ')} |`;
}
